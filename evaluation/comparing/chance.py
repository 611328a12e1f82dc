"""What chance alone explains, told once for many comparisons together. No Django.

Of twenty comparisons in which nothing is the case, one looks as if something were. Whatever the
pages say of several questions at once is therefore said after Holm's correction.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import sqrt

from scipy.special import chdtrc, fdtrc, stdtr

from evaluation.statistics import Change, mean_interval

LEVEL = 0.05
PAIR = 2
# Cochran (1954): the approximation holds where at least so many are expected in each cell.
FEWEST_EXPECTED = 5


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
    """Return Pearson's χ² p that groups, each ``count`` of ``n``, have the same share.

    None with fewer than two groups, where all or none count, or where fewer than 5 are expected in
    a cell, since the test cannot be trusted there.
    """
    counted, n = sum(count for count, _ in groups), sum(size for _, size in groups)
    if len(groups) < PAIR or counted in {0, n}:
        return None
    share = counted / n
    if min(size for _, size in groups) * min(share, 1 - share) < FEWEST_EXPECTED:
        return None
    statistic = sum(
        (count - size * share) ** 2 / (size * share * (1 - share)) for count, size in groups
    )
    return float(chdtrc(len(groups) - 1, statistic))


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
