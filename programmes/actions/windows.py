"""Saying when one may apply for a cohort, and who."""

from dataclasses import asdict, dataclass, fields
from datetime import date

from django.db import transaction

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.actions.milestones import open_cohort
from programmes.actions.timetable import move_timetable
from programmes.applying.windows import first_bounds
from programmes.enums import MilestoneKind, ParticipantRole
from programmes.meanwhile import check_unchanged
from programmes.models import ApplicationWindow, Cohort
from programmes.timetable.reading import milestone_key, timetable_of


@dataclass(frozen=True, slots=True)
class WindowFacts:
    """All that is said of a window."""

    opens_on: date
    closes_on: date
    grace_days: int = 2
    places: int | None = None
    takes_nominations: bool = True
    takes_anybody: bool = True


@transaction.atomic
def set_window(
    cohort: Cohort,
    role: ParticipantRole,
    *,
    facts: WindowFacts,
    moves_milestones: bool = False,
    by: Person | None,
    seen: str = "",
) -> ApplicationWindow:
    """Say when one may apply for a cohort in a role; recorded when something changed.

    With `moves_milestones` the opening and the deadline in the cohort's timetable move to the same
    days, where they stand there and are not done. Raises CohortClosedError, and
    ChangedMeanwhileError where somebody else saved after the form was opened.
    """
    stored = open_cohort(cohort)
    window = ApplicationWindow.objects.filter(cohort=stored, role=role).first()
    now = window_values(window)
    wanted = asdict(facts)
    if window is None:
        window = ApplicationWindow(cohort=stored, role=role)
    check_unchanged(seen, stored=now, wanted=wanted, about=window, kinds=("window.set",))
    if now != wanted:
        for name, value in wanted.items():
            setattr(window, name, value)
        window.save()
        days = {"opens_on": str(facts.opens_on), "closes_on": str(facts.closes_on)}
        organisation_id = stored.programme.organisation_id
        record(
            "window.set",
            window,
            by=by,
            organisation_id=organisation_id,
            changes={"role": role, **days},
        )
    if moves_milestones:
        _move_milestones(stored, facts, by=by)
    return window


def window_values(window: ApplicationWindow | None) -> dict[str, object]:
    """Return what a window says; nothing while there is none."""
    names = [each.name for each in fields(WindowFacts)]
    return {name: getattr(window, name) for name in names} if window else {}


def _move_milestones(cohort: Cohort, facts: WindowFacts, *, by: Person | None) -> None:
    """Let the timetable say the same; what is done is history. The caller has locked the cohort."""
    bounds = first_bounds([cohort])
    days = {MilestoneKind.OPENING: facts.opens_on, MilestoneKind.DEADLINE: facts.closes_on}
    timetable = timetable_of(cohort)
    items = [
        timetable.item(milestone_key(milestone)).moved_to(days[kind], days[kind])
        for kind in days
        if (milestone := bounds.get((cohort.pk, kind))) and not milestone.is_done
    ]
    move_timetable(cohort, items=items, expected=timetable.fingerprint(), by=by)
