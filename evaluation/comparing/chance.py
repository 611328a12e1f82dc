"""What chance alone explains, told once for many comparisons together. No Django.

Of twenty comparisons in which nothing is the case, one looks as if something were. Whatever the
pages say of several questions at once is therefore said after Holm's correction.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc, fdtrc, stdtr

from evaluation.statistics import Change, mean_interval

LEVEL = 0.05
PAIR = 2
# Cochran (1954): the approximation holds where at least so many are expected in each cell.
FEWEST_EXPECTED = 5
SEED = 1
DEALS = 20_000
NEGLIGIBLE = 1e-9


def p_of_change(change: Change) -> float | None:
    """Return the two-sided p of the paired t test that nothing changed; None where none is known.

    t = d_z · √n with n − 1 degrees of freedom.
    """
    if change.d_z is None:
        return None
    return float(2 * stdtr(change.n - 1, -abs(change.d_z) * sqrt(change.n)))


def p_of_means(groups: Sequence[Counter[float]]) -> float | None:
    """Return the p of Welch's test (1951) that groups of marks have the same mean.

    It does not ask for equal variances; with two groups it is Welch's t test. None with fewer than
    two groups, or where a group has fewer than two marks or all the same.
    """
    found = [mean_interval(group.elements()) for group in groups]
    if len(found) < PAIR or any(not one.sd for one in found):
        return None
    count = len(found)
    weights = [one.n / (one.sd or 1) ** 2 for one in found]
    total = sum(weights)
    means = [one.value or 0.0 for one in found]
    centre = sum(w * mean for w, mean in zip(weights, means, strict=True)) / total
    between = sum(w * (mean - centre) ** 2 for w, mean in zip(weights, means, strict=True))
    spare = sum((1 - w / total) ** 2 / (one.n - 1) for w, one in zip(weights, found, strict=True))
    statistic = between / (count - 1) / (1 + 2 * (count - 2) * spare / (count**2 - 1))
    return float(fdtrc(count - 1, (count**2 - 1) / (3 * spare), statistic))


def p_of_shares(groups: Sequence[tuple[int, int]]) -> float | None:
    """Return the p that groups, each ``count`` of ``n``, have the same share, by Pearson's χ².

    Where fewer than 5 are expected in a cell the approximation cannot be trusted: there the answers
    are dealt out to the groups again and again, and the p is how often the χ² is as large. None
    with fewer than two groups, or where all or none count.
    """
    sized = sorted((size, count) for count, size in groups)
    sizes = np.array([size for size, _ in sized])
    counts = np.array([count for _, count in sized])
    counted, n = int(counts.sum()), int(sizes.sum())
    if len(groups) < PAIR or counted in {0, n} or not sizes.all():
        return None
    share = counted / n
    statistic = float(_chi_square(counts, sizes, share))
    if sizes.min() * min(share, 1 - share) >= FEWEST_EXPECTED:
        return float(chdtrc(len(groups) - 1, statistic))
    dealer = np.random.Generator(np.random.PCG64(SEED))
    dealt = dealer.multivariate_hypergeometric(sizes, counted, size=DEALS)
    as_large = np.count_nonzero(_chi_square(dealt, sizes, share) >= statistic - NEGLIGIBLE)
    return float((1 + as_large) / (1 + DEALS))


def holm(ps: Mapping[str, float | None], level: float = LEVEL) -> frozenset[str]:
    """Return what is more than chance after Holm's correction (1979) over all that have a p.

    The chance of naming anything wrongly is at most ``level``, however many are compared.
    """
    known = sorted((p, key) for key, p in ps.items() if p is not None)
    found = set()
    for place, (p, key) in enumerate(known):
        if p > level / (len(known) - place):
            break
        found.add(key)
    return frozenset(found)


def _chi_square(
    counts: NDArray[np.int64], sizes: NDArray[np.int64], share: float
) -> NDArray[np.float64]:
    """Return Pearson's χ² along the last axis."""
    spread = (counts - sizes * share) ** 2 / (sizes * share * (1 - share))
    total: NDArray[np.float64] = spread.sum(axis=-1)
    return total
