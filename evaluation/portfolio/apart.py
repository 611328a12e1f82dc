"""Which programmes can be told apart by a figure, and what all of them come to together."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from math import hypot, sqrt

from scipy.special import stdtrit

from evaluation.portfolio.sheet import Kind, Told
from evaluation.portfolio.telling import FOUR_PLACES, UPPER, share_of
from evaluation.statistics import difference_of_shares

ALPHA = 0.05
PAIR = 2
COMPARED = (Kind.SHARE, Kind.TIED, Kind.MEAN, Kind.INDEX)


@dataclass(frozen=True, slots=True)
class Standing:
    """Which others a programme is above, below, or not told apart from, by their keys."""

    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    level: tuple[str, ...] = ()


def standings(told: Mapping[str, Told]) -> dict[str, Standing]:
    """Return for each programme with an interval how it stands to each other one that has one.

    Two are told apart where their 95 % intervals do not touch, and where the interval of their
    difference, as wide as the number of pairs asks for (Bonferroni), leaves out zero. Nobody of
    equals comes out on top by chance in more than one table of twenty.
    """
    known = {key: each for key, each in told.items() if may_compare(each)}
    pairs = list(combinations(known, PAIR))
    above: dict[str, list[str]] = {key: [] for key in known}
    below: dict[str, list[str]] = {key: [] for key in known}
    for one, other in pairs:
        sign = difference(known[one], known[other], level=1 - ALPHA / len(pairs))
        if sign:
            upper, lower = (one, other) if sign > 0 else (other, one)
            above[upper].append(lower)
            below[lower].append(upper)
    return {
        key: Standing(
            tuple(above[key]),
            tuple(below[key]),
            tuple(each for each in known if each != key and each not in {*above[key], *below[key]}),
        )
        for key in known
    }


def may_compare(told: Told) -> bool:
    """Tell whether a figure may be held against another: one with its interval."""
    return told.kind in COMPARED and told.has_interval


def difference(one: Told, other: Told, *, level: float) -> int:
    """Return 1 where the first is above the other beyond chance, −1 where below, else 0."""
    if not _are_apart(one, other):
        return 0
    low, high = _bounds_of_difference(one, other, level)
    return 1 if low > 0 else -1 if high < 0 else 0


def together(told: Mapping[str, Told]) -> Told | None:
    """Return what the programmes shown come to together; None where adding up means nothing.

    Only figures that are shown are added, so what is hidden cannot be worked out from the sum. A
    share is so many of so many over all; a mean weighs each answer the same, with the interval of a
    stratified mean.
    """
    shown = [each for each in told.values() if each.is_shown]
    kinds = {each.kind for each in shown}
    if len(shown) < PAIR or len(kinds) > 1:
        return None
    if kinds == {Kind.SHARE}:
        return share_of(sum(each.count or 0 for each in shown), sum(each.n or 0 for each in shown))
    return _stratified(shown) if kinds == {Kind.MEAN} else None


def _are_apart(one: Told, other: Told) -> bool:
    """Tell whether two intervals do not touch."""
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return False
    return one.low > other.high or other.low > one.high


def _bounds_of_difference(one: Told, other: Told, level: float) -> tuple[float, float]:
    """Return the interval of the first less the other.

    For shares Newcombe's (1998); for what has an interval of its own the same way from both (Zou
    and Donner, 2008), each made as wide as the level asks for.
    """
    are_shares = one.kind == other.kind == Kind.SHARE
    if are_shares and one.count is not None and other.count is not None:
        found = difference_of_shares(
            (other.count, other.n or 0), (one.count, one.n or 0), level=level
        )
        return found.low or 0.0, found.high or 0.0
    value = float((one.value or 0) - (other.value or 0))
    (one_below, one_above), (below, above) = _margins(one, level), _margins(other, level)
    return value - hypot(one_below, above), value + hypot(one_above, below)


def _margins(told: Told, level: float) -> tuple[float, float]:
    """Return how far a mean's interval reaches below and above it at another level."""
    if told.value is None or told.low is None or told.high is None or (told.n or 0) < PAIR:
        return float("inf"), float("inf")
    freedom = (told.n or 0) - 1
    wider = float(stdtrit(freedom, (1 + level) / 2)) / float(stdtrit(freedom, UPPER))
    return float(told.value - told.low) * wider, float(told.high - told.value) * wider


def _stratified(shown: list[Told]) -> Told | None:
    """Return the mean over all answers of some programmes, with its interval where each has one."""
    n = sum(each.n or 0 for each in shown)
    if not n:
        return None
    value = sum(((each.value or Decimal(0)) * (each.n or 0) for each in shown), Decimal(0)) / n
    if not all(each.has_interval for each in shown):
        return Told(kind=Kind.MEAN, value=value.quantize(FOUR_PLACES), n=n)
    # A bound that the scale cut off is the narrower one.
    margin = Decimal(
        str(
            sqrt(
                sum((max(_margins(each, 2 * UPPER - 1)) * (each.n or 0) / n) ** 2 for each in shown)
            )
        )
    )
    return Told(
        kind=Kind.MEAN,
        value=value.quantize(FOUR_PLACES),
        n=n,
        low=(value - margin).quantize(FOUR_PLACES),
        high=(value + margin).quantize(FOUR_PLACES),
    )
