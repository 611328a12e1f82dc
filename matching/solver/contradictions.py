"""What is wrong with rules by themselves, before anybody is looked at."""

import math
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

import numpy as np

from matching.solver.features import folded, reading
from matching.solver.judging import (
    BEST_WISH,
    MOST_DECIDING_RULES,
    broken,
    decides,
    minutes_apart,
    needed,
)
from matching.solver.model import IntArray
from matching.solver.rules import HALF_HOURS, Rule, Strength, Test

MOST_WEIGHT = 10
HIGHEST_LEVEL = 6
HALF_A_DAY = 720  # minutes: no two clocks are further apart
FEWEST_STEPS = 2
BY_VALUES = frozenset({Test.SAME, Test.DIFFERENT, Test.IN_COMMON})
WITH_FIELDS = BY_VALUES | {Test.GAP, Test.SIMILAR_TEXT}


class Kind(StrEnum):
    """What is wrong."""

    CONTRADICTION = "contradiction"  # no pair can keep both rules
    IMPOSSIBLE = "impossible"  # no pair can keep this rule
    NOTHING_WEIGHS = "nothing_weighs"  # no SHOULD counts: every pair is as good as the next
    TEXT_ALONE = "text_alone"  # only similar text weighs; it is meant to help
    TEXT_DECIDES = "text_decides"  # similar text as MUST or MUST NOT
    WEIGHT = "weight"  # a SHOULD whose weight is not 1 to 10
    FIELD = "field"  # a rule does not say what is compared
    ORDER = "order"  # a gap without an order of two values or more
    NUMBER = "number"  # a rule asks for what is no number, or below 0
    LEVEL = "level"  # a language level that is not 1 to 6
    SAME_ID = "same_id"  # two rules are called the same
    TOO_MANY = "too_many"  # more rules decide than can be added up


# With these a round cannot be scored; with the others it can, though not as was meant.
STOPS = frozenset({Kind.TEXT_DECIDES, Kind.NUMBER, Kind.SAME_ID, Kind.TOO_MANY})


@dataclass(frozen=True, slots=True)
class RulesProblem:
    """One thing that is wrong, and the ids of the rules it is about (none: about them all)."""

    kind: Kind
    rules: tuple[str, ...] = ()


def problems_of(rules: Sequence[Rule]) -> tuple[RulesProblem, ...]:
    """Return what is wrong with rules, found without people: contradictions first."""
    sound = [rule for rule in rules if not list(_own_problems(rule))]
    return (
        *_contradictions([rule for rule in sound if decides(rule)]),
        *(RulesProblem(kind, (rule.id,)) for rule in rules for kind in _own_problems(rule)),
        *_whole_problems(rules),
    )


def _own_problems(rule: Rule) -> Iterator[Kind]:
    """Yield what is wrong with one rule."""
    if rule.test == Test.SIMILAR_TEXT and decides(rule):
        yield Kind.TEXT_DECIDES
    if not decides(rule) and not 1 <= rule.weight <= MOST_WEIGHT:
        yield Kind.WEIGHT
    if rule.test in WITH_FIELDS and not (rule.mentee_field and rule.mentor_field):
        yield Kind.FIELD
    if rule.test == Test.GAP and len({folded(value) for value in rule.order} - {""}) < FEWEST_STEPS:
        yield Kind.ORDER
    asked = {Test.TIME_ZONE: rule.most, Test.IN_COMMON: rule.at_least}
    asked[Test.AVAILABILITY] = rule.at_least
    if rule.test in asked and not (math.isfinite(asked[rule.test]) and asked[rule.test] >= 0):
        yield Kind.NUMBER
    if rule.test == Test.LANGUAGE and not 1 <= rule.low <= HIGHEST_LEVEL:
        yield Kind.LEVEL


def _whole_problems(rules: Sequence[Rule]) -> Iterator[RulesProblem]:
    """Yield what is wrong with the rules together."""
    named = Counter(rule.id for rule in rules)
    yield from (RulesProblem(Kind.SAME_ID, (name,)) for name, times in named.items() if times > 1)
    if sum(map(decides, rules)) > MOST_DECIDING_RULES:
        yield RulesProblem(Kind.TOO_MANY)
    weighing = [rule for rule in rules if not decides(rule) and rule.weight > 0]
    if not weighing:
        yield RulesProblem(Kind.NOTHING_WEIGHS)
    elif all(rule.test == Test.SIMILAR_TEXT for rule in weighing):
        yield RulesProblem(Kind.TEXT_ALONE, tuple(rule.id for rule in weighing))


def _contradictions(rules: Sequence[Rule]) -> Iterator[RulesProblem]:
    """Yield rules that nobody can keep, and pairs of rules that nobody can keep together."""
    about: dict[Hashable, list[Rule]] = {}
    for rule in rules:
        about.setdefault(_subject(rule), []).append(rule)
    for group in about.values():
        possible = _all_that_may_be(group)
        kept = {rule.id: _keeps(rule, possible) for rule in group}
        yield from (RulesProblem(Kind.IMPOSSIBLE, (name,)) for name in kept if not kept[name])
        for one, other in combinations([name for name in kept if kept[name]], 2):
            if not kept[one] & kept[other]:
                yield RulesProblem(Kind.CONTRADICTION, (one, other))


def _subject(rule: Rule) -> Hashable:
    """Return what a rule is about: the same for rules that can contradict each other."""
    if rule.test in {Test.LANGUAGE, Test.WISHES}:
        return rule.test
    return reading(rule, of_mentor=False)[0], reading(rule, of_mentor=True)[0]


def _all_that_may_be(rules: Sequence[Rule]) -> IntArray:
    """Return all comparisons that can differ for rules about one thing."""
    test = rules[0].test
    if test == Test.GAP:
        most = len(rules[0].order) - 1
        return np.arange(-most, most + 1)
    if test == Test.TIME_ZONE:
        ends = {min(HALF_A_DAY, minutes_apart(rule)) for rule in rules}
        return np.array(sorted({0, HALF_A_DAY} | ends))
    if test == Test.LANGUAGE:
        return np.arange(HIGHEST_LEVEL + 1)
    if test == Test.WISHES:
        return np.arange(BEST_WISH + 1)
    most = HALF_HOURS if test == Test.AVAILABILITY else max(map(needed, rules))
    turns = {turn for rule in rules for turn in (needed(rule) - 1, needed(rule))}
    return np.array(sorted({0, *(min(turn, most) for turn in turns)}))


def _keeps(rule: Rule, possible: IntArray) -> int:
    """Return which comparisons keep a rule that decides, as bits."""
    kept = ~broken(rule, possible)
    if rule.test == Test.LANGUAGE:  # here: the best level that both have in one language
        kept = np.equal(possible >= rule.low, rule.strength == Strength.MUST)
    return int.from_bytes(np.packbits(kept).tobytes(), "big")
