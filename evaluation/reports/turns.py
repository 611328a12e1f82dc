"""When a report falls due, on what, and when it leaves."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from django.db.models import Exists, OuterRef
from django.utils import timezone

from evaluation.enums import Cadence, WaveState
from evaluation.models import ReportSchedule, Wave
from evaluation.reports.mornings import earliest, moment_of, sending_day
from evaluation.waves.calendar import midway
from programmes.enums import CohortState
from programmes.models import Cohort, Programme, Sponsorship
from programmes.models.cohort import CohortQuerySet
from programmes.planning.working_days import WorkCalendar
from programmes.timetable.reading import work_calendar_of
from training.currency.days import add_months

MONTHS = {Cadence.MONTHLY: 1, Cadence.QUARTERLY: 3}
BEGUN = (CohortState.RUNNING, CohortState.CLOSING, CohortState.CLOSED)
# What goes straight out is built so long before the first sponsor's hour.
BUILT_BEFORE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Turn:
    """One report that is due: what names it, its one cohort if it has one, and all it covers.

    `due_on` is the day it is due by the plan; None for one that somebody asked for by hand.
    """

    occurrence: str
    cohort: Cohort | None
    cohorts: tuple[Cohort, ...]
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """Where a programme's reports are made and read: its working days, its zone, its sponsors'."""

    calendar: WorkCalendar
    here: tzinfo
    zones: tuple[tzinfo, ...]


def places_of(programme: Programme) -> Places:
    """Return the working days and zones of a programme; two queries."""
    here = programme.organisation.time_zone
    sponsors = Sponsorship.objects.reachable().filter(programme=programme)
    zones = {each.person.time_zone for each in sponsors.select_related("person")}
    calendar = work_calendar_of(programme.organisation)
    return Places(calendar, here, tuple(zones) or (here,))


def due_turns(schedule: ReportSchedule) -> Iterator[Turn]:
    """Yield the turns of a schedule that have come, whether or not they were built already."""
    if schedule.cadence == Cadence.AT_CLOSE:
        yield from _at_close(schedule.programme)
    elif schedule.is_by_calendar:
        yield from _by_calendar(schedule)
    else:
        yield from _on_days_of_cohorts(schedule)


def next_due_on(schedule: ReportSchedule) -> date | None:
    """Return the first day whose turn has not come yet; None where cohorts decide."""
    return _latest_and_next(schedule)[1] if schedule.is_by_calendar else schedule.next_due_on


def leaving_day(schedule: ReportSchedule, due_on: date, places: Places) -> date:
    """Return the working day on which what is due on a day leaves."""
    return sending_day(due_on, schedule.weekday, places.calendar)


def leaving_moment(schedule: ReportSchedule, leaves_on: date, places: Places) -> datetime:
    """Return when a day's report may leave first: at its hour in the first sponsor's zone."""
    if schedule.hour is None:
        return moment_of(leaves_on, 0, places.here)
    return earliest(leaves_on, schedule.hour, places.zones)


def building_moment(schedule: ReportSchedule, due_on: date, places: Places) -> datetime:
    """Return from when on the report is built.

    Days ahead, where somebody is to read it first; else an hour before the first sponsor's.
    """
    leaves_on = leaving_day(schedule, due_on, places)
    days = schedule.draft_days if schedule.needs_approval else 0
    begins = moment_of(places.calendar.shift(leaves_on, -days), 0, places.here)
    if schedule.hour is None:
        return begins
    in_time = leaving_moment(schedule, leaves_on, places) - BUILT_BEFORE
    return min(begins, in_time) if schedule.needs_approval else in_time


def step_on(schedule: ReportSchedule, day: date) -> date:
    """Return the day after this one on which a schedule by the calendar is due."""
    later = add_months(day, MONTHS[Cadence(schedule.cadence)])
    last = monthrange(later.year, later.month)[1]
    return later.replace(day=min(schedule.day_of_month or later.day, last))


def with_days(programme: Programme) -> list[Cohort]:
    """Return a programme's cohorts with their timetables, by number; two queries."""
    return list(programme.cohorts.prefetch_related("milestones").order_by("number"))


