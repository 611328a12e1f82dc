"""Icons as inline SVG, drawn from the heroicons package; and the shapes that stand for tones."""

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from heroicons.templatetags.heroicons import heroicon_outline, heroicon_solid

# Icons that point along the line of reading turn round where that line runs from right to left.
_POINTS_ALONG = ("left", "right", "backward", "forward")


def icon(name: str, *, size: int = 20, label: str = "", solid: bool = False) -> SafeString:
    """Draw one icon; hidden from assistive technology unless it carries a label of its own.

    Raises `heroicons.IconDoesNotExist` for a name the package does not know.
    """
    picture = _picture(name, size, solid=solid)
    if not label:
        return picture
    return format_html('{}<span class="visually-hidden">{}</span>', picture, label)


@lru_cache(maxsize=1000)
def _picture(name: str, size: int, *, solid: bool) -> SafeString:
    """Draw one icon; a page has the same ones many times, and every page has them again."""
    draw = heroicon_solid if solid else heroicon_outline
    turns = " icon-turns" if any(word in name for word in _POINTS_ALONG) else ""
    return SafeString(draw(name, size=size, **{"class": f"icon{turns}", "focusable": "false"}))


@lru_cache(maxsize=100)
def shape(tone: str) -> SafeString:
    """Draw the shape of a tone, by which it is known without its colour."""
    return render_to_string("components/shape.html", {"tone": tone})
