"""Saying when reports come: adding a schedule, changing it, pausing it, going on with it."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from evaluation.models import ReportSchedule
from evaluation.reports.turns import step_on
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import hold
from programmes.meanwhile import check_unchanged
from programmes.models import Programme

FIELDS = (
    "cadence", "milestone", "next_due_on", "weekday", "hour", "needs_approval", "draft_days",
)  # fmt: skip

KINDS = ("schedule.added", "schedule.changed")


class ScheduleExistsError(Exception):
    """The programme has a schedule of that kind already; nothing was stored."""


class NothingToSwitchError(Exception):
    """The schedule was paused, or went on, before; nothing was changed."""


@transaction.atomic
def add_schedule(programme: Programme, values: dict[str, Any], *, by: Person) -> ReportSchedule:
    """Let reports come from now on; raises ScheduleExistsError."""
    schedule = ReportSchedule(programme=programme, begins_on=_today(programme))
    _set(schedule, values)
    try:
        with transaction.atomic():
            schedule.save(force_insert=True)
    except IntegrityError as error:
        raise ScheduleExistsError from error
    _record("schedule.added", schedule, by=by, when=schedule.cadence)
    return schedule


@transaction.atomic
def change_schedule(
    schedule: ReportSchedule, values: dict[str, Any], *, seen: str, by: Person
) -> None:
    """Let a programme's reports come otherwise; what was built already stays as planned.

    Raises `ChangedMeanwhileError` when somebody changed it since `seen`, or ScheduleExistsError.
    """
    hold(schedule)
    schedule.refresh_from_db()
    check_unchanged(
        seen, stored=stored_values(schedule), wanted=values, about=schedule, kinds=KINDS
    )
    _set(schedule, values)
    try:
        with transaction.atomic():
            schedule.save(update_fields=(*FIELDS, "day_of_month"))
    except IntegrityError as error:
        raise ScheduleExistsError from error
    _record("schedule.changed", schedule, by=by, when=schedule.cadence)


@transaction.atomic
def pause_schedule(schedule: ReportSchedule, *, by: Person) -> None:
    """Build nothing by it until somebody lets it go on; raises NothingToSwitchError."""
    _switch(schedule, is_active=False)
    _record("schedule.paused", schedule, by=by)


@transaction.atomic
def resume_schedule(schedule: ReportSchedule, *, by: Person) -> None:
    """Let it go on from today: what fell due meanwhile is let go, but for closed cohorts.

    Raises NothingToSwitchError.
    """
    today = _today(schedule.programme)
    due = schedule.next_due_on
    while schedule.is_by_calendar and due is not None and due < today:
        due = step_on(schedule, due)
    _switch(schedule, is_active=True, begins_on=today, next_due_on=due)
    _record("schedule.resumed", schedule, by=by)


def stored_values(schedule: ReportSchedule) -> dict[str, Any]:
    """Return what a schedule says now, as its form would."""
    return {name: getattr(schedule, name) for name in FIELDS}


def _set(schedule: ReportSchedule, values: dict[str, Any]) -> None:
    """Take over what was chosen; the day that was asked for is kept for months that have it."""
    for name in FIELDS:
        setattr(schedule, name, values[name])
    due = schedule.next_due_on
    schedule.day_of_month = due.day if due and schedule.is_by_calendar else None


def _switch(schedule: ReportSchedule, *, is_active: bool, **also: Any) -> None:
    """Pause it or let it go on, in one UPDATE."""
    done = ReportSchedule.objects.filter(pk=schedule.pk, is_active=not is_active).update(
        is_active=is_active, **also
    )
    if not done:
        raise NothingToSwitchError
    schedule.refresh_from_db()


def _today(programme: Programme) -> date:
    """Return the date where the organisation is."""
    return timezone.localdate(timezone=programme.organisation.time_zone)


def _record(kind: str, schedule: ReportSchedule, *, by: Person, **changes: object) -> None:
    """Record under the organisation that the programme belongs to."""
    organisation_id = schedule.programme.organisation_id
    record(kind, schedule, by=by, organisation_id=organisation_id, changes=changes)
