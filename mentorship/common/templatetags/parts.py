"""What the component templates need beyond Django's own tags."""

import unicodedata

from django import template
from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi

from mentorship.common import icons

register = template.Library()

_FULL = 100
_PICTURE = '<img class="avatar" src="{}" alt="" width="36" height="36" loading="lazy">'
_STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}
_NUMBERS = {"EN", "AN"}


@register.simple_tag
def icon(name: str, size: int = 20, label: str = "", *, solid: bool = False) -> SafeString:
    """Draw an icon: `{% icon "home" %}`, `{% icon "bell" size=24 label=_("Notices") %}`."""
    return icons.icon(name, size=size, label=label, solid=solid)


@register.simple_tag
def shape(tone: str) -> SafeString:
    """Draw the shape of a tone: `{% shape "good" %}`."""
    return icons.shape(str(tone) or "idle")


@register.simple_tag
def status(tone: str, word: object) -> SafeString:
    """Say how something stands, with the shape of its tone: `{% status "good" word %}`."""
    known = str(tone) or "idle"
    return format_html('<span class="status tone-{}">{}{}</span>', known, icons.shape(known), word)


@register.simple_tag
def avatar(name: str, picture: str = "") -> SafeString:
    """Show a small picture of somebody, or their first letters: `{% avatar row.name %}`."""
    if picture:
        return format_html(_PICTURE, picture)
    return format_html('<span class="avatar" aria-hidden="true">{}</span>', initials(name))


@register.inclusion_tag("audit/link.html")
def what_happened(row: Model) -> dict[str, str]:
    """Lead to what was done to a row, where the page asks for as much: `{% what_happened x %}`."""
    return {"url": reverse("history", args=(row._meta.label_lower, row.pk))}


@register.filter
def initials(name: str) -> str:
    """Return the first letters of the first and last word of a name."""
    words = str(name).split()
    if not words:
        return ""
    letters = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    return letters.upper()


@register.filter
def direction(text: object) -> str:
    """Return “rtl” or “ltr” by the first letter that has a direction.

    Numbers with their signs run from the left everywhere; what has neither goes as the page goes.
    """
    kinds = [unicodedata.bidirectional(letter) for letter in str(text)]
    first = next((kind for kind in kinds if kind in _STRONG), "")
    if first:
        return _STRONG[first]
    return "rtl" if get_language_bidi() and not _NUMBERS.intersection(kinds) else "ltr"


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
