"""The same figures from counts: how often each value was given, in place of every single one.

Counts of values are as good as the values, and a survey of fifty thousand people has few of them.
Sums are exact fractions until they are rounded once. Counts are whole numbers from 0.
"""

from collections.abc import Mapping
from fractions import Fraction
from math import sqrt
from typing import Any

from scipy.special import stdtrit

from evaluation.statistics.cleaning import check_level, check_on_scale
from evaluation.statistics.descriptive import HIGHEST, LOWEST, PASSIVE, PROMOTER
from evaluation.statistics.intervals import NEGLIGIBLE, PAIR
from evaluation.statistics.results import LEVEL, CannotTell, Estimate, Interval, NetPromoter

# By value: a whole number, a float or a fraction.
Counts = Mapping[Any, int]


def mean_of_counts(counts: Counts, *, missing: int = 0, level: float = LEVEL) -> Interval:
    """Return what ``mean_interval`` returns for the values themselves."""
    check_level(level)
    n = _total(counts)
    if not n:
        return Interval(None, None, None, 0, missing, None, level, CannotTell.NO_ANSWERS)
    total = sum((Fraction(value) * count for value, count in counts.items()), Fraction())
    mean = float(total / n)
    if n < PAIR:
        return Interval(mean, None, None, n, missing, None, level, CannotTell.TOO_FEW)
    given = [value for value, count in counts.items() if count]
    if max(given) - min(given) <= NEGLIGIBLE:
        return Interval(mean, None, None, n, missing, 0.0, level, CannotTell.NO_VARIATION)
    squares = sum((Fraction(value) ** 2 * count for value, count in counts.items()), Fraction())
    sd = sqrt((squares - total**2 / n) / (n - 1))
    margin = float(stdtrit(n - 1, (1 + level) / 2)) * sd / sqrt(n)
    return Interval(mean, mean - margin, mean + margin, n, missing, sd, level)


def median_of_counts(counts: Counts, *, missing: int = 0) -> Estimate:
    """Return the middle value, or the mean of the two in the middle."""
    n = _total(counts)
    if not n:
        return Estimate(None, 0, missing, CannotTell.NO_ANSWERS)
    lower, upper = _at(counts, (n - 1) // 2), _at(counts, n // 2)
    return Estimate((lower + upper) / 2, n, missing)


def net_promoter_of_counts(
    counts: Counts, *, missing: int = 0, level: float = LEVEL
) -> NetPromoter:
    """Return what ``net_promoter`` returns for the values; raises ValueError off 0 to 10."""
    for value in counts:
        check_on_scale(value, LOWEST, HIGHEST)
    promoters = sum(count for value, count in counts.items() if value >= PROMOTER)
    passives = sum(count for value, count in counts.items() if PASSIVE <= value < PROMOTER)
    detractors = _total(counts) - promoters - passives
    points = mean_of_counts(
        {100: promoters, 0: passives, -100: detractors}, missing=missing, level=level
    )
    return NetPromoter(
        value=points.value,
        low=None if points.low is None else max(points.low, -100.0),
        high=None if points.high is None else min(points.high, 100.0),
        promoters=promoters,
        passives=passives,
        detractors=detractors,
        n=points.n,
        missing=missing,
        level=level,
        reason=points.reason,
    )


def _total(counts: Counts) -> int:
    """Return how many values there are. Raises ValueError for a negative count."""
    if any(count < 0 for count in counts.values()):
        raise ValueError("A value is given no fewer than 0 times.")
    return sum(counts.values())


def _at(counts: Counts, place: int) -> float:
    """Return the value at a place, from 0, of all values in ascending order."""
    for value in sorted(counts):
        place -= counts[value]
        if place < 0:
            return float(value)
    raise IndexError(place)
