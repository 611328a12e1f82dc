"""Intervals by drawing people again and again from those who answered."""

from collections.abc import Iterable, Sequence
from math import fsum

import numpy as np
from numpy.typing import NDArray

from evaluation.statistics.cleaning import Value, check_level, present
from evaluation.statistics.intervals import average, spread
from evaluation.statistics.results import LEVEL, CannotTell, Interval, PooledShare

SEED = 1
RESAMPLES = 10_000
# Below this many people the percentile interval is too narrow to be honest.
FEWEST_PEOPLE = 10
DRAWN_AT_ONCE = 1_000_000


def self_other_gap(
    mentors: Iterable[tuple[Value, Sequence[Value]]],
    *,
    level: float = LEVEL,
    seed: int = SEED,
    resamples: int = RESAMPLES,
) -> Interval:
    """Return the mean over mentors of own rating − mean of others' ratings, in points.

    Positive: mentors rate themselves higher. Every mentor weighs the same, however many rated them;
    one without an own rating, or without any other, is left out and counted. The interval is the
    percentile bootstrap over mentors and needs 10 of them; the same seed gives the same interval.
    """
    check_level(level)
    gaps: list[float] = []
    missing = 0
    for own, others in mentors:
        own_rating, _ = present([own])
        ratings, _ = present(others)
        if own_rating and ratings:
            gaps.append(own_rating[0] - average(ratings))
        else:
            missing += 1
    n = len(gaps)
    if not n:
        return Interval(None, None, None, 0, missing, None, level, CannotTell.NO_ANSWERS)
    mean = average(gaps)
    if n < FEWEST_PEOPLE:
        sd = spread(gaps) if n > 1 else None
        return Interval(mean, None, None, n, missing, sd, level, CannotTell.TOO_FEW)
    sd = spread(gaps)
    if not sd:
        return Interval(mean, None, None, n, missing, sd, level, CannotTell.NO_VARIATION)
    # In ascending order, so that the order of the mentors changes nothing.
    sums = _resampled_sums(np.array(sorted(gaps))[:, None], resamples, seed)
    low, high = _percentiles(sums[:, 0] / n, level)
    return Interval(mean, low, high, n, missing, sd, level)


def share_by_person(
    people: Iterable[Sequence[bool | None]],
    *,
    level: float = LEVEL,
    seed: int = SEED,
    resamples: int = RESAMPLES,
) -> PooledShare:
    """Return the share of answers that are true, where one person may give several.

    Answers of one person resemble each other, so the interval draws people with all their answers
    (percentile bootstrap); it needs 10 people who answered and answers that differ.
    """
    check_level(level)
    rows: list[tuple[int, int]] = []
    missing = 0
    for answers in people:
        given = [answer for answer in answers if answer is not None]
        missing += len(answers) - len(given)
        if given:
            rows.append((sum(given), len(given)))
    count, n = sum(true for true, _ in rows), sum(given for _, given in rows)
    if not n:
        reason = CannotTell.NO_ANSWERS
        return PooledShare(None, None, None, 0, 0, 0, missing, level, reason)
    if len(rows) < FEWEST_PEOPLE or count in {0, n}:
        few = len(rows) < FEWEST_PEOPLE
        reason = CannotTell.TOO_FEW if few else CannotTell.NO_VARIATION
        return PooledShare(count / n, None, None, count, n, len(rows), missing, level, reason)
    sums = _resampled_sums(np.array(sorted(rows), dtype=np.float64), resamples, seed)
    low, high = _percentiles(sums[:, 0] / sums[:, 1], level)
    return PooledShare(count / n, low, high, count, n, len(rows), missing, level)


def mean_by_group(
    groups: Iterable[Sequence[Value]],
    *,
    level: float = LEVEL,
    seed: int = SEED,
    resamples: int = RESAMPLES,
) -> Interval:
    """Return the mean of all values, where those of one group resemble each other.

    Every value weighs the same. The interval draws groups with all their values (percentile
    bootstrap of the ratio of sums), as values of one group are not independent; it needs 10 groups
    with values, and values that differ. ``n`` counts values, ``missing`` those that are not there.
    """
    check_level(level)
    rows: list[tuple[float, int]] = []
    values: list[float] = []
    missing = 0
    for group in groups:
        kept, gone = present(group)
        missing += gone
        values.extend(kept)
        if kept:
            rows.append((fsum(kept), len(kept)))
    n = len(values)
    if not n:
        return Interval(None, None, None, 0, missing, None, level, CannotTell.NO_ANSWERS)
    mean, sd = average(values), spread(values) if n > 1 else None
    if len(rows) < FEWEST_PEOPLE or not sd:
        few = len(rows) < FEWEST_PEOPLE
        reason = CannotTell.TOO_FEW if few else CannotTell.NO_VARIATION
        return Interval(mean, None, None, n, missing, sd, level, reason)
    sums = _resampled_sums(np.array(sorted(rows), dtype=np.float64), resamples, seed)
    low, high = _percentiles(sums[:, 0] / sums[:, 1], level)
    return Interval(mean, low, high, n, missing, sd, level)


def _resampled_sums(rows: NDArray[np.float64], resamples: int, seed: int) -> NDArray[np.float64]:
    """Return the column sums of so many samples of the rows, drawn with replacement.

    ``rows`` has the shape (people, columns), the result (resamples, columns). Draws are made from
    the raw stream of PCG64, which NumPy keeps stable between versions (NEP 19), unlike the methods
    of its generators.
    """
    n, columns = rows.shape
    bits = np.random.PCG64(seed)
    sums = np.empty((resamples, columns))
    at_once = max(1, DRAWN_AT_ONCE // n)
    for start in range(0, resamples, at_once):
        size = min(at_once, resamples - start)
        uniform = (bits.random_raw(size * n) >> np.uint64(11)) * 2.0**-53
        drawn = (uniform * n).astype(np.intp).reshape(size, n)
        for column in range(columns):
            sums[start : start + size, column] = rows[drawn, column].sum(axis=1)
    return sums


def _percentiles(values: NDArray[np.float64], level: float) -> tuple[float, float]:
    """Return what cuts off half of 1 − level at either end."""
    low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
