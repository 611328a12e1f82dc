"""Counting how long a survey takes, so that people can be told before they begin."""

from django.db import transaction
from django.db.models import F

from evaluation.models import AnsweringTime, Wave

HALF_MINUTE = 30
MOST_HALF_MINUTES = 60
# Nobody reads and answers in less; who took longer has done something else meanwhile.
SHORTEST, LONGEST = 3, 2 * 60 * 60


def note_seconds(wave: Wave, seconds: int | None) -> None:
    """Count one more who took so many seconds, where that can be true; nobody's own time is kept.

    It has a transaction of its own, so that the count never stands beside an answer. Of a wave that
    shows people a part of the questions, no times are counted: they would be too short.
    """
    if seconds is None or not SHORTEST <= seconds <= LONGEST or wave.forms > 1:
        return
    half_minutes = min(seconds // HALF_MINUTE + 1, MOST_HALF_MINUTES)
    place = {"instrument_id": wave.instrument_id, "half_minutes": half_minutes}
    with transaction.atomic():
        AnsweringTime.objects.bulk_create([AnsweringTime(**place)], ignore_conflicts=True)
        AnsweringTime.objects.filter(**place).update(people=F("people") + 1)
