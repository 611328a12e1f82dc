"""Times that suit several people, whatever their clocks say. Plain data only.

Everybody's week is told in half hours of their own clock, 0 to 335 from Monday 00:00. A time is a
moment in UTC, looked at on each clock at that very date: an hour that the clocks skip is never
met, and one that comes twice is free both times.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import islice

OF_A_DAY = 48
OF_A_WEEK = 336
# Clocks differ by multiples of a quarter of an hour.
STEP = timedelta(minutes=15)
HALF_HOUR = 30  # minutes
NOTICE = timedelta(hours=18)
HORIZON = timedelta(days=28)
# Nobody is asked to meet in the night, whatever they painted: half hours of a day.
DECENT = range(12, 44)
# Hours that are liked better than others, where there are any.
COMFORTABLE = range(18, 36)
# What is taken to be free where somebody said nothing: Monday to Friday, nine to five.
WORKING = frozenset(day * OF_A_DAY + half for day in range(5) for half in range(18, 34))

Interval = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Clock:
    """One person's clock and usual week; `busy` are stretches in which they cannot."""

    zone: tzinfo
    free: frozenset[int] = WORKING
    busy: tuple[Interval, ...] = ()

    def half_at(self, moment: datetime) -> int:
        """Return the half hour of the week that this clock shows."""
        local = moment.astimezone(self.zone)
        return local.weekday() * OF_A_DAY + local.hour * 2 + local.minute // HALF_HOUR

    def is_free(self, start: datetime, end: datetime) -> bool:
        """Tell whether all of a stretch, which lies on quarters of an hour, is free and decent."""
        if any(begins < end and start < ends for begins, ends in self.busy):
            return False
        return all(
            half in self.free and half % OF_A_DAY in DECENT for half in self._halves(start, end)
        )

    def comfort(self, start: datetime, end: datetime) -> int:
        """Return how many quarters of an hour of a stretch lie in the middle of the day."""
        return sum(half % OF_A_DAY in COMFORTABLE for half in self._halves(start, end))

    def _halves(self, start: datetime, end: datetime) -> Iterator[int]:
        """Yield the half hour shown at each quarter of an hour of a stretch."""
        moment = start
        while moment < end:
            yield self.half_at(moment)
            moment += STEP


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: how long, from when on, how far ahead, and how many."""

    now: datetime
    minutes: int = 45
    notice: timedelta = NOTICE
    horizon: timedelta = HORIZON
    most: int = 3
    # Moments that are not offered again, such as that of the meeting to be moved.
    without: frozenset[datetime] = field(default_factory=frozenset)


def suggested(clocks: Sequence[Clock], search: Search) -> list[datetime]:
    """Return moments in UTC that suit everybody, the soonest day first, one on each day.

    The first clock is the reader's: days are theirs, and times begin at their full or half hours.
    Within a day full hours in the middle of everybody's day come before others, then early ones.
    """
    if not clocks:
        return []
    return list(islice(_best_of_days(clocks, search), search.most))


def _best_of_days(clocks: Sequence[Clock], search: Search) -> Iterator[datetime]:
    """Yield the best time of each day that has one."""
    day: date | None = None
    best: tuple[tuple[bool, int, datetime], datetime] | None = None
    length = timedelta(minutes=search.minutes)
    for start in _starts(clocks[0], search):
        local = start.astimezone(clocks[0].zone)
        if local.date() != day:
            if best:
                yield best[1]
            day, best = local.date(), None
        end = start + length
        if start in search.without or not all(clock.is_free(start, end) for clock in clocks):
            continue
        comfort = sum(clock.comfort(start, end) for clock in clocks)
        rank = (bool(local.minute), -comfort, start)
        if best is None or rank < best[0]:
            best = (rank, start)
    if best:
        yield best[1]


def _starts(clock: Clock, search: Search) -> Iterator[datetime]:
    """Yield every moment within reach at which the clock shows a full or a half hour."""
    first = (search.now + search.notice).astimezone(UTC)
    moment = first.replace(minute=0, second=0, microsecond=0)
    until = (search.now + search.horizon).astimezone(UTC)
    while moment <= until:
        if moment >= first and moment.astimezone(clock.zone).minute % HALF_HOUR == 0:
            yield moment
        moment += STEP


def whole_days(zone: tzinfo, first: date, last: date | None, *, until: datetime) -> Interval:
    """Return days of somebody's calendar, both included, as a stretch; without a last, `until`."""
    begins = datetime(first.year, first.month, first.day, tzinfo=zone)
    if last is None:
        return begins.astimezone(UTC), max(until, begins).astimezone(UTC)
    after = last + timedelta(days=1)
    return begins.astimezone(UTC), datetime(
        after.year, after.month, after.day, tzinfo=zone
    ).astimezone(UTC)


def overlapping(start: datetime, minutes: int, taken: Iterable[Interval]) -> bool:
    """Tell whether a stretch meets one of those that are taken; touching is no meeting."""
    end = start + timedelta(minutes=minutes)
    return any(begins < end and start < ends for begins, ends in taken)
