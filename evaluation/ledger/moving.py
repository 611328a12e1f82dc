"""Whether a figure moved: before and after, each with its interval. Pure arithmetic."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import hypot

from evaluation.statistics import wilson


class Moved(StrEnum):
    """What may be said of a figure that was meant to move."""

    MOVED = "moved"
    DID_NOT = "did_not"
    CANNOT_TELL = "cannot_tell"


class Why(StrEnum):
    """What the verdict rests on."""

    NO_MEASURE = "no_measure"  # nobody said which figure should move
    NOT_READ_BEFORE = "not_read_before"
    NOT_READ_SINCE = "not_read_since"
    NOTHING_NEW = "nothing_new"  # the very same rows were read again
    OTHER_PLACE = "other_place"  # numbers of two programmes, which say nothing of each other
    NO_INTERVAL = "no_interval"  # how far chance reaches is not known
    CHANCE = "chance"  # the interval of the change spans no change at all
    INTERVAL = "interval"  # the whole interval lies on one side
    COUNTED = "counted"  # every row was counted, so that chance has no part in it


@dataclass(frozen=True, slots=True)
class Point:
    """A figure on a day. `share` is per cent, `n` of `of`; `low` and `high` are its 95 % interval.

    A count (`is_count`) is the number itself. Where rows of a share hang together (`is_tied`), it
    has the interval that is given or none. Values are in the unit of the figure.
    """

    value: float
    n: int
    of: int | None
    as_of: date
    is_count: bool = False
    is_share: bool = False
    is_tied: bool = False
    low: float | None = None
    high: float | None = None

    @property
    def exact(self) -> float:
        """Return the value before it was rounded, where `n` and `of` tell it."""
        return 100 * self.n / self.of if self.is_share and self.of else self.value

    @property
    def span(self) -> tuple[float, float] | None:
        """Return the 95 % interval: Wilson's for a share of rows; None where nobody can tell it."""
        if self.is_share and not self.is_tied and self.of and 0 <= self.n <= self.of:
            found = wilson(self.n, self.of)
            if found.low is None or found.high is None:
                return None
            return 100 * found.low, 100 * found.high
        if self.low is None or self.high is None:
            return None
        return self.low, self.high


@dataclass(frozen=True, slots=True)
class Movement:
    """The verdict with its reason; `change` is after − before, with its 95 % interval."""

    verdict: Moved
    why: Why
    change: float | None = None
    low: float | None = None
    high: float | None = None


def movement(
    before: Point | None, after: Point | None, *, is_higher_better: bool, same_place: bool = True
) -> Movement:
    """Tell whether a figure moved the way it should; `same_place`: in one and the same programme.

    The interval of the change is put together from those of the two figures (Zou and Donner 2008;
    for two shares this is Newcombe's). It takes them as independent; where the same people are
    behind both it is too wide rather than too narrow, so that nothing is claimed too early.
    """
    if before is None:
        return Movement(Moved.CANNOT_TELL, Why.NOT_READ_BEFORE)
    if after is None or after.as_of <= before.as_of:
        return Movement(Moved.CANNOT_TELL, Why.NOT_READ_SINCE)
    change = after.exact - before.exact
    way = 1 if is_higher_better else -1
    if before.is_count and not same_place:
        return Movement(Moved.CANNOT_TELL, Why.OTHER_PLACE, change)
    if before.is_count and after.is_count:
        verdict = Moved.MOVED if change * way > 0 else Moved.DID_NOT
        return Movement(verdict, Why.COUNTED, change)
    if (before.value, before.n, before.of) == (after.value, after.n, after.of):
        return Movement(Moved.CANNOT_TELL, Why.NOTHING_NEW, change)
    return _against_chance(before, after, change, way)


def _against_chance(before: Point, after: Point, change: float, way: int) -> Movement:
    """Compare two figures that chance may have moved."""
    first, last = before.span, after.span
    if first is None or last is None:
        return Movement(Moved.CANNOT_TELL, Why.NO_INTERVAL, change)
    low = change - hypot(after.exact - last[0], first[1] - before.exact)
    high = change + hypot(last[1] - after.exact, before.exact - first[0])
    if low <= 0 <= high:
        return Movement(Moved.CANNOT_TELL, Why.CHANCE, change, low, high)
    verdict = Moved.MOVED if change * way > 0 else Moved.DID_NOT
    return Movement(verdict, Why.INTERVAL, change, low, high)
