"""What the formulas return."""

from dataclasses import dataclass
from enum import StrEnum

LEVEL = 0.95


class CannotTell(StrEnum):
    """Why there is no value, or no interval."""

    NO_ANSWERS = "no_answers"  # nobody answered, or nobody was asked
    TOO_FEW = "too_few"  # some answered, but too few for this formula
    NO_VARIATION = "no_variation"  # all the same: nothing says how far chance reaches
    TOO_MANY_MISSING = "too_many_missing"  # fewer than two thirds of the items were answered


@dataclass(frozen=True, slots=True)
class Estimate:
    """One number over ``n`` values, with ``missing`` left out."""

    value: float | None
    n: int
    missing: int = 0
    reason: CannotTell | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean over ``n`` values, its interval, and the standard deviation of the values."""

    value: float | None
    low: float | None
    high: float | None
    n: int
    missing: int = 0
    sd: float | None = None
    level: float = LEVEL
    reason: CannotTell | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """The mean of after − before over ``n`` pairs, in points of the scale, with its interval.

    ``d_z`` is that mean in standard deviations of the differences. ``missing`` counts people
    of whom one of the two answers is missing.
    """

    value: float | None
    low: float | None
    high: float | None
    d_z: float | None
    n: int
    missing: int
    before: float | None
    after: float | None
    rose: int
    same: int
    fell: int
    level: float = LEVEL
    reason: CannotTell | None = None


@dataclass(frozen=True, slots=True)
class Proportion:
    """``count`` of ``n`` as a share from 0 to 1, with its interval."""

    value: float | None
    low: float | None
    high: float | None
    count: int
    n: int
    missing: int = 0
    level: float = LEVEL
    reason: CannotTell | None = None


@dataclass(frozen=True, slots=True)
class PooledShare:
    """``count`` of ``n`` answers by ``people`` people, who may have given several each."""

    value: float | None
    low: float | None
    high: float | None
    count: int
    n: int
    people: int
    missing: int = 0
    level: float = LEVEL
    reason: CannotTell | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """``count`` of ``of`` people asked, as a share from 0 to 1: everybody is known, no interval."""

    value: float | None
    count: int
    of: int
    reason: CannotTell | None = None


@dataclass(frozen=True, slots=True)
class NetPromoter:
    """Promoters less detractors, in points from −100 to 100, with its interval."""

    value: float | None
    low: float | None
    high: float | None
    promoters: int
    passives: int
    detractors: int
    n: int
    missing: int = 0
    level: float = LEVEL
    reason: CannotTell | None = None


@dataclass(frozen=True, slots=True)
class Distribution:
    """How many chose each option, in the order of the options; unchosen ones have 0."""

    counts: tuple[tuple[float, int], ...]
    n: int
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Reliability:
    """Cronbach's alpha of so many items over ``n`` people who answered all of them."""

    value: float | None
    items: int
    n: int
    incomplete: int
    reason: CannotTell | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """One person's mean over the items of a subscale, reversed items turned round."""

    value: float | None
    answered: int
    items: int
    reason: CannotTell | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """One group's figure less another's, with its interval, in the unit of the figures."""

    value: float | None
    low: float | None
    high: float | None
    n_before: int
    n_after: int
    level: float = LEVEL
    reason: CannotTell | None = None


@dataclass(frozen=True, slots=True)
class ItemTotal:
    """How one item goes with the others of its scale: Pearson's r, and alpha without it."""

    correlation: float | None
    alpha_without: float | None
