"""From a Vega-Lite specification to clean SVG and PNG, without any network."""

import hashlib
import json
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any
from xml.etree import ElementTree as ET

from django.conf import settings
from django.utils.translation import get_language

from mentorship.common.charts.palette import CATEGORIES, FONT, INK, LINE, SOFT

Specification = dict[str, Any]

_SVG = "http://www.w3.org/2000/svg"
_VERSION = "5.21"
# The family that PDF pages declare for our complete font stands first, the web page's second.
_FAMILIES = "Mentorship Sans, Inter, sans-serif"
_NOISE = {"class", "role", "aria-roledescription", "aria-hidden", "aria-label", "pointer-events"}

# How languages other than English write figures and months, by the names that Vega has for them.
_ELSEWHERE = {"de": "de-DE", "ar": "ar-EG", "he": "he-IL"}

# About so many ticks stand at an axis.
TICKS = 5

_CONFIG: Specification = {
    "aria": False,
    "font": FONT,
    "background": None,
    "padding": 4,
    "view": {"stroke": None},
    "range": {"category": list(CATEGORIES)},
    "axis": {
        "labelColor": SOFT,
        "labelFontSize": 12,
        "titleColor": SOFT,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "domain": False,
        "ticks": False,
        "labelPadding": 6,
        "gridColor": LINE,
        "tickCount": TICKS,
    },
    "axisX": {"labelAngle": 0},
    "legend": {
        "orient": "top",
        "title": None,
        "labelColor": SOFT,
        "labelFontSize": 12,
        "symbolType": "square",
        "symbolStrokeWidth": 0,
        "offset": 8,
    },
    "text": {"color": INK, "fontSize": 12, "fontWeight": 600},
}


def whole_ticks(highest: float) -> int:
    """Return how many ticks an axis of people may have, so that none stands at half a person."""
    return max(1, min(TICKS, int(highest)))


@dataclass(frozen=True)
class Picture:
    """A drawn SVG in two halves, so that a title can be put in between; `name` is unique to it."""

    name: str
    opening: str
    body: str


def draw(specification: Specification) -> Picture:
    """Draw a specification; the same one is drawn only once in a process."""
    return _draw(json.dumps(specification, sort_keys=True), _ELSEWHERE.get(get_language() or ""))


@lru_cache(maxsize=256)
def _draw(specification: str, locale: str | None) -> Picture:
    """Convert, clean and halve the SVG of one specification, given as JSON.

    `locale` says how figures and months are written on its axes; None is English.
    """
    converter = _converter()
    name = hashlib.sha256(f"{locale or ''}{specification}".encode()).hexdigest()[:12]
    raw = converter.vegalite_to_svg(
        specification,
        vl_version=_VERSION,
        config=_CONFIG,
        allowed_base_urls=[],
        format_locale=locale,
        time_format_locale=locale,
    )
    root = ET.fromstring(raw)  # noqa: S314  (made by our own converter a line above)
    opening = (
        f'<svg xmlns="{_SVG}" role="img" direction="ltr" aria-labelledby="title-{name} desc-{name}"'
        f' width="{root.get("width")}" height="{root.get("height")}"'
        f' viewBox="{root.get("viewBox")}">'
    )
    body = "".join(ET.tostring(child, encoding="unicode") for child in _clean(root, name))
    return Picture(name, opening, body.replace(f' xmlns="{_SVG}"', "") + "</svg>")


def _clean(root: ET.Element, name: str) -> list[ET.Element]:
    """Drop what no reader needs, name the fonts, make the names of clips unique."""
    ET.register_namespace("", _SVG)
    for parent in list(root.iter()):
        for child in list(parent):
            if child.get("display") == "none" or child.get("class") == "background":
                parent.remove(child)
    for element in root.iter():
        for attribute in _NOISE & set(element.attrib):
            del element.attrib[attribute]
        if "font-family" in element.attrib:
            element.set("font-family", _FAMILIES)
        if "id" in element.attrib:
            element.set("id", f"{element.get('id')}-{name}")
        if "clip-path" in element.attrib:
            element.set("clip-path", element.attrib["clip-path"].replace(")", f"-{name})"))
    return list(root)


def png(svg: str, *, scale: float) -> bytes:
    """Return an SVG of ours as a PNG on white; its alternative text is the chart's description."""
    own_font = svg.replace(f'font-family="{_FAMILIES}"', f'font-family="{FONT}"')
    ground = own_font.replace(
        "</title>", '</title><rect width="100%" height="100%" fill="#ffffff"/>', 1
    )
    picture: bytes = _converter().svg_to_png(ground, scale=scale)
    return picture


@cache
def _converter() -> Any:
    """Return the converter, told of our font; imported late, because that takes a second."""
    import vl_convert  # noqa: PLC0415

    vl_convert.register_font_directory(str(settings.BASE_DIR / "static" / "vendor" / "inter"))
    return vl_convert
