"""Counting answers by the day, so that a response curve can be drawn without anybody in it."""

from django.db.models import F
from django.utils import timezone

from evaluation.models import Wave, WaveDay


def count_answered(wave: Wave) -> None:
    """Count one answer more on today's date of the programme; nothing says whose it is.

    Called in the transaction of the receipt, so that a receipt that is given back is not counted.
    """
    today = timezone.localdate(timezone=wave.zone)
    row, is_new = WaveDay.objects.get_or_create(wave=wave, day=today, defaults={"answered": 1})
    if not is_new:
        WaveDay.objects.filter(pk=row.pk).update(answered=F("answered") + 1)


def uncount_answered(wave: Wave) -> None:
    """Take one answer of today off again: its receipt was given back."""
    today = timezone.localdate(timezone=wave.zone)
    WaveDay.objects.filter(wave=wave, day=today, answered__gt=0).update(answered=F("answered") - 1)
