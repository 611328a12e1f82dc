"""Days as people write them, and in which order."""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from programmes.importing.enums import DateOrder

_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ][\d:.+Z-]*)?$")
_NUMBERS = re.compile(r"^(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})$")
_DAY_MONTH = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?[\s.-]+([a-z]+)\.?,?[\s-]+(\d{4}|\d{2})$")
_MONTH_DAY = re.compile(r"^([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4}|\d{2})$")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
MONTHS_OF_A_YEAR = 12
_CENTURY = 100
_THIS_CENTURY = 2000


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a column of days says of its own order: examples of each kind."""

    day_first: str = ""
    month_first: str = ""
    either: str = ""

    @property
    def order(self) -> DateOrder | None:
        """Return the order that the column proves; None where it proves none, or both."""
        if bool(self.day_first) == bool(self.month_first):
            return None
        return DateOrder.DAY_FIRST if self.day_first else DateOrder.MONTH_FIRST

    @property
    def must_ask(self) -> bool:
        """Tell whether somebody has to say in which order the days are written."""
        return self.order is None and bool(self.either or self.day_first)


def evidence_of(values: Iterable[str]) -> Evidence:
    """Look at the days of a column: 25/12/2024 can only begin with the day."""
    day_first = month_first = either = ""
    for value in values:
        match = _NUMBERS.match(value)
        if not match:
            continue
        first, second = int(match[1]), int(match[2])
        if not _may_be_a_day(first, second, _year(match[3])):
            continue
        if first > MONTHS_OF_A_YEAR >= second:
            day_first = day_first or value
        elif second > MONTHS_OF_A_YEAR >= first:
            month_first = month_first or value
        elif first != second and first <= MONTHS_OF_A_YEAR:
            either = either or value
    return Evidence(day_first, month_first, either)


def read_day(text: str, order: str) -> date:
    """Return a day as people write it; raises ValueError. Two digits are years from 2000 on."""
    text = text.strip()
    if match := _ISO.match(text):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.match(text):
        return _numbers(int(match[1]), int(match[2]), _year(match[3]), order)
    lowered = text.lower()
    if match := _DAY_MONTH.match(lowered):
        return date(_year(match[3]), _month(match[2]), int(match[1]))
    if match := _MONTH_DAY.match(lowered):
        return date(_year(match[3]), _month(match[1]), int(match[2]))
    raise ValueError(text)


def noon(day: date) -> datetime:
    """Return noon of a day, in UTC."""
    return datetime.combine(day, time(12), tzinfo=UTC)


def _may_be_a_day(first: int, second: int, year: int) -> bool:
    """Tell whether there is such a day, read either way; a mistyped one proves no order."""
    for month, day in ((first, second), (second, first)):
        with suppress(ValueError):
            date(year, month, day)
            return True
    return False


def _numbers(first: int, second: int, year: int, order: str) -> date:
    """Return a day of three numbers; the same number twice needs no order."""
    if first == second:
        return date(year, first, second)
    if order == DateOrder.DAY_FIRST:
        return date(year, second, first)
    if order == DateOrder.MONTH_FIRST:
        return date(year, first, second)
    raise ValueError("Nobody said in which order.")


def _year(text: str) -> int:
    """Return a year of four or two digits."""
    return int(text) if int(text) >= _CENTURY else _THIS_CENTURY + int(text)


def _month(word: str) -> int:
    """Return a month by its English name, or its first three letters; raises ValueError."""
    is_known = word in _FULL or word[:4] == "sept" or word in _MONTHS
    if not is_known:
        raise ValueError(word)
    return _MONTHS.index(word[:3]) + 1
