"""The timetable a new cohort begins with, to be changed where a programme runs otherwise."""

from datetime import date, timedelta

from programmes.enums import MilestoneKind, PhaseKind
from programmes.planning import WorkCalendar

# How many days before the cohort's first day a phase runs: from, to.
BEFORE = (
    (PhaseKind.RECRUIT, 84, 28),
    (PhaseKind.TRAIN, 42, 7),
    (PhaseKind.MATCH, 21, 1),
)
SURVEY = timedelta(days=7)  # to either side of the middle
CLOSE = timedelta(days=14)  # to either side of the last day


def usual_phases(starts_on: date, ends_on: date) -> list[tuple[PhaseKind, date, date]]:
    """Return each phase with its first and last day, for a cohort that meets between two days.

    People are found, trained and matched in the twelve weeks before; a survey lies in the middle;
    closing and reporting lie around the last day.
    """
    middle = starts_on + (ends_on - starts_on) // 2
    before = [
        (kind, starts_on - timedelta(days=first), starts_on - timedelta(days=last))
        for kind, first, last in BEFORE
    ]
    return [
        *before,
        (PhaseKind.MENTOR, starts_on, ends_on),
        (PhaseKind.EVALUATE, max(starts_on, middle - SURVEY), min(ends_on, middle + SURVEY)),
        (PhaseKind.CLOSE, max(starts_on, ends_on - CLOSE), ends_on + CLOSE),
    ]


# The phase that a milestone moves with.
PHASE_OF: dict[MilestoneKind, PhaseKind] = {
    MilestoneKind.OPENING: PhaseKind.RECRUIT,
    MilestoneKind.DEADLINE: PhaseKind.RECRUIT,
    MilestoneKind.DECISIONS: PhaseKind.RECRUIT,
    MilestoneKind.KICK_OFF: PhaseKind.MENTOR,
    MilestoneKind.REVIEW: PhaseKind.MENTOR,
    MilestoneKind.CELEBRATION: PhaseKind.CLOSE,
    MilestoneKind.REPORT: PhaseKind.CLOSE,
}
DECIDE = timedelta(days=4)  # after the last day to apply
REPORT = timedelta(days=4)  # before closing ends


def usual_milestones(
    starts_on: date, ends_on: date, calendar: WorkCalendar | None = None
) -> list[tuple[MilestoneKind, date]]:
    """Return each milestone with its day, for a cohort that meets between two days.

    Each falls on a working day of the calendar (Monday to Friday where none is given), moved to
    the side on which it does not come too late.
    """
    days = calendar or WorkCalendar()
    phases = {kind: (first, last) for kind, first, last in usual_phases(starts_on, ends_on)}
    opening, deadline = phases[PhaseKind.RECRUIT]
    closed = phases[PhaseKind.CLOSE][1]
    return [
        (MilestoneKind.OPENING, days.on_or_after(opening)),
        (MilestoneKind.DEADLINE, days.on_or_before(deadline)),
        (MilestoneKind.DECISIONS, days.on_or_after(deadline + DECIDE)),
        (MilestoneKind.KICK_OFF, days.on_or_after(starts_on)),
        (MilestoneKind.REVIEW, days.on_or_after(starts_on + (ends_on - starts_on) // 2)),
        (MilestoneKind.CELEBRATION, days.on_or_before(ends_on)),
        (MilestoneKind.REPORT, days.on_or_before(closed - REPORT)),
    ]
