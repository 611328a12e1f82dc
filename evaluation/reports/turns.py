"""When a report falls due, and on what."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils import timezone

from evaluation.enums import Cadence, WaveState
from evaluation.models import ReportSchedule, Wave
from programmes.enums import CohortState
from programmes.models import Cohort, Programme
from programmes.models.cohort import CohortQuerySet
from training.currency.days import add_months

MONTHS = {Cadence.MONTHLY: 1, Cadence.QUARTERLY: 3}
BEGUN = (CohortState.RUNNING, CohortState.CLOSING, CohortState.CLOSED)


@dataclass(frozen=True, slots=True)
class Turn:
    """One report that is due: what names it, its one cohort if it has one, and all it covers."""

    occurrence: str
    cohort: Cohort | None
    cohorts: tuple[Cohort, ...]


def due_turns(schedule: ReportSchedule) -> Iterator[Turn]:
    """Yield the turns of a schedule that have come, whether or not they were built already."""
    if schedule.cadence == Cadence.AT_CLOSE:
        yield from _at_close(schedule.programme)
    elif schedule.next_due_on and schedule.next_due_on <= _today(schedule.programme):
        cohorts = tuple(begun(schedule.programme))
        if cohorts:
            month = _last_due_on(schedule).strftime("%Y-%m")
            yield Turn(f"{schedule.cadence}-{month}", None, cohorts)


def next_due_on(schedule: ReportSchedule) -> date | None:
    """Return the first due date after today; at a close there is none to know."""
    due = schedule.next_due_on
    if schedule.cadence == Cadence.AT_CLOSE or due is None:
        return due
    while due <= _today(schedule.programme):
        due = add_months(due, MONTHS[Cadence(schedule.cadence)])
    return due


def turn_by_hand(programme: Programme, cohort: Cohort | None) -> Turn:
    """Return the turn of a report that is asked for today; raises ValueError without cohorts."""
    day = _today(programme).isoformat()
    if cohort is not None:
        return Turn(f"by-hand-{day}-{cohort.number}", cohort, (cohort,))
    cohorts = tuple(begun(programme))
    if not cohorts:
        raise ValueError("No cohort has begun yet.")
    return Turn(f"by-hand-{day}-all", None, cohorts)


def _at_close(programme: Programme) -> Iterator[Turn]:
    """Yield one turn for each closed cohort, and one for all once there are several.

    A cohort that is still being asked waits until its open waves have closed.
    """
    asking = Wave.objects.filter(cohort=OuterRef("pk"), state=WaveState.OPEN)
    closed = programme.cohorts.filter(state=CohortState.CLOSED).order_by("number")
    ready = list(closed.filter(~Exists(asking)))
    for cohort in ready:
        yield Turn(f"cohort-{cohort.number}", cohort, (cohort,))
    if len(ready) == closed.count() > 1:
        yield Turn(f"cohorts-to-{ready[-1].number}", None, tuple(ready))


def begun(programme: Programme) -> CohortQuerySet:
    """Return the cohorts that have begun, by number."""
    return programme.cohorts.filter(state__in=BEGUN).order_by("number")


def _last_due_on(schedule: ReportSchedule) -> date:
    """Return the latest due date that has come; after a long silence the others are let go."""
    latest = due = schedule.next_due_on or _today(schedule.programme)
    while due <= _today(schedule.programme):
        latest, due = due, add_months(due, MONTHS[Cadence(schedule.cadence)])
    return latest


def _today(programme: Programme) -> date:
    """Return the date where the organisation is."""
    return timezone.localdate(timezone=programme.organisation.time_zone)
