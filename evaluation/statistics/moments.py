"""Scales of several items from sums and products, which add up over answers and over waves.

Marks are whole numbers on one scale for all items of it, reversed ones already turned round.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import sqrt

from scipy.special import fdtri

from evaluation.statistics.cleaning import check_level
from evaluation.statistics.counted import mean_of_counts
from evaluation.statistics.intervals import PAIR
from evaluation.statistics.results import (
    LEVEL,
    CannotTell,
    Interval,
    ItemTotal,
    Reliability,
)


@dataclass(frozen=True, slots=True)
class Moments:
    """What the answers to the items of one scale come to.

    `sums` and `products` (items × items) are over the people who answered all of them; `scores`
    counts people by the sum of their marks and by how many items they answered.
    """

    items: int
    sums: tuple[int, ...]
    products: tuple[tuple[int, ...], ...]
    scores: Counter[tuple[int, int]] = field(default_factory=Counter)

    @property
    def complete(self) -> int:
        """Return how many people answered all items."""
        return sum(self.tally(is_complete=True))

    @property
    def partial(self) -> int:
        """Return how many people answered some items and left out others."""
        return sum(self.tally(is_complete=False))

    def tally(self, *, is_complete: bool) -> list[int]:
        """Return how many people had each sum, of those who answered all items or of the others."""
        return [
            count
            for (_sum, answered), count in self.scores.items()
            if (answered == self.items) is is_complete
        ]

    def __add__(self, other: "Moments") -> "Moments":
        """Return those of both together. Raises ValueError for scales of different lengths."""
        if self.items != other.items:
            raise ValueError("Both must have the same items.")
        return Moments(
            self.items,
            tuple(one + two for one, two in zip(self.sums, other.sums, strict=True)),
            tuple(
                tuple(one + two for one, two in zip(left, right, strict=True))
                for left, right in zip(self.products, other.products, strict=True)
            ),
            self.scores + other.scores,
        )


def moments_of(rows: Iterable[Sequence[int | None]], items: int) -> Moments:
    """Return the sums over rows of one person's marks each; None is an item left out."""
    patterns = Counter(tuple(row) for row in rows)
    scores: Counter[tuple[int, int]] = Counter()
    sums = [0] * items
    products = [[0] * items for _row in range(items)]
    for row, people in patterns.items():
        given = [mark for mark in row if mark is not None]
        if not given:
            continue
        scores[sum(given), len(given)] += people
        if len(given) < items:
            continue
        for place, mark in enumerate(given):
            sums[place] += mark * people
            for across, other in enumerate(given):
                products[place][across] += mark * other * people
    return Moments(items, tuple(sums), tuple(map(tuple, products)), scores)


def score_of_moments(moments: Moments, *, level: float = LEVEL) -> Interval:
    """Return the mean over people of their own mean mark, with its t interval.

    Whoever answered fewer than two thirds of the items is left out and counted as missing.
    """
    kept: Counter[Fraction] = Counter()
    missing = 0
    for (total, answered), people in moments.scores.items():
        if 3 * answered < 2 * moments.items:
            missing += people
        else:
            kept[Fraction(total, answered)] += people
    return mean_of_counts(kept, missing=missing, level=level)


def alpha_of_moments(moments: Moments) -> Reliability:
    """Return what ``cronbach_alpha`` returns for the answers themselves."""
    n, incomplete = moments.complete, moments.partial
    if moments.items < PAIR or n < PAIR:
        reason = CannotTell.TOO_FEW if n else CannotTell.NO_ANSWERS
        return Reliability(None, moments.items, n, incomplete, reason)
    value = _alpha(_covariances(moments), range(moments.items))
    if value is None:
        return Reliability(None, moments.items, n, incomplete, CannotTell.NO_VARIATION)
    return Reliability(value, moments.items, n, incomplete)


def alpha_interval(alpha: Reliability, *, level: float = LEVEL) -> tuple[float, float] | None:
    """Return the interval of Feldt (1965) for alpha, or None where alpha cannot be told.

    1 − (1 − α) F, F being the two quantiles with n − 1 and (n − 1)(k − 1) degrees of freedom
    (Feldt, Woodruff and Salih 1987, formulas 6 and 7).
    """
    check_level(level)
    if alpha.value is None:
        return None
    freedom = alpha.n - 1, (alpha.n - 1) * (alpha.items - 1)
    low, high = (float(fdtri(*freedom, (1 + side * level) / 2)) for side in (1, -1))
    return 1 - (1 - alpha.value) * low, 1 - (1 - alpha.value) * high


def item_total_of_moments(moments: Moments) -> tuple[ItemTotal, ...]:
    """Return how each item goes with the sum of the others, and alpha without it.

    Pearson's r of the item and the sum of the other items (corrected item-total correlation), over
    people who answered all items; None where the item or that sum is the same for everybody, or the
    items are fewer than two.
    """
    covariances = _covariances(moments)
    places = range(moments.items)
    found = []
    for place in places:
        others = [other for other in places if other != place]
        own = covariances[place][place]
        rest = sum(covariances[one][two] for one in others for two in others)
        shared = sum(covariances[place][other] for other in others)
        together = own * rest
        correlation = None
        if together > 0:
            correlation = max(-1.0, min(1.0, shared / sqrt(together)))
        without = _alpha(covariances, others) if len(others) >= PAIR else None
        found.append(ItemTotal(correlation, without))
    return tuple(found)


def _covariances(moments: Moments) -> list[list[int]]:
    """Return the covariances times n (n − 1), as whole numbers."""
    n = moments.complete
    return [
        [n * product - one * two for product, two in zip(row, moments.sums, strict=True)]
        for row, one in zip(moments.products, moments.sums, strict=True)
    ]


def _alpha(covariances: Sequence[Sequence[int]], places: Sequence[int]) -> float | None:
    """Return alpha of the items at some places; None where their sum is the same for everybody."""
    total = sum(covariances[one][two] for one in places for two in places)
    if not total:
        return None
    parts = sum(covariances[place][place] for place in places)
    count = len(places)
    return min(float(Fraction(count, count - 1) * (1 - Fraction(parts, total))), 1.0)
