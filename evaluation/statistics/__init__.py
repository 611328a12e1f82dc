"""Figures from answers, each with its n, what is missing, and why it sometimes cannot be told.

Values are finite numbers; ``None`` and NaN are missing: they are left out and counted, never
filled in. Infinite values are an error (ValueError), as are numbers that a scale does not have.
A result whose ``value`` is ``None`` cannot be told at all; one with a value but without ``low``
and ``high`` has no interval; either way ``reason`` says why. Sums are exact until they are rounded
once, and bootstraps draw from a stream of bits that stays the same between versions, so the same
answers give the same figures in any order. Intervals are two-sided and cover 95 % unless told
otherwise. Nothing here decides what may be published: see ``evaluation.suppression``.
"""

from evaluation.statistics.descriptive import (
    distribution,
    mean,
    median,
    net_promoter,
    standard_deviation,
)
from evaluation.statistics.intervals import (
    mean_interval,
    paired_change,
    response_rate,
    share,
    wilson,
)
from evaluation.statistics.resampling import mean_by_group, self_other_gap, share_by_person
from evaluation.statistics.results import (
    CannotTell,
    Change,
    Distribution,
    Estimate,
    Interval,
    NetPromoter,
    PooledShare,
    Proportion,
    Rate,
    Reliability,
    Score,
)
from evaluation.statistics.scales import cronbach_alpha, subscale_score

__all__ = [
    "CannotTell",
    "Change",
    "Distribution",
    "Estimate",
    "Interval",
    "NetPromoter",
    "PooledShare",
    "Proportion",
    "Rate",
    "Reliability",
    "Score",
    "cronbach_alpha",
    "distribution",
    "mean",
    "mean_by_group",
    "mean_interval",
    "median",
    "net_promoter",
    "paired_change",
    "response_rate",
    "self_other_gap",
    "share",
    "share_by_person",
    "standard_deviation",
    "subscale_score",
    "wilson",
]
