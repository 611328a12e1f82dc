"""What became of a pair in the weeks after it was scored, so that the hit rate is honest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

# A pair went on where it met within six weeks; two more are left for late words.
WINDOW = timedelta(weeks=6)
KNOWN_AFTER = timedelta(weeks=8)
# A pair that rested half of the time cannot be told.
MOST_RESTED = 21


class Sequel(StrEnum):
    """What became of a pair."""

    WENT_ON = "went_on"
    CLOSED = "closed"
    WENT_QUIET = "went_quiet"
    ENDED_EARLY = "ended_early"
    RESTED = "rested"


TROUBLE = (Sequel.WENT_QUIET, Sequel.ENDED_EARLY)
GOOD = (Sequel.WENT_ON, Sequel.CLOSED)


@dataclass(frozen=True, slots=True)
class Since:
    """What happened to a pair since a week: days of meetings held, its end, and days of rest."""

    held_on: Iterable[date] = ()
    ended_on: date | None = None
    has_ended_early: bool = False
    days_rested: int = 0


def aftermath_of(week_on: date, since: Since) -> Sequel:
    """Return what became of a pair in the six weeks after the Monday `week_on`.

    An early end counts whatever came before it; then a good end, then a meeting. Silence is not
    held against a pair that rested half of the time.
    """
    last = week_on + WINDOW
    if since.ended_on is not None and since.ended_on <= last:
        return Sequel.ENDED_EARLY if since.has_ended_early else Sequel.CLOSED
    if any(week_on < day <= last for day in since.held_on):
        return Sequel.WENT_ON
    return Sequel.RESTED if since.days_rested >= MOST_RESTED else Sequel.WENT_QUIET
