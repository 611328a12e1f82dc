"""Keeping what counted indicators say, so that one can see how they went."""

from datetime import timedelta

from django.db import transaction

from mentorship.audit.actions import record
from programmes.indicators import SPEAKS_FOR
from programmes.measures import read_measures
from programmes.models import Indicator, IndicatorValue, Programme
from programmes.strategy import today_of

KEPT_EVERY = timedelta(days=7)


def keep_readings() -> int:
    """Keep what every counted indicator says, where that was not done for a week; return how many.

    Until an indicator's day is long over. Nothing is kept of what cannot be told. Recorded once for
    each programme; running it twice changes nothing.
    """
    counted = Indicator.objects.exclude(measure="").values("objective__programme")
    programmes = Programme.objects.filter(pk__in=counted).select_related("organisation")
    return sum(_keep_of(programme) for programme in programmes.order_by("pk"))


@transaction.atomic
def _keep_of(programme: Programme) -> int:
    """Keep the readings of one programme; each figure is read once."""
    Programme.objects.select_for_update().get(pk=programme.pk)
    day = today_of(programme)
    recent = IndicatorValue.objects.filter(as_of__gt=day - KEPT_EVERY).values("indicator")
    due = list(
        Indicator.objects.filter(objective__programme=programme, due_on__gte=day - SPEAKS_FOR)
        .exclude(measure="")
        .exclude(pk__in=recent)
    )
    readings = read_measures(programme, {each.measure for each in due}, as_of=day)
    kept = IndicatorValue.objects.bulk_create(
        IndicatorValue(indicator=each, value=reading.value, as_of=day)
        for each in due
        if (reading := readings.get(each.measure))
    )
    if kept:
        changes = {"values": len(kept)}
        record("programme.indicators_counted", programme, by=None, changes=changes)
    return len(kept)
