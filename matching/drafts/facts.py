"""What each rule that weighs found in two people: enough to say it in words later.

A fact is kept as JSON with `rule`, `test`, `field`, `points`, `most`, and by test: `shared` (a few
values as people wrote them) and `count`, `steps`, `minutes`, `hours` and `wanted`, `mentee_rank`
and `mentor_rank`. `missing` says who said nothing: mentee, mentor or both.
"""

from collections.abc import Sequence
from typing import Any

from matching.rounds.assembling import Assembly
from matching.solver.explaining import RuleReason, explain
from matching.solver.model import Tiers
from matching.solver.rules import Strength, Test

Fact = dict[str, Any]

MENTEE, MENTOR, BOTH = "mentee", "mentor", "both"
_MOST_VALUES = 3
_LONGEST = 120


def facts_of(assembly: Assembly, mentee: int, mentor: int) -> list[Fact]:
    """Return a fact for each rule that weighs, in order, about two people by position."""
    reasons = explain(assembly.scores, mentee, mentor).rules
    ranks = {
        "mentee_rank": rank_in(assembly.mentee_wishes, mentee, mentor),
        "mentor_rank": rank_in(assembly.mentor_wishes, mentor, mentee),
    }
    return [_fact(reason, ranks) for reason in reasons if reason.rule.strength == Strength.SHOULD]


def rank_in(wishes: tuple[Tiers, ...] | None, whose: int, about: int) -> int | None:
    """Return at which place somebody wished for another; None where they did not."""
    if wishes is None:
        return None
    tiers = enumerate(wishes[whose], start=1)
    return next((rank for rank, tier in tiers if about in tier), None)


def _fact(reason: RuleReason, ranks: dict[str, int | None]) -> Fact:
    """Return what a rule found, as JSON."""
    rule, found = reason.rule, reason.facts
    fact: Fact = {
        "rule": rule.id,
        "test": rule.test.value,
        "field": rule.mentor_field,
        "points": reason.points,
        "most": reason.most,
    }
    if rule.test == Test.WISHES:
        return fact | ranks
    if found.silent:
        return fact | {"missing": BOTH if len(found.silent) > 1 else found.silent[0]}
    names = [language.name for language in found.languages] or list(found.shared)
    fact |= _some(names)
    numbers = {"steps": found.steps, "minutes": found.minutes_apart, "hours": found.hours}
    fact |= {name: number for name, number in numbers.items() if number is not None}
    if rule.test == Test.AVAILABILITY:
        fact["wanted"] = rule.at_least
    return fact


def _some(values: Sequence[str]) -> Fact:
    """Return a few of the values, and how many there are."""
    return {
        "shared": [value[:_LONGEST] for value in values[:_MOST_VALUES]],
        "count": len(values),
    }
