"""From when until when one may apply for a cohort: as somebody set it, or as its timetable says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from django.utils import timezone

from mentorship.accounts.models import Organisation
from programmes.enums import CohortState, MilestoneKind, ParticipantRole
from programmes.models import ApplicationWindow, Cohort, Milestone

DAYS_TO_HAND_IN_AGAIN = timedelta(days=14)
BOUNDS = (MilestoneKind.OPENING, MilestoneKind.DEADLINE)


class WindowState(StrEnum):
    """Whether one may apply on a day; in the days of grace one may hand in what was begun."""

    NOT_YET = "not_yet"
    OPEN = "open"
    GRACE = "grace"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Window:
    """When one may apply for a cohort in a role, and who.

    Days are days where the organisation is. `recruiting` is how things stand where no day says
    otherwise: while a cohort is designed, days that are only planned open nothing. Of a cohort that
    is over nobody can apply, whatever the days say.
    """

    opens_on: date | None
    closes_on: date | None
    grace_days: int = 0
    takes_anybody: bool = True
    takes_nominations: bool = True
    places: int | None = None
    recruiting: WindowState = WindowState.OPEN
    is_over: bool = False
    is_set: bool = False

    @property
    def last_day(self) -> date | None:
        """Return the last day on which what was begun can be handed in."""
        return self.closes_on + timedelta(days=self.grace_days) if self.closes_on else None

    def state(self, today: date) -> WindowState:
        """Return whether one may apply on a day."""
        if self.is_over:
            return WindowState.CLOSED
        if self.opens_on is not None and today < self.opens_on:
            return WindowState.NOT_YET
        if self.recruiting == WindowState.NOT_YET:
            return WindowState.NOT_YET
        if self.closes_on is None:
            return self.recruiting
        if today <= self.closes_on:
            return self.recruiting if self.opens_on is None else WindowState.OPEN
        last_day = self.closes_on + timedelta(days=self.grace_days)
        return WindowState.GRACE if today <= last_day else WindowState.CLOSED


def window_of(cohort: Cohort, role: str) -> Window:
    """Return when one may apply for a cohort in a role; two queries."""
    return windows_of([cohort])[cohort.pk, role]


def windows_of(cohorts: Iterable[Cohort]) -> dict[tuple[UUID, str], Window]:
    """Return the windows of cohorts by cohort and role; two queries, however many cohorts."""
    wanted = list(cohorts)
    stored = {
        (each.cohort_id, each.role): each
        for each in ApplicationWindow.objects.filter(cohort__in=wanted)
    }
    bounds = first_bounds(wanted)
    return {
        (cohort.pk, role.value): _window(cohort, stored.get((cohort.pk, role.value)), bounds)
        for cohort in wanted
        for role in ParticipantRole
    }


def hand_in_again_by(organisation: Organisation) -> date:
    """Return until when somebody may hand in again who is asked to today."""
    return today_at(organisation) + DAYS_TO_HAND_IN_AGAIN


def first_bounds(cohorts: Iterable[Cohort]) -> dict[tuple[UUID, str], Milestone]:
    """Return the first opening and the first deadline in the timetables of cohorts; one query."""
    milestones = Milestone.objects.filter(cohort__in=list(cohorts), kind__in=BOUNDS)
    found: dict[tuple[UUID, str], Milestone] = {}
    for milestone in milestones.order_by("on", "pk"):
        found.setdefault((milestone.cohort_id, milestone.kind), milestone)
    return found


def today_at(organisation: Organisation) -> date:
    """Return which day it is where the organisation is."""
    return timezone.localdate(timezone=organisation.time_zone)


def _window(
    cohort: Cohort, row: ApplicationWindow | None, bounds: dict[tuple[UUID, str], Milestone]
) -> Window:
    """Return one window: as it was set, or else as the timetable says."""
    is_over = cohort.state == CohortState.CLOSED
    if row is not None:
        return Window(
            opens_on=row.opens_on,
            closes_on=row.closes_on,
            grace_days=row.grace_days,
            takes_anybody=row.takes_anybody,
            takes_nominations=row.takes_nominations,
            places=row.places,
            is_over=is_over,
            is_set=True,
        )
    opening = bounds.get((cohort.pk, MilestoneKind.OPENING))
    deadline = bounds.get((cohort.pk, MilestoneKind.DEADLINE))
    return Window(
        opens_on=opening.on if opening else None,
        closes_on=deadline.on if deadline else None,
        recruiting=_while_recruiting(cohort.state),
        is_over=is_over,
    )


def _while_recruiting(state: str) -> WindowState:
    """Return whether one may apply, as far as the state of the cohort tells."""
    if state == CohortState.DESIGNING:
        return WindowState.NOT_YET
    return WindowState.OPEN if state == CohortState.RECRUITING else WindowState.CLOSED
