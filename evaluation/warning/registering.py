"""Says on the page of relationships how often it was right to point pairs out."""

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from evaluation.statistics.screening import FEWEST_WEEKS
from matching.care.honesty import Note, register_honesty
from matching.care.queries import hit_counts
from programmes.models import Programme


def how_often_right(programme: Programme) -> Note:
    """Return how many of the weeks that were pointed out came before trouble; one query."""
    counts = hit_counts(programme)
    alerted = counts.alerted_trouble + counts.alerted_well
    trouble = counts.alerted_trouble + counts.silent_trouble
    words = _("How often is this right? Too few weeks are known yet to tell.")
    if min(alerted, trouble) >= FEWEST_WEEKS:
        words = _(
            "How often is this right? Of %(alerted)s weeks pointed out so far, %(right)s came "
            "before trouble; of %(trouble)s before trouble, so many were pointed out."
        ) % {
            "alerted": number_format(alerted),
            "right": number_format(counts.alerted_trouble),
            "trouble": number_format(trouble),
        }
    return Note(words, reverse("evaluation:warning", args=(programme.slug,)))


def register() -> None:
    """Say it where pairs are pointed out."""
    register_honesty(how_often_right)
