"""When a digest leaves and what time it is about: pure, in the reader's own zone."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

HOUR = time(7, 30)
MONDAY = 0
OF_USE_FOR = {"daily": timedelta(days=1), "weekly": timedelta(days=3)}
REACH = {"daily": timedelta(days=1), "weekly": timedelta(days=7)}


@dataclass(frozen=True, slots=True)
class Window:
    """A digest that should be there now: what it is called, when it leaves, what it is about."""

    occurrence: str
    since: datetime
    due_at: datetime
    stale_after: datetime


def window_of(rhythm: str, now: datetime, zone: tzinfo) -> Window | None:
    """Return the latest digest whose time has come, as long as it is of use."""
    day = _latest_day(rhythm, now.astimezone(zone))
    due_at = datetime.combine(day, HOUR, tzinfo=zone)
    stale_after = datetime.combine(day + OF_USE_FOR[rhythm], HOUR, tzinfo=zone)
    if now >= stale_after:
        return None
    since = datetime.combine(day - REACH[rhythm], HOUR, tzinfo=zone)
    return Window(f"{rhythm} {day.isoformat()}", since, due_at, stale_after)


def _latest_day(rhythm: str, local: datetime) -> date:
    """Return the latest day on which a digest was due at half past seven."""
    day = local.date() if local.time() >= HOUR else local.date() - timedelta(days=1)
    return day if rhythm == "daily" else day - timedelta(days=(day.weekday() - MONDAY) % 7)
