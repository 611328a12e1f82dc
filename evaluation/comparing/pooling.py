"""The change of several groups together, from what may be told of each. No Django."""

from collections.abc import Sequence
from math import fsum, sqrt

from scipy.special import stdtrit

from evaluation.statistics import CannotTell, Change
from evaluation.statistics.intervals import NEGLIGIBLE
from evaluation.statistics.results import LEVEL


def pooled_change(changes: Sequence[Change]) -> Change:
    """Return what `paired_change` returns for the pairs of all groups together.

    It takes nothing but the figures of each group, so it tells nothing that they do not: the mean
    over all, and the spread within groups and between them. Raises ValueError without any, and for
    a group whose change has no value.
    """
    known = [(one.n, one.value, one) for one in changes if one.value is not None]
    if not known or len(known) < len(changes):
        raise ValueError("Only changes that are known can be put together.")
    n = sum(count for count, _value, _one in known)
    mean = fsum(count * value for count, value, _one in known) / n
    squares = fsum(
        (count - 1) * _sd(one) ** 2 + count * (value - mean) ** 2 for count, value, one in known
    )
    sd = sqrt(squares / (n - 1)) if n > 1 else 0.0
    sd = 0.0 if sd <= NEGLIGIBLE else sd
    margin = float(stdtrit(n - 1, (1 + LEVEL) / 2)) * sd / sqrt(n) if sd else None
    return Change(
        value=mean,
        low=None if margin is None else mean - margin,
        high=None if margin is None else mean + margin,
        d_z=mean / sd if sd else None,
        n=n,
        missing=sum(one.missing for one in changes),
        before=_mean([(one.n, one.before) for one in changes], n),
        after=_mean([(one.n, one.after) for one in changes], n),
        rose=sum(one.rose for one in changes),
        same=sum(one.same for one in changes),
        fell=sum(one.fell for one in changes),
        reason=None if sd else CannotTell.NO_VARIATION,
    )


def _sd(change: Change) -> float:
    """Return the spread of a group's changes, from the width of its interval."""
    if change.high is None or change.value is None:
        return 0.0
    return (
        (change.high - change.value)
        * sqrt(change.n)
        / float(stdtrit(change.n - 1, (1 + change.level) / 2))
    )


def _mean(means: Sequence[tuple[int, float | None]], n: int) -> float | None:
    """Return the mean over all, of groups of so many with these means."""
    known = [count * mean for count, mean in means if mean is not None]
    return fsum(known) / n if len(known) == len(means) else None
