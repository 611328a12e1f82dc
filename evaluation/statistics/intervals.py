"""Means and shares with their intervals."""

from collections.abc import Callable, Iterable, Sequence
from math import fsum, sqrt
from typing import TypeVar

from scipy.special import ndtri, stdtrit

from evaluation.statistics.cleaning import Value, check_level, is_missing, present
from evaluation.statistics.results import (
    LEVEL,
    CannotTell,
    Change,
    Interval,
    Proportion,
    Rate,
)

Answer = TypeVar("Answer")
PAIR = 2
# Marks that differ by less have been rounded differently: 3.3 − 1.1 is not quite 4.4 − 2.2.
NEGLIGIBLE = 1e-9


def average(values: Sequence[float]) -> float:
    """Return the mean of at least one value; rounding never carries it beyond the values."""
    return min(max(fsum(values) / len(values), min(values)), max(values))


def spread(values: Sequence[float]) -> float:
    """Return √(Σ(x − mean)² / (n − 1)) of at least two values; 0 where they do not differ."""
    if max(values) - min(values) <= NEGLIGIBLE:
        return 0.0
    centre = average(values)
    return sqrt(fsum((value - centre) ** 2 for value in values) / (len(values) - 1))


def mean_interval(values: Iterable[Value], level: float = LEVEL) -> Interval:
    """Return the mean and mean ± t(n − 1) · sd / √n.

    No interval from a single value, nor where all values are the same: the formula would give one
    of no width, as if chance had been ruled out.
    """
    check_level(level)
    kept, missing = present(values)
    n = len(kept)
    if not n:
        return Interval(None, None, None, 0, missing, None, level, CannotTell.NO_ANSWERS)
    centre = average(kept)
    if n < PAIR:
        return Interval(centre, None, None, n, missing, None, level, CannotTell.TOO_FEW)
    sd = spread(kept)
    if not sd:
        return Interval(centre, None, None, n, missing, 0.0, level, CannotTell.NO_VARIATION)
    margin = float(stdtrit(n - 1, (1 + level) / 2)) * sd / sqrt(n)
    return Interval(centre, centre - margin, centre + margin, n, missing, sd, level)


def paired_change(before: Sequence[Value], after: Sequence[Value], level: float = LEVEL) -> Change:
    """Return the mean of after − before with its t interval, and d_z = mean / sd of it.

    The two stand in the same order of people; whoever lacks one of the two is left out of all
    figures. Raises ValueError if they differ in length.
    """
    check_level(level)
    if len(before) != len(after):
        raise ValueError("Before and after must be of the same people.")
    pairs = [
        (first, second)
        for first, second in zip(before, after, strict=True)
        if not is_missing(first) and not is_missing(second)
    ]
    firsts, _ = present(first for first, _ in pairs)
    seconds, _ = present(second for _, second in pairs)
    differences = [second - first for first, second in zip(firsts, seconds, strict=True)]
    mean = mean_interval(differences, level)
    n = len(pairs)
    return Change(
        value=mean.value,
        low=mean.low,
        high=mean.high,
        d_z=mean.value / mean.sd if mean.value is not None and mean.sd else None,
        n=n,
        missing=len(before) - n,
        before=average(firsts) if n else None,
        after=average(seconds) if n else None,
        rose=sum(difference > NEGLIGIBLE for difference in differences),
        same=sum(abs(difference) <= NEGLIGIBLE for difference in differences),
        fell=sum(difference < -NEGLIGIBLE for difference in differences),
        level=level,
        reason=mean.reason,
    )


def wilson(successes: int, n: int, level: float = LEVEL) -> Proportion:
    """Return the share and Wilson's score interval (1927), for independent answers.

    (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n), without continuity correction. Raises
    ValueError unless 0 ≤ successes ≤ n.
    """
    check_level(level)
    if not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} is no share.")
    if not n:
        return Proportion(None, None, None, 0, 0, 0, level, CannotTell.NO_ANSWERS)
    z = float(ndtri((1 + level) / 2))
    p = successes / n
    shrink = 1 + z * z / n
    centre = (p + z * z / (2 * n)) / shrink
    margin = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / shrink
    # At the ends the formula is 0 or 1 but for rounding.
    low = 0.0 if successes == 0 else centre - margin
    high = 1.0 if successes == n else centre + margin
    return Proportion(p, low, high, successes, n, 0, level)


def share(
    values: Iterable[Answer | None], counts: Callable[[Answer], bool], level: float = LEVEL
) -> Proportion:
    """Return the share of the values that count, of those that are there, by Wilson."""
    kept = missing = successes = 0
    for value in values:
        if value is None or is_missing(value):
            missing += 1
        else:
            kept += 1
            successes += bool(counts(value))
    found = wilson(successes, kept, level)
    return Proportion(
        found.value, found.low, found.high, successes, kept, missing, level, found.reason
    )


def response_rate(answered: int, asked: int) -> Rate:
    """Return n of N. Raises ValueError if more answered than were asked."""
    if not 0 <= answered <= asked:
        raise ValueError(f"{answered} of {asked} cannot have answered.")
    if not asked:
        return Rate(None, 0, 0, CannotTell.NO_ANSWERS)
    return Rate(answered / asked, answered, asked)
