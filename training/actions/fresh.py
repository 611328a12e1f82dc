"""Keeping what the four questions were answered, week by week."""

from datetime import date

from programmes.models import Programme
from training.fresh.enums import Question
from training.fresh.figures import Share, in_date, supported
from training.models import FreshReading


def keep_fresh_readings(programme: Programme, *, on: date) -> None:
    """Keep today's figures that cannot be worked out later; again on the same day replaces them.

    Who came back and who stepped up can always be counted from the cohorts, so those are not kept.
    """
    for question, share in (
        (Question.SKILLS, in_date(programme)),
        (Question.SUPPORT, supported(programme)),
    ):
        keep_reading(programme, question, share, on=on)


def keep_reading(programme: Programme, question: Question, share: Share, *, on: date) -> None:
    """Keep one figure of a day; a share of nothing is none."""
    if not share.of:
        return
    FreshReading.objects.update_or_create(
        programme=programme,
        question=question,
        measured_on=on,
        defaults={"count": share.count, "of": share.of},
    )
