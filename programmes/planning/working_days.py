"""Days that people work: not weekends, not public holidays, not days the organisation is closed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache
from types import MappingProxyType

import holidays

_DAY = timedelta(days=1)
_WEEK = 7
_SATURDAY_AND_SUNDAY = frozenset({5, 6})
_NOTHING: Mapping[date, str] = MappingProxyType({})


class DayOff(Enum):
    """Why nobody works on a day."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    CLOSED = "closed"


@dataclass(frozen=True)
class WorkCalendar:
    """The days on which an organisation works.

    `country` is an ISO 3166 code, `subdivision` one of its parts as the `holidays` package names
    it; empty, or not known there, means no public holidays. `weekend` counts from Monday as 0.
    """

    country: str = ""
    subdivision: str = ""
    weekend: frozenset[int] = _SATURDAY_AND_SUNDAY
    closed: Mapping[date, str] = field(default_factory=lambda: _NOTHING)

    def __post_init__(self) -> None:
        """Refuse a week without a working day: nobody could ever find the next one."""
        if len(self.weekend & set(range(_WEEK))) == _WEEK:
            raise ValueError("A week needs a day on which people work.")

    def why_off(self, day: date) -> tuple[DayOff, str] | None:
        """Return why nobody works that day, with the name of the day; None on a working day.

        A day that the organisation named comes before a public holiday, and that before a weekend,
        so that the most telling name is given.
        """
        if day in self.closed:
            return DayOff.CLOSED, self.closed[day]
        if name := _public(self.country, self.subdivision, day.year).get(day):
            return DayOff.HOLIDAY, name
        return (DayOff.WEEKEND, "") if day.weekday() in self.weekend else None

    def is_working(self, day: date) -> bool:
        """Tell whether people work that day."""
        return self.why_off(day) is None

    def on_or_after(self, day: date) -> date:
        """Return the day, or the first working day after it."""
        while not self.is_working(day):
            day += _DAY
        return day

    def on_or_before(self, day: date) -> date:
        """Return the day, or the last working day before it."""
        while not self.is_working(day):
            day -= _DAY
        return day

    def shift(self, day: date, days: int) -> date:
        """Return the working day that many working days later, or earlier where it is negative.

        Zero gives the day itself. A day off counts as the end of the working day before it when
        one goes on, and as the beginning of the next when one goes back.
        """
        step = _DAY if days > 0 else -_DAY
        for _number in range(abs(days)):
            day += step
            while not self.is_working(day):
                day += step
        return day

    def distance(self, first: date, second: date) -> int:
        """Return how many working days `second` lies after `first`; negative before it.

        From a working day to another, `shift` by it leads there.
        """
        if second < first:
            span = (second + _DAY * number for number in range((first - second).days))
            return -sum(self.is_working(day) for day in span)
        span = (first + _DAY * number for number in range(1, (second - first).days + 1))
        return sum(self.is_working(day) for day in span)

    def holidays_between(self, first: date, last: date) -> list[tuple[date, str]]:
        """Return the public holidays from one day to another, in order."""
        years = range(first.year, last.year + 1)
        named = {
            day: name
            for year in years
            for day, name in _public(self.country, self.subdivision, year).items()
        }
        return sorted((day, name) for day, name in named.items() if first <= day <= last)


@lru_cache(maxsize=512)
def _public(country: str, subdivision: str, year: int) -> Mapping[date, str]:
    """Return the public holidays of one year, by day."""
    if not country:
        return _NOTHING
    try:
        found = holidays.country_holidays(
            country, subdiv=subdivision or None, years=year, expand=False
        )
    except NotImplementedError:  # a place that the package does not know
        return _NOTHING
    return MappingProxyType(dict(found.items()))
