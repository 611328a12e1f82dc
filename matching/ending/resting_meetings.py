"""Which planned meetings lie within a rest."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from matching.models import Match, Meeting


def planned_within(matches: Iterable[Match], since: date, until: date | None) -> list[Meeting]:
    """Return the meetings planned from one day to another, both included, the next one first.

    The days are those of the reader; without `until` all that is planned from `since` on.
    """
    wanted = Meeting.objects.upcoming().filter(
        match__in=list(matches), starts_at__gte=_midnight(since)
    )
    if until is not None:
        wanted = wanted.filter(starts_at__lt=_midnight(until + timedelta(days=1)))
    return list(wanted.select_related("match"))


def _midnight(day: date) -> datetime:
    """Return the first moment of a day where the reader is."""
    return timezone.make_aware(datetime.combine(day, time()))
