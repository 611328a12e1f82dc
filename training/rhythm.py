"""The dates of something that comes round: every so many weeks, or months."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

MOST = 52
_WEEK = 7
_YEAR = 12


class Every(Enum):
    """How something comes round."""

    WEEKS = "weeks"
    MONTHS = "months"
    # On the weekday that the first date is in its month: “the second Tuesday”.
    WEEKDAYS = "weekdays"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Every `step` weeks or months, for `count` dates or until a day, whichever comes first."""

    every: Every
    step: int
    count: int = MOST
    until: date | None = None

    def __post_init__(self) -> None:
        """Refuse what never moves on."""
        if self.step < 1 or self.count < 1:
            raise ValueError("A rhythm moves on, and has a date at least.")


def dates_of(first: date, rhythm: Rhythm) -> list[date]:
    """Return the dates from the first on, 52 at most.

    A month without the day has its last one instead; one without a fifth weekday its fourth.
    """
    found: list[date] = []
    for day in _all(first, rhythm):
        is_over = rhythm.until is not None and day > rhythm.until
        if is_over or len(found) == min(rhythm.count, MOST):
            return found
        found.append(day)
    return found


def _all(first: date, rhythm: Rhythm) -> Iterator[date]:
    """Yield dates without an end."""
    number = 0
    while True:
        if rhythm.every is Every.WEEKS:
            yield first + timedelta(weeks=rhythm.step * number)
        elif rhythm.every is Every.MONTHS:
            yield _same_day(first, rhythm.step * number)
        else:
            yield _same_weekday(first, rhythm.step * number)
        number += 1


def _month(first: date, months: int) -> tuple[int, int]:
    """Return the year and month so many months later."""
    years, month = divmod(first.month - 1 + months, _YEAR)
    return first.year + years, month + 1


def _same_day(first: date, months: int) -> date:
    """Return the same day of a later month, or its last one."""
    year, month = _month(first, months)
    return date(year, month, min(first.day, monthrange(year, month)[1]))


def _same_weekday(first: date, months: int) -> date:
    """Return the weekday of a later month that is as far into it; the last where it has less."""
    year, month = _month(first, months)
    start, length = monthrange(year, month)
    day = 1 + (first.weekday() - start) % _WEEK + _WEEK * ((first.day - 1) // _WEEK)
    return date(year, month, day if day <= length else day - _WEEK)
