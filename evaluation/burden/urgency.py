"""How long a survey can wait without losing what it is there for."""

from datetime import date, timedelta

from evaluation.enums import Purpose

# In days. The less patience a survey has, the more urgent it is.
PATIENCE: dict[Purpose, int] = {
    # What a session was like fades within days.
    Purpose.SESSION: 3,
    # A baseline that comes late is none.
    Purpose.BASELINE: 5,
    Purpose.PULSE: 21,
    Purpose.MID: 28,
    Purpose.RELATIONSHIP: 28,
    # People are hard to reach soon after the end.
    Purpose.CLOSE: 14,
    Purpose.COMPETENCY_SELF: 45,
    Purpose.COMPETENCY_OTHER: 45,
    Purpose.FOLLOW_UP: 60,
    Purpose.SPONSOR: 45,
    Purpose.MANAGER: 45,
    Purpose.OTHER: 21,
}
# These make sense after the cohort has ended.
AFTERWARDS = frozenset({Purpose.CLOSE, Purpose.FOLLOW_UP, Purpose.SPONSOR, Purpose.MANAGER})


def patience_of(purpose: str) -> int:
    """Return how many days a survey with this purpose can wait."""
    return PATIENCE[Purpose(purpose)]


def latest_day(purpose: str, day: date, cohort_ends_on: date) -> date:
    """Return the last day to which a survey that was meant for `day` can be postponed.

    While a cohort runs it stays within the cohort, whatever its patience.
    """
    latest = day + timedelta(days=patience_of(purpose))
    if purpose in AFTERWARDS:
        return latest
    return max(day, min(latest, cohort_ends_on))
