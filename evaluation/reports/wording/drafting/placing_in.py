"""How drafts place figures, and how they say that little is behind one."""

from django.utils.translation import gettext as _

from evaluation.reports.model import Figure

# Below so many, one more or less changes a share by a tenth and more.
FEW = 10


def at(key: str, form: str = "") -> str:
    """Return the place of a figure in a sentence."""
    return f"{{{key}:{form}}}" if form else f"{{{key}}}"


def hedged(sentence: str, figure: Figure) -> str:
    """Return a sentence, and say so where little is behind it."""
    if figure.n is None or figure.n >= FEW:
        return sentence
    few = _("With so few, one more or less would change this much.")
    return f"{sentence} {few}"
