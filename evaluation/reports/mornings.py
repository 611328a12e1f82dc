"""When a report reaches a sponsor: on a working day, at an hour of the sponsor's own morning.

Plain dates and zones, without queries. A day that falls on a weekend or a holiday is moved on to
the next working day; hours are those of the clock on the wall, summer time or not.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, tzinfo

from programmes.planning.working_days import WorkCalendar

# What comes late leaves at once between the hour that was chosen and this one, else next morning.
EVENING = time(18)
USUAL_HOUR = 8
_DAY = timedelta(days=1)
_WEEK = 7


def sending_day(due_on: date, weekday: int | None, calendar: WorkCalendar) -> date:
    """Return the working day on which a report leaves that is due on a day.

    It is the first such weekday (0 is Monday) on or after it or, where nobody works then, the next
    working day.
    """
    if weekday is not None:
        due_on += timedelta(days=(weekday - due_on.weekday()) % _WEEK)
    return calendar.on_or_after(due_on)


def moment_of(day: date, hour: int, zone: tzinfo) -> datetime:
    """Return an hour of a day, as the clock on the wall shows it in a zone."""
    return datetime.combine(day, time(hour), zone)


def earliest(day: date, hour: int, zones: Iterable[tzinfo]) -> datetime:
    """Return when that hour of that day comes first in any of some zones; raises ValueError."""
    return min(moment_of(day, hour, zone) for zone in zones)


def working_minute(now: datetime, hour: int, zone: tzinfo, calendar: WorkCalendar) -> datetime:
    """Return now or, outside of working hours where somebody is, when they begin again."""
    local = now.astimezone(zone)
    today = local.date()
    if calendar.is_working(today):
        if local.time() < time(hour):
            return moment_of(today, hour, zone)
        if local.time() < max(EVENING, time(min(hour + 1, 23))):
            return now
    return moment_of(calendar.on_or_after(today + _DAY), hour, zone)


def arrival(
    leaves_on: date, hour: int, zone: tzinfo, calendar: WorkCalendar, now: datetime
) -> datetime:
    """Return when a report reaches a sponsor in a zone: as planned, or in the next working minute.

    Asked again later, a day that has become a holiday meanwhile is moved on.
    """
    planned = moment_of(calendar.on_or_after(leaves_on), hour, zone)
    return planned if planned > now else working_minute(now, hour, zone, calendar)
