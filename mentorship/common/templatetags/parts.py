"""What the component templates need beyond Django's own tags."""

from django import template
from django.utils.safestring import SafeString

from mentorship.common import icons

register = template.Library()

_FULL = 100


@register.simple_tag
def icon(name: str, size: int = 20, label: str = "", *, solid: bool = False) -> SafeString:
    """Draw an icon: `{% icon "home" %}`, `{% icon "bell" size=24 label=_("Notices") %}`."""
    return icons.icon(name, size=size, label=label, solid=solid)


@register.filter
def initials(name: str) -> str:
    """Return the first letters of the first and last word of a name."""
    words = str(name).split()
    if not words:
        return ""
    letters = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    return letters.upper()


@register.filter
def share_of(value: float, total: float) -> str:
    """Return value of total as a percentage between 0 and 100, written for an SVG attribute."""
    if not total:
        return "0"
    share = min(max(float(value) / float(total) * _FULL, 0), _FULL)
    return f"{share:.2f}".rstrip("0").rstrip(".")


@register.filter
def minus(number: int, other: int) -> int:
    """Return number less other."""
    return number - other


@register.filter
def dots(taken: int, total: int) -> list[bool]:
    """Return one flag for each dot: taken ones first; more taken than there are makes more dots."""
    return [place < taken for place in range(max(taken, total))]


@register.filter
def message_tone(tags: str) -> str:
    """Translate the tags of a Django message into a tone of ours."""
    words = tags.split()
    if "error" in words:
        return "bad"
    if "warning" in words:
        return "warn"
    return "good" if "success" in words else "idle"
