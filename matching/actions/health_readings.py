"""Keeps each week how every pair was scored, alerted or not, and later what came of it."""

from collections import defaultdict
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import TruncDate

from matching.care.enums import HealthLevel
from matching.care.sequels import KNOWN_AFTER, WINDOW, Since, aftermath_of
from matching.enums import MatchState, MeetingState
from matching.models import CareStep, HealthReading, MatchHealth, Meeting
from matching.resting import days_that_count, rests_of
from programmes.models import Cohort

RUNNING = (MatchState.ACCEPTED, MatchState.ACTIVE, MatchState.PAUSED)
BATCH = 2_000


def keep_readings(*, on: date) -> int:
    """Keep this week's reading of every running pair once, and return how many are new.

    It says how the pair fares now; a week that was missed stays without one. Whether somebody acted
    on the pair is brought up to date until the week is over.
    """
    week_on = on - timedelta(days=on.weekday())
    running = MatchHealth.objects.filter(
        match__state__in=RUNNING, match__cohort__in=Cohort.objects.open()
    ).exclude(match__health_readings__week_on=week_on)
    new = [
        HealthReading(
            match_id=health.match_id,
            week_on=week_on,
            level=health.level,
            reasons=[each["reason"] for each in health.reasons],
            score=health.score,
            was_alerted=health.level == HealthLevel.HELP and health.snoozed_until is None,
        )
        for health in running.order_by("pk")
    ]
    HealthReading.objects.bulk_create(new, batch_size=BATCH, ignore_conflicts=True)
    # Last week's too: somebody may have acted late on its Sunday.
    for monday in (week_on - timedelta(weeks=1), week_on):
        acted = CareStep.objects.filter(
            match=OuterRef("match"),
            at__date__range=(monday, monday + timedelta(days=6)),
        )
        readings = HealthReading.objects.filter(week_on=monday, was_acted_on=False)
        readings.filter(Exists(acted)).update(was_acted_on=True)
    return len(new)


@transaction.atomic
def fill_in_aftermaths(*, on: date) -> int:
    """Say of readings eight weeks old what became of their pairs, and return of how many.

    Four queries for each batch.
    """
    due = (
        HealthReading.objects.filter(aftermath="", week_on__lte=on - KNOWN_AFTER)
        .select_related("match")
        .order_by("pk")
        .select_for_update(of=("self",), skip_locked=True)
    )
    told = 0
    while batch := list(due[:BATCH]):
        _tell(batch, on)
        told += len(batch)
    return told


def _tell(readings: list[HealthReading], on: date) -> None:
    """Fill in what became of the pairs of these readings."""
    match_ids = {reading.match_id for reading in readings}
    first = min(reading.week_on for reading in readings)
    last = max(reading.week_on for reading in readings) + WINDOW
    held: dict[UUID, list[date]] = defaultdict(list)
    meetings = Meeting.objects.filter(
        match__in=match_ids,
        state=MeetingState.HELD,
        starts_at__date__range=(first, last),
    )
    for pk, day in meetings.order_by().values_list("match_id", TruncDate("starts_at")):
        held[pk].append(day)
    rests = rests_of(match_ids)
    for reading in readings:
        match, week_on = reading.match, reading.week_on
        counted = days_that_count(week_on, week_on + WINDOW, rests[match.pk])
        since = Since(
            held_on=held[match.pk],
            ended_on=match.ended_on,
            has_ended_early=match.state == MatchState.ENDED_EARLY,
            days_rested=WINDOW.days - counted,
        )
        reading.aftermath, reading.known_on = str(aftermath_of(week_on, since)), on
    HealthReading.objects.bulk_update(readings, ["aftermath", "known_on"], batch_size=500)
