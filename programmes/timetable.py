"""The timetable a new cohort begins with, to be changed where a programme runs otherwise."""

from datetime import date, timedelta

from programmes.enums import PhaseKind

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