def days_of_cohorts(
    schedule: ReportSchedule, cohorts: Iterable[Cohort]
) -> list[tuple[date, Cohort, str]]:
    """Return the days of cohorts a schedule hangs on, in order, each with what names its turn.

    Of closed cohorts too, since a worker may have been down.
    """
    found: list[tuple[date, Cohort, str]] = []
    for cohort in cohorts:
        if schedule.cadence == Cadence.MIDWAY:
            day = midway(cohort.starts_on, cohort.ends_on)
            found.append((day, cohort, f"midway-{cohort.number}"))
        if schedule.cadence == Cadence.MILESTONE:
            found += [
                (day.on, cohort, f"{day.kind}-{day.pk}")
                for day in cohort.milestones.all()
                if day.kind == schedule.milestone
            ]
    begins = schedule.begins_on or date.min
    return sorted(
        (row for row in found if row[0] >= begins), key=lambda row: (row[0], row[1].number)
    )


def turn_by_hand(programme: Programme, cohort: Cohort | None) -> Turn:
    """Return the turn of a report that is asked for today; raises ValueError without cohorts."""
    day = _today(programme).isoformat()
    if cohort is not None:
        return Turn(f"by-hand-{day}-{cohort.number}", cohort, (cohort,))
    cohorts = tuple(begun(programme))
    if not cohorts:
        raise ValueError("No cohort has begun yet.")
    return Turn(f"by-hand-{day}-all", None, cohorts)


def begun(programme: Programme) -> CohortQuerySet:
    """Return the cohorts that have begun, by number."""
    return programme.cohorts.filter(state__in=BEGUN).order_by("number")


def _at_close(programme: Programme) -> Iterator[Turn]:
    """Yield one turn for each closed cohort, and one for all once there are several.

    A cohort that is still being asked waits until its open waves have closed.
    """
    today = _today(programme)
    asking = Wave.objects.filter(cohort=OuterRef("pk"), state=WaveState.OPEN)
    closed = programme.cohorts.filter(state=CohortState.CLOSED).order_by("number")
    ready = list(closed.filter(~Exists(asking)))
    for cohort in ready:
        yield Turn(f"cohort-{cohort.number}", cohort, (cohort,), today)
    if len(ready) == closed.count() > 1:
        yield Turn(f"cohorts-to-{ready[-1].number}", None, tuple(ready), today)


def _by_calendar(schedule: ReportSchedule) -> Iterator[Turn]:
    """Yield the latest turn by the calendar that has come; earlier ones are let go."""
    latest = _latest_and_next(schedule)[0]
    cohorts = tuple(begun(schedule.programme)) if latest else ()
    if latest and cohorts:
        yield Turn(f"{schedule.cadence}-{latest:%Y-%m}", None, cohorts, latest)


def _latest_and_next(schedule: ReportSchedule) -> tuple[date | None, date | None]:
    """Return the latest due day whose time to build has come, if any, and the one after."""
    places, now = places_of(schedule.programme), timezone.now()
    latest, due = None, schedule.next_due_on
    while due is not None and building_moment(schedule, due, places) <= now:
        latest, due = due, step_on(schedule, due)
    return latest, due


def _on_days_of_cohorts(schedule: ReportSchedule) -> Iterator[Turn]:
    """Yield a turn for each cohort that has begun and whose day has come."""
    places, now = places_of(schedule.programme), timezone.now()
    for day, cohort, name in days_of_cohorts(schedule, with_days(schedule.programme)):
        if cohort.state in BEGUN and building_moment(schedule, day, places) <= now:
            yield Turn(name, cohort, (cohort,), day)


def _today(programme: Programme) -> date:
    """Return the date where the organisation is."""
    return timezone.localdate(timezone=programme.organisation.time_zone)
