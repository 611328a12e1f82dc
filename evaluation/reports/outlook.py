"""Who gets which report next, and when it is in their day: what a schedule promises."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from django.utils import timezone

from evaluation.enums import Cadence
from evaluation.models import ReportSchedule
from evaluation.reports.mornings import arrival
from evaluation.reports.turns import (
    Places,
    building_moment,
    days_of_cohorts,
    leaving_day,
    places_of,
    step_on,
    with_days,
)
from programmes.enums import CohortState
from programmes.models import Cohort, Programme, Sponsorship

MOST = 3


@dataclass(frozen=True, slots=True)
class Arrival:
    """One sponsor gets one mail; `at` is in that sponsor's own zone, None for as soon as it may."""

    sponsorship: Sponsorship
    at: datetime | None
    zone: str


@dataclass(frozen=True, slots=True)
class Expected:
    """One report to come: on which cohort (None for all that have begun), and when.

    `draft_on` is when a coordinator can read it; None where it goes straight out.
    """

    cohort: Cohort | None
    leaves_on: date
    draft_on: date | None
    arrivals: tuple[Arrival, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """What all schedules of a programme have in common, read once."""

    places: Places
    cohorts: Sequence[Cohort]
    sponsorships: Sequence[Sponsorship]
    now: datetime


def around(programme: Programme) -> Around:
    """Return what the schedules of a programme have in common; five queries."""
    sponsorships = Sponsorship.objects.reachable().filter(programme=programme)
    return Around(
        places_of(programme),
        with_days(programme),
        list(sponsorships.select_related("person").order_by("person__name")),
        timezone.now(),
    )


def outlook(schedule: ReportSchedule, known: Around, most: int = MOST) -> list[Expected]:
    """Return the next reports of a schedule, as far as they can be known; no query.

    It need not be stored. At a close, the cohort's last day stands for the day it is closed.
    """
    return [_expected(schedule, *row, known) for row in islice(_days(schedule, known), most)]


def arrivals_of(
    schedule: ReportSchedule | None, leaves_on: date | None, known: Around
) -> tuple[Arrival, ...]:
    """Return when a report reaches each sponsor, were it free to leave; no query."""
    hour = schedule.hour if schedule else None
    return tuple(
        Arrival(
            each,
            None
            if hour is None or leaves_on is None
            else arrival(
                leaves_on, hour, each.person.time_zone, known.places.calendar, known.now
            ).astimezone(each.person.time_zone),
            str(each.person.time_zone),
        )
        for each in known.sponsorships
    )


def _days(schedule: ReportSchedule, known: Around) -> Iterator[tuple[date, Cohort | None]]:
    """Yield the days to come on which a schedule is due, and the one cohort each is about."""
    if schedule.is_by_calendar:
        due = schedule.next_due_on
        while due is not None:
            yield due, None
            due = step_on(schedule, due)
        return
    if schedule.cadence == Cadence.AT_CLOSE:
        for cohort in known.cohorts:
            if cohort.state != CohortState.CLOSED:
                yield max(cohort.ends_on, known.now.astimezone(known.places.here).date()), cohort
        return
    for day, cohort, _name in days_of_cohorts(schedule, known.cohorts):
        if building_moment(schedule, day, known.places) > known.now:
            yield day, cohort


def _expected(
    schedule: ReportSchedule, due_on: date, cohort: Cohort | None, known: Around
) -> Expected:
    """Return one report to come."""
    leaves_on = leaving_day(schedule, due_on, known.places)
    builds_at = building_moment(schedule, due_on, known.places).astimezone(known.places.here)
    is_at_close = schedule.cadence == Cadence.AT_CLOSE
    draft_on = due_on if is_at_close else builds_at.date()
    return Expected(
        cohort,
        leaves_on,
        draft_on if schedule.needs_approval else None,
        arrivals_of(schedule, leaves_on, known),
    )
