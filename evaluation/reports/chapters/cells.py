"""Cells of tables: numbers, shares below their counts, bars and verdicts."""

from django.utils.translation import gettext as _

from evaluation.reports import phrases
from evaluation.reports.document import Cell
from evaluation.reports.model import Figure, Verdict


def number(text: str, small: str = "") -> Cell:
    """Return a cell that holds a number."""
    return Cell(text, small, is_number=True)


def share(figure: Figure) -> Cell:
    """Return a count of a whole, with its share in per cent below."""
    small = "" if figure.value is None else phrases.percent(figure.value)
    return number(phrases.count_of(figure), small)


def rests_on(figure: Figure) -> Cell:
    """Return how many a figure rests on."""
    return number("" if figure.n is None else phrases.whole(figure.n))


def judged(verdict: Verdict, why: str = "") -> Cell:
    """Return whether a target was reached, as a word that gets its shape, and why."""
    words = {
        Verdict.MET: _("Met"),
        Verdict.NOT_MET: _("Not met"),
        Verdict.CANNOT_TELL: _("Cannot tell"),
    }
    return Cell(words[verdict], why, verdict=verdict.value)


def moved(verdict: Verdict) -> Cell:
    """Return whether a figure moved as it was meant to, as a word that gets its shape."""
    words = {
        Verdict.MET: _("Moved"),
        Verdict.NOT_MET: _("Did not move"),
        Verdict.CANNOT_TELL: _("Cannot tell"),
    }
    return Cell(words[verdict], verdict=verdict.value)
