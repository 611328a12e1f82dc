"""When surveys are asked and reminded of: days and moments alone, without Django."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

# Whoever has fewer days than this is reminded once, half-way.
TWICE_FROM = timedelta(days=5)
LAST_DAYS = timedelta(days=2)
FIRST_PART = 0.4
# A wave in which people are asked on days of their own waits so long for the last of them.
MOST_SPREAD = 30


@dataclass(frozen=True, slots=True)
class Nudge:
    """One reminder: what it is called, when it leaves, and until when it is of use."""

    name: str
    due_at: datetime
    stale_after: datetime


def nudges_between(begins: datetime, closes: datetime) -> list[Nudge]:
    """Return the reminders of somebody who was asked at a moment and has until another: 1 or 2.

    With five days or more, one after two fifths of the time and one two days before the end; with
    less, one half-way. None where there is no time at all.
    """
    span = closes - begins
    if span <= timedelta(0):
        return []
    if span < TWICE_FROM:
        return [Nudge("last", begins + span / 2, closes)]
    first, last = begins + FIRST_PART * span, closes - LAST_DAYS
    return [Nudge("first", first, last), Nudge("last", last, closes)]


def due_nudge(nudges: list[Nudge], now: datetime) -> Nudge | None:
    """Return the reminder whose time has come and that is still of use; nothing is caught up on."""
    return next((each for each in nudges if each.due_at <= now < each.stale_after), None)


def midway(starts_on: date, ends_on: date) -> date:
    """Return the day in the middle of two; of an even number of days the earlier one."""
    return starts_on + timedelta(days=(ends_on - starts_on).days // 2)


def turn_reached(counted: int, *, days: int, every_days: int | None) -> tuple[int, int] | None:
    """Return which turn, from 0, a match has reached after so many days, and how long ago in days.

    None before the first.
    """
    if counted < days:
        return None
    if every_days is None:
        return 0, counted - days
    return divmod(counted - days, every_days)


def day_of_turn(turn: int, *, days: int, every_days: int | None) -> int:
    """Return on which counted day of a match a turn is reached."""
    return days + turn * (every_days or 0)


def spread_of(waiting: Iterator[int], *, open_days: int, every_days: int | None) -> int:
    """Return for how many days a wave waits for people whose day is still to come.

    `waiting` holds, for each match, in how many days its turn comes. It waits for those who come
    soon, and never so long that the next turn would open before this one has closed.
    """
    most = MOST_SPREAD if every_days is None else min(MOST_SPREAD, max(every_days - open_days, 0))
    return max((days for days in waiting if 0 <= days <= most), default=0)
