"""Adding milestones and phases to a cohort's timetable, changing them and taking them away."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import hold
from programmes.actions.participants import CohortClosedError
from programmes.enums import CohortState, MilestoneKind, PhaseKind
from programmes.models import Cohort, Milestone, Phase
from programmes.timetable import PHASE_OF, Shape, Span, milestones_of, phases_of
from programmes.timetable.reading import work_calendar_of


def open_cohort(cohort: Cohort) -> Cohort:
    """Return the cohort as stored, locked until the transaction ends, so that dates change singly.

    Raises CohortClosedError: the dates of a closed cohort are history.
    """
    stored = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if stored.state == CohortState.CLOSED:
        raise CohortClosedError(cohort)
    return stored


def draw_timetable(cohort: Cohort, shape: Shape) -> None:
    """Give a new cohort the phases and milestones of a shape; part of planning it.

    Milestones fall on working days, and move with the phase that is theirs.
    """
    span = Span(cohort.starts_on, cohort.ends_on)
    phases = Phase.objects.bulk_create(
        Phase(cohort=cohort, kind=kind, starts_on=first, ends_on=last)
        for kind, first, last in phases_of(shape, span)
    )
    by_kind = {phase.kind: phase for phase in reversed(phases)}
    calendar = work_calendar_of(cohort.programme.organisation)
    Milestone.objects.bulk_create(
        Milestone(
            cohort=cohort,
            kind=kind,
            name=name,
            on=on,
            phase=by_kind.get(PHASE_OF.get(kind, PhaseKind.MENTOR)),
        )
        for kind, name, on in milestones_of(shape, span, calendar)
    )


@transaction.atomic
def add_milestone(
    cohort: Cohort,
    *,
    kind: MilestoneKind,
    name: str = "",
    on: date,
    phase: Phase | None = None,
    by: Person | None,
) -> Milestone:
    """Put a day into a cohort's timetable; recorded. Raises CohortClosedError."""
    open_cohort(cohort)
    milestone = Milestone.objects.create(cohort=cohort, kind=kind, name=name, on=on, phase=phase)
    _record("milestone.added", milestone, by=by, kind=kind, on=str(on))
    return milestone


@transaction.atomic
def change_milestone(
    milestone: Milestone,
    *,
    kind: MilestoneKind,
    name: str = "",
    phase: Phase | None = None,
    by: Person | None,
) -> None:
    """Say otherwise what a milestone is, and which phase it moves with; recorded.

    Its day is moved by `move_timetable`. Raises CohortClosedError.
    """
    open_cohort(milestone.cohort)
    hold(milestone)
    milestone.kind, milestone.name, milestone.phase = kind, name, phase
    milestone.revision += 1
    milestone.changed_at = timezone.now()
    milestone.save(update_fields=("kind", "name", "phase", "revision", "changed_at"))
    _record("milestone.changed", milestone, by=by, kind=kind)


@transaction.atomic
def finish_milestone(milestone: Milestone, *, by: Person | None) -> bool:
    """Note that a milestone is done; recorded. Tell whether it was not so before."""
    open_cohort(milestone.cohort)
    now = timezone.now()
    undone = Milestone.objects.filter(pk=milestone.pk, done_at__isnull=True)
    if not undone.update(done_at=now):
        return False
    milestone.done_at = now
    _record("milestone.done", milestone, by=by)
    return True


@transaction.atomic
def reopen_milestone(milestone: Milestone, *, by: Person | None) -> bool:
    """Note that a milestone is not done after all; recorded. Tell whether it was."""
    open_cohort(milestone.cohort)
    done = Milestone.objects.filter(pk=milestone.pk, done_at__isnull=False)
    if not done.update(done_at=None):
        return False
    milestone.done_at = None
    _record("milestone.reopened", milestone, by=by)
    return True


@transaction.atomic
def remove_milestone(milestone: Milestone, *, by: Person | None) -> None:
    """Take a day out of a cohort's timetable; recorded. Raises CohortClosedError."""
    open_cohort(milestone.cohort)
    _record("milestone.removed", milestone, by=by, kind=milestone.kind, on=str(milestone.on))
    milestone.delete()


@transaction.atomic
def add_phase(
    cohort: Cohort, *, kind: PhaseKind, starts_on: date, ends_on: date, by: Person | None
) -> Phase:
    """Put a stretch into a cohort's timetable; recorded. Raises CohortClosedError."""
    open_cohort(cohort)
    phase = Phase.objects.create(cohort=cohort, kind=kind, starts_on=starts_on, ends_on=ends_on)
    days = {"starts_on": str(starts_on), "ends_on": str(ends_on)}
    _record("phase.added", phase, by=by, kind=kind, **days)
    return phase


@transaction.atomic
def remove_phase(phase: Phase, *, by: Person | None) -> None:
    """Take a stretch out of a cohort's timetable; its milestones stay. Recorded.

    Raises CohortClosedError.
    """
    open_cohort(phase.cohort)
    days = {"starts_on": str(phase.starts_on), "ends_on": str(phase.ends_on)}
    _record("phase.removed", phase, by=by, kind=phase.kind, **days)
    phase.delete()


def _record(kind: str, row: Milestone | Phase, /, *, by: Person | None, **changes: str) -> None:
    """Write down what was done to a part of a timetable."""
    record(
        kind,
        row,
        by=by,
        organisation_id=row.cohort.programme.organisation_id,
        changes={"cohort": str(row.cohort_id), **changes},
    )
