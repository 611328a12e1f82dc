"""What two people share, in a plain sentence; from what their profiles show to matches anyway."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from matching.wording import in_words
from programmes.models import Profile

MOST_NAMED = 3


def shared_sentence(own: Profile | None, other: Profile | None) -> str:
    """Return “You both speak Polski; both named “leading through change””, or nothing."""
    if own is None or other is None:
        return ""
    parts = []
    if languages := _shared(own.languages, other.languages):
        parts.append(_("You both speak %(languages)s") % {"languages": in_words(languages)})
    if interests := _shared(own.interests, other.interests):
        named = in_words(_("“%(interest)s”") % {"interest": each} for each in interests)
        sentence = _("both named %(interests)s") if parts else _("You both named %(interests)s")
        parts.append(sentence % {"interests": named})
    if own.location and _same(own.location, other.location):
        sentence = _("both are in %(place)s") if parts else _("You are both in %(place)s")
        parts.append(sentence % {"place": other.location})
    return "; ".join(parts) + "." if parts else ""


def _shared(own: Iterable[str], others: Iterable[str]) -> list[str]:
    """Return what stands in both lists, whatever its capitals, in the other's order."""
    known = {word.casefold() for word in own}
    return [word for word in others if word.casefold() in known][:MOST_NAMED]


def _same(own: str, other: str) -> bool:
    """Tell whether two words are one, whatever their capitals."""
    return own.casefold() == other.casefold()
