"""Figures that the product counts from its own rows, for indicators: every app adds its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from programmes.models import Programme

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# A figure that comes from what people answered is not told of fewer than these.
FEWEST_ANSWERS = 5

# What is shown is what is judged: "95%" of a target of 95% is met.
_TENTHS = Decimal("0.1")


class ReadingKind(StrEnum):
    """What a figure is, which says how far chance may have made it."""

    SHARE = "share"  # n of of, in per cent
    COUNT = "count"  # a plain number of rows
    OTHER = "other"  # a mean, or a share of answers: n of those asked answered


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure on a day, with how many rows are behind it.

    Of a share, `n` of `of`; of a mean, `n` answers of `of` asked where that is known; else `n` is
    how many rows were looked at, which is the number itself where they were counted.

    `exact` is the value before it was rounded. What rests on what people said is `is_answered`,
    with its 95 % interval from `low` to `high`, or the spread `sd` of a mean over `n` people.
    """

    value: Decimal
    n: int
    of: int | None
    as_of: date
    exact: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    sd: Decimal | None = None
    is_answered: bool = False
    kind: ReadingKind = ReadingKind.OTHER


class Reads(Protocol):
    """Counts a figure of one programme; None when it cannot tell."""

    def __call__(self, programme: Programme, *, as_of: date) -> Reading | None:
        """Return the figure as of a day, which is today."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure that indicators may rest on: what it is called, and exactly what it counts.

    `read` makes a number of queries that does not grow with the programme. Where one person may
    have several of the rows, these hang together (`is_tied`): its share has the interval that the
    reading brings or none, since one that takes each row for itself would be too narrow.
    """

    key: str
    title: "_StrPromise"
    unit: "str | _StrPromise"
    describe: "_StrPromise"
    read: Reads
    is_tied: bool = False


_measures: dict[str, Measure] = {}


def register_measure(measure: Measure) -> None:
    """Let an app offer a figure; called from its `AppConfig.ready`."""
    _measures[measure.key] = measure


def all_measures() -> list[Measure]:
    """Return the figures on offer, those of one app together."""
    return sorted(_measures.values(), key=lambda each: (each.key.split(".")[0], str(each.title)))


def measure_of(key: str) -> Measure | None:
    """Return a figure by its key; None where no app offers it any more."""
    return _measures.get(key)


def read_measures(
    programme: Programme, keys: Iterable[str], *, as_of: date
) -> dict[str, Reading | None]:
    """Read each figure once, however many indicators rest on it."""
    return {
        key: measure.read(programme, as_of=as_of)
        for key in sorted(set(keys))
        if (measure := measure_of(key))
    }


def share(n: int, of: int, as_of: date) -> Reading | None:
    """Return `n` of `of` in per cent; None of none."""
    if not of:
        return None
    exact = Decimal(100 * n) / of
    return Reading(rounded(exact), n, of, as_of, exact=exact, kind=ReadingKind.SHARE)


def number(n: int, as_of: date) -> Reading:
    """Return a plain number."""
    return Reading(Decimal(n), n, None, as_of, kind=ReadingKind.COUNT)


def rounded(value: Decimal) -> Decimal:
    """Round to what is told: one decimal place."""
    return value.quantize(_TENTHS, rounding=ROUND_HALF_UP)
