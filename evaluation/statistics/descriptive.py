"""Describing one set of values."""

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median as middle

from evaluation.statistics.cleaning import Value, check_on_scale, present
from evaluation.statistics.intervals import PAIR, average, mean_interval, spread
from evaluation.statistics.results import (
    LEVEL,
    CannotTell,
    Distribution,
    Estimate,
    NetPromoter,
)

PROMOTER, PASSIVE = 9, 7
LOWEST, HIGHEST = 0, 10


def mean(values: Iterable[Value]) -> Estimate:
    """Return the arithmetic mean, in the unit of the values."""
    kept, missing = present(values)
    if not kept:
        return Estimate(None, 0, missing, CannotTell.NO_ANSWERS)
    return Estimate(average(kept), len(kept), missing)


def median(values: Iterable[Value]) -> Estimate:
    """Return the middle value, or the mean of the two in the middle."""
    kept, missing = present(values)
    if not kept:
        return Estimate(None, 0, missing, CannotTell.NO_ANSWERS)
    return Estimate(middle(kept), len(kept), missing)


def standard_deviation(values: Iterable[Value]) -> Estimate:
    """Return √(Σ(x − mean)² / (n − 1)); needs 2 values, and is 0 where all are the same."""
    kept, missing = present(values)
    if len(kept) < PAIR:
        reason = CannotTell.TOO_FEW if kept else CannotTell.NO_ANSWERS
        return Estimate(None, len(kept), missing, reason)
    return Estimate(spread(kept), len(kept), missing)


def distribution(values: Iterable[Value], options: Sequence[float]) -> Distribution:
    """Count how many chose each option. Raises ValueError for a value that is no option."""
    kept, missing = present(values)
    counted = Counter(kept)
    strange = counted.keys() - set(options)
    if strange:
        raise ValueError(f"{sorted(strange)} are not among the options.")
    return Distribution(tuple((option, counted[option]) for option in options), len(kept), missing)


def net_promoter(values: Iterable[Value], level: float = LEVEL) -> NetPromoter:
    """Return 100 · (promoters − detractors) / n on the scale from 0 to 10.

    Promoters answer 9 or 10, detractors 0 to 6 (Reichheld 2003). The interval is the t interval of
    the mean of +100, 0 and −100, kept within −100 and 100. Raises ValueError off the scale.
    """
    kept, missing = present(values)
    for value in kept:
        check_on_scale(value, LOWEST, HIGHEST)
    points = [_points(value) for value in kept]
    score = mean_interval(points, level)
    return NetPromoter(
        value=score.value,
        low=None if score.low is None else max(score.low, -100.0),
        high=None if score.high is None else min(score.high, 100.0),
        promoters=points.count(100),
        passives=points.count(0),
        detractors=points.count(-100),
        n=len(kept),
        missing=missing,
        level=level,
        reason=score.reason,
    )


def _points(value: float) -> int:
    if value >= PROMOTER:
        return 100
    return 0 if value >= PASSIVE else -100
