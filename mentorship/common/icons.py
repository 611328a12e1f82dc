"""Icons as inline SVG, drawn from the heroicons package."""

from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString
from heroicons.templatetags.heroicons import heroicon_outline, heroicon_solid

# Icons that point along the line of reading turn round where that line runs from right to left.
_POINTS_ALONG = ("left", "right", "backward", "forward")


def icon(name: str, *, size: int = 20, label: str = "", solid: bool = False) -> SafeString:
    """Draw one icon; hidden from assistive technology unless it carries a label of its own.

    Raises `heroicons.IconDoesNotExist` for a name the package does not know.
    """
    picture = _picture(name, size, solid)
    if not label:
        return picture
    return format_html('{}<span class="visually-hidden">{}</span>', picture, label)


@lru_cache(maxsize=1024)
def _picture(name: str, size: int, solid: bool) -> SafeString:  # noqa: FBT001 - called here alone
    """Draw one icon: a page shows dozens, and each takes a while to put together."""
    draw = heroicon_solid if solid else heroicon_outline
    turns = " icon-turns" if any(word in name for word in _POINTS_ALONG) else ""
    return SafeString(draw(name, size=size, **{"class": f"icon{turns}", "focusable": "false"}))
