"""Figures from answers, each with its n, what is missing, and why it sometimes cannot be told.

Values are finite numbers; ``None`` and NaN are missing: they are left out and counted, never
filled in. Infinite values are an error (ValueError), as are numbers that a scale does not have.
A result whose ``value`` is ``None`` cannot be told at all; one with a value but without ``low``
and ``high`` has no interval; either way ``reason`` says why. Sums are exact until they are rounded
once, and bootstraps draw from a stream of bits that stays the same between versions, so the same
answers give the same figures in any order. Intervals are two-sided and cover 95 % unless told
otherwise. Nothing here decides what may be published: see ``evaluation.suppression``.
"""

from evaluation.statistics.counted import (
    mean_of_counts,
    median_of_counts,
    net_promoter_of_counts,
)
from evaluation.statistics.descriptive import (
    distribution,
    mean,
    median,
    net_promoter,
    standard_deviation,
)
from evaluation.statistics.differences import difference_of_means, difference_of_shares
from evaluation.statistics.intervals import (
    mean_interval,
    paired_change,
    response_rate,
    share,
    wilson,
)
from evaluation.statistics.moments import (
    Moments,
    alpha_interval,
    alpha_of_moments,
    item_total_of_moments,
    moments_of,
    score_of_moments,
)
from evaluation.statistics.resampling import mean_by_group, self_other_gap, share_by_person
from evaluation.statistics.results import (
    CannotTell,
    Change,
    Difference,
    Distribution,
    Estimate,
    Interval,
    ItemTotal,
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
    "Difference",
    "Distribution",
    "Estimate",
    "Interval",
    "ItemTotal",
    "Moments",
    "NetPromoter",
    "PooledShare",
    "Proportion",
    "Rate",
    "Reliability",
    "Score",
    "alpha_interval",
    "alpha_of_moments",
    "cronbach_alpha",
    "difference_of_means",
    "difference_of_shares",
    "distribution",
    "item_total_of_moments",
    "mean",
    "mean_by_group",
    "mean_interval",
    "mean_of_counts",
    "median",
    "median_of_counts",
    "moments_of",
    "net_promoter",
    "net_promoter_of_counts",
    "paired_change",
    "response_rate",
    "score_of_moments",
    "self_other_gap",
    "share",
    "share_by_person",
    "standard_deviation",
    "subscale_score",
    "wilson",
]
