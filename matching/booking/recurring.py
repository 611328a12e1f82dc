"""Dates that come round at the same hour of one clock. Plain data only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

FEWEST_TIMES, MOST_TIMES = 2, 60


@dataclass(frozen=True, slots=True)
class Round:
    """How dates come round: from which day, at which time of which clock, every how many weeks."""

    first_on: date
    at: time
    zone: tzinfo
    every_weeks: int
    times: int
    until: date | None = None

    def dates(self) -> Iterator[datetime]:
        """Yield the moments in UTC, none on a day after `until`.

        The clock shows the same hour each time, so UTC moves where the clock changes. An hour that
        is skipped that day is met an hour later; of one that comes twice it is the first.
        """
        for turn in range(min(self.times, MOST_TIMES)):
            day = self.first_on + timedelta(weeks=turn * self.every_weeks)
            if self.until is not None and day > self.until:
                return
            yield moment_of(day, self.at, self.zone)

    @property
    def most(self) -> int:
        """Return how many dates there could be until the end, whatever is asked for."""
        if self.until is None:
            return MOST_TIMES
        weeks = (self.until - self.first_on).days // 7
        return max(0, min(MOST_TIMES, weeks // self.every_weeks + 1))


def moment_of(day: date, at: time, zone: tzinfo) -> datetime:
    """Return the moment in UTC at which a clock shows a time on a day."""
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)


def moved_along(moments: list[datetime], *, by_days: int, at: time, zone: tzinfo) -> list[datetime]:
    """Return moments moved by whole days of a clock, all to the same hour of it."""
    return [
        moment_of(moment.astimezone(zone).date() + timedelta(days=by_days), at, zone)
        for moment in moments
    ]
