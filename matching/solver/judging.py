"""What a comparison of two people means for a rule: whether it holds, and how many points it adds.

A comparison is a whole number: how many values are shared, how many steps lie between two grades,
how many minutes between two clocks. `UNKNOWN` stands where somebody said nothing:

* MUST: a pair of which it is not known that the rule holds is ruled out.
* MUST NOT: a pair of which it is not known that the rule holds may meet.
* SHOULD: what is not known adds nothing.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.solver.model import MOST_POINTS, BadProblemError
from matching.solver.rules import Rule, Strength, Test

UNKNOWN = -(1 << 20)
# What a gap is worth, in percent, so many steps outside what is asked; further off it is nothing.
WORTH_OFF_GAP = (100, 50, 25, 0)
# A difference of clocks is worth less by the minute, and nothing four hours beyond what is asked.
MINUTES_TO_NOTHING = 240
# What both wished, added up: a side that was asked and did not speak of the other counts 50.
NEUTRAL_WISH, BEST_WISH = 100, 200
# Texts are compared as vectors of whole numbers of about this length, so that sums are exact.
TEXT_LENGTH = 2048
# What a broken MUST or MUST NOT takes away: more than all points together.
PENALTY = 1 << 14
MOST_DECIDING_RULES = 1000  # then their penalties stay below 2²⁴

Numbers = NDArray[np.signedinteger[Any]]
Flags = NDArray[np.bool_]


def decides(rule: Rule) -> bool:
    """Return whether a rule may rule a pair out."""
    return rule.strength != Strength.SHOULD


def shares_of(rules: Sequence[Rule]) -> tuple[int, ...]:
    """Return the most points each rule can add, in order; 0 for those that decide.

    They are the shares of the weights in `MOST_POINTS`, rounded by largest remainder: together
    exactly that many, so that a perfect pair has them all (none, where nothing has a weight).
    """
    weights = [0 if decides(rule) else max(0, rule.weight) for rule in rules]
    whole = sum(weights)
    if not whole:
        return (0,) * len(rules)
    shares = [MOST_POINTS * weight // whole for weight in weights]
    left_over = [MOST_POINTS * weight % whole for weight in weights]
    by_remainder = sorted(range(len(rules)), key=lambda place: (-left_over[place], place))
    for place in by_remainder[: MOST_POINTS - sum(shares)]:
        shares[place] += 1
    return tuple(shares)


def needed(rule: Rule) -> int:
    """Return from which comparison on a rule that counts is wholly fulfilled, 1 or more.

    Shared values count one each, shared time counts half hours. Raises BadProblemError where the
    rule asks for what is no number.
    """
    if rule.test == Test.IN_COMMON:
        return max(1, math.ceil(_number(rule, rule.at_least)))
    if rule.test == Test.AVAILABILITY:
        return max(1, math.ceil(2 * _number(rule, rule.at_least)))
    if rule.test == Test.SIMILAR_TEXT:
        return TEXT_LENGTH**2
    return 1


def minutes_apart(rule: Rule) -> int:
    """Return how many minutes the clocks may differ by a rule over time zones."""
    return math.floor(60 * _number(rule, rule.most))


def _number(rule: Rule, value: float) -> float:
    """Return a number of a rule; raise BadProblemError where it is none."""
    if not math.isfinite(value):
        raise BadProblemError(f"Rule {rule.id} asks for {value}, which is no number.")
    return value


def holds(rule: Rule, compared: Numbers) -> Flags:
    """Return whether what a rule says is known to hold, for comparisons of any shape."""
    if rule.test == Test.DIFFERENT:
        return np.equal(compared, 0)
    if rule.test == Test.GAP:
        within: Flags = _between(rule.low, compared, rule.high) & (compared != UNKNOWN)
        return within
    if rule.test == Test.TIME_ZONE:
        return _between(0, compared, minutes_apart(rule))
    if rule.test == Test.WISHES:
        return np.greater(compared, NEUTRAL_WISH)
    return np.greater_equal(compared, needed(rule))


def _between(low: int, compared: Numbers, high: int) -> Flags:
    """Return which comparisons lie in a range, its ends included."""
    return np.logical_and(compared >= low, compared <= high)


def fit(rule: Rule, compared: Numbers) -> tuple[Numbers, int]:
    """Return how far a pair fits a rule, as numerators of any shape and one denominator."""
    if rule.test == Test.DIFFERENT:
        return (compared == 0).astype(np.int64), 1
    if rule.test == Test.GAP:
        off = np.maximum(np.maximum(rule.low - compared, compared - rule.high), 0)
        table = np.array(WORTH_OFF_GAP)
        known = table[np.minimum(off, len(table) - 1)]
        return np.where(compared == UNKNOWN, 0, known), WORTH_OFF_GAP[0]
    if rule.test == Test.TIME_ZONE:
        left = MINUTES_TO_NOTHING - np.maximum(compared - minutes_apart(rule), 0)
        return np.where(compared == UNKNOWN, 0, np.maximum(left, 0)), MINUTES_TO_NOTHING
    if rule.test == Test.WISHES:
        return np.clip(compared, 0, BEST_WISH), BEST_WISH
    most = needed(rule)
    return np.clip(compared, 0, most), most


def points(rule: Rule, most: int, compared: Numbers) -> Numbers:
    """Return the whole points of a SHOULD, 0 to `most`; halves are rounded up."""
    upper, lower = fit(rule, compared)
    return (2 * most * upper.astype(np.int64) + lower) // (2 * lower)


def worth(rule: Rule, most: int, compared: Numbers) -> Numbers:
    """Return what a rule adds to a pair's sum: its points, or a penalty that rules the pair out."""
    if rule.strength == Strength.SHOULD:
        return points(rule, most, compared)
    return np.where(broken(rule, compared), -PENALTY, 0)


def broken(rule: Rule, compared: Numbers) -> Flags:
    """Return where a MUST or MUST NOT rules pairs out; nowhere for a SHOULD."""
    if rule.strength == Strength.MUST:
        return ~holds(rule, compared)
    if rule.strength == Strength.MUST_NOT:
        return holds(rule, compared)
    return np.zeros(compared.shape, dtype=np.bool_)
