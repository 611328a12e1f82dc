"""Counting months on the calendar and days that are not paused."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from math import inf

from training.currency.model import Pause


# A register asks for the same few thousand days again for each of its people.
@lru_cache(maxsize=1 << 14)
def add_months(day: date, months: int) -> date:
    """Return the day so many months later; past the end of a shorter month, its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class ActiveDays:
    """Numbers the days so that a paused day has the same number as the day before it.

    Differences of numbers are days that count; windows and periods are measured in them.
    """

    __slots__ = ("_pauses",)

    def __init__(self, pauses: Iterable[Pause]) -> None:
        """Merge pauses that touch or overlap, in the order of time."""
        merged: list[tuple[int, float]] = []
        for pause in sorted(pauses, key=lambda pause: pause.starts_on):
            first = pause.starts_on.toordinal()
            last = inf if pause.ends_on is None else pause.ends_on.toordinal()
            if merged and first <= merged[-1][1] + 1:
                merged[-1] = (merged[-1][0], max(merged[-1][1], last))
            else:
                merged.append((first, last))
        self._pauses = merged

    def number(self, day: date) -> int:
        """Return the number of a day."""
        ordinal = day.toordinal()
        paused = 0
        for first, last in self._pauses:
            if first > ordinal:
                break
            paused += int(min(last, ordinal)) - first + 1
        return ordinal - paused

    def is_paused(self, day: date) -> bool:
        """Say whether no clock runs on this day."""
        ordinal = day.toordinal()
        return any(first <= ordinal <= last for first, last in self._pauses)

    def first_with(self, number: int) -> date | None:
        """Return the first day with a number, or None if a pause without an end prevents it."""
        ordinal = number
        for first, last in self._pauses:
            if first > ordinal:
                break
            if last == inf:
                return None
            ordinal += int(last) - first + 1
        return date.fromordinal(ordinal) if ordinal <= date.max.toordinal() else None

    def last_with(self, number: int) -> date | None:
        """Return the last day with a number, or None if a pause without an end prolongs it."""
        after = self.first_with(number + 1)
        return date.fromordinal(after.toordinal() - 1) if after else None

    def months_from(self, day: date, months: int) -> int:
        """Return the number of the last day of a period that begins with this day as its base."""
        return self.number(day) + (add_months(day, months) - day).days
