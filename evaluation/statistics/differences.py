"""How two groups of different people differ, when nothing links their answers."""

from math import hypot, sqrt

from scipy.special import stdtrit

from evaluation.statistics.counted import Counts, mean_of_counts
from evaluation.statistics.intervals import PAIR, wilson
from evaluation.statistics.results import LEVEL, CannotTell, Difference


def difference_of_means(before: Counts, after: Counts, *, level: float = LEVEL) -> Difference:
    """Return mean after − mean before with Welch's interval (1947), in the unit of the values.

    (m₂ − m₁) ± t(ν) √(s₁²/n₁ + s₂²/n₂), with Welch and Satterthwaite's ν. Groups are taken as
    independent; of mostly the same people the interval is rather too wide than too narrow.
    """
    first, second = (mean_of_counts(counts, level=level) for counts in (before, after))
    if first.value is None or second.value is None:
        return Difference(None, None, None, first.n, second.n, level, CannotTell.NO_ANSWERS)
    difference = second.value - first.value
    if min(first.n, second.n) < PAIR or first.sd is None or second.sd is None:
        return Difference(difference, None, None, first.n, second.n, level, CannotTell.TOO_FEW)
    if not first.sd and not second.sd:
        return Difference(difference, None, None, first.n, second.n, level, CannotTell.NO_VARIATION)
    one, two = first.sd**2 / first.n, second.sd**2 / second.n
    freedom = (one + two) ** 2 / (one**2 / (first.n - 1) + two**2 / (second.n - 1))
    margin = float(stdtrit(freedom, (1 + level) / 2)) * sqrt(one + two)
    return Difference(
        difference, difference - margin, difference + margin, first.n, second.n, level
    )


def difference_of_shares(
    before: tuple[int, int], after: tuple[int, int], *, level: float = LEVEL
) -> Difference:
    """Return the share after − the share before, between −1 and 1; each as ``(count, n)``.

    The interval is Newcombe's hybrid of two score intervals (1998, method 10), without continuity
    correction. Raises ValueError for what is no share.
    """
    first, second = wilson(*before, level), wilson(*after, level)
    if (
        first.value is None
        or first.low is None
        or first.high is None
        or second.value is None
        or second.low is None
        or second.high is None
    ):
        return Difference(None, None, None, first.n, second.n, level, CannotTell.NO_ANSWERS)
    difference = second.value - first.value
    below = hypot(second.value - second.low, first.high - first.value)
    above = hypot(second.high - second.value, first.value - first.low)
    return Difference(difference, difference - below, difference + above, first.n, second.n, level)
