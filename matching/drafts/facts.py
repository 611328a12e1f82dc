"""What each rule that weighs found in two people: enough to say it in words later.

A fact is kept as JSON with `rule`, `test`, `field`, `points`, `most`, and by test: `shared` (values
as the mentor wrote them) and `count`, `steps`, `minutes`, `hours` and `wanted`, `mentee_rank`,
`mentor_rank`. `missing` names who said nothing: mentee, mentor or both.
"""

from collections.abc import Callable, Iterable
from typing import Any

from matching.rounds.assembling import Assembly
from matching.solver.features import folded, languages_of, step_of, values_of
from matching.solver.model import Tiers
from matching.solver.rules import Rule, Someone, Strength, Test

Fact = dict[str, Any]

_MOST_VALUES = 3
_LONGEST = 120
MENTEE, MENTOR, BOTH = "mentee", "mentor", "both"


def facts_of(assembly: Assembly, mentee: int, mentor: int) -> list[Fact]:
    """Return a fact for each rule that weighs, in order, about two people by position."""
    scores = assembly.scores
    one, other = assembly.mentee_people[mentee], assembly.mentor_people[mentor]
    weighing = [rule for rule in assembly.rules if rule.strength == Strength.SHOULD]
    points = scores.contributions(mentee, mentor)
    facts = []
    for rule, number in zip(weighing, points, strict=True):
        fact: Fact = {
            "rule": rule.id,
            "test": rule.test.value,
            "field": rule.mentor_field,
            "points": number,
            "most": scores.most(rule),
        }
        if rule.test == Test.WISHES:
            fact["mentee_rank"] = rank_in(assembly.mentee_wishes, mentee, mentor)
            fact["mentor_rank"] = rank_in(assembly.mentor_wishes, mentor, mentee)
        else:
            fact |= READ[rule.test](rule, one, other)
        facts.append(fact)
    return facts


def _values(rule: Rule, one: Someone, other: Someone) -> Fact:
    """Return which values both gave."""
    ours, theirs = values_of(one, rule.mentee_field), values_of(other, rule.mentor_field)
    written = {folded(value): value for value in other.values.get(rule.mentor_field, ())}
    found = _shared(written[value] for value in ours & theirs if value in written)
    return found | _missing(ours, theirs)


def _languages(rule: Rule, one: Someone, other: Someone) -> Fact:
    """Return which languages both speak well enough."""
    ours, theirs = languages_of(one, max(1, rule.low)), languages_of(other, max(1, rule.low))
    written = {folded(name): name for name in other.levels}
    return _shared(written[name] for name in ours & theirs if name in written) | _missing(
        one.levels, other.levels
    )


def _gap(rule: Rule, one: Someone, other: Someone) -> Fact:
    """Return how many steps the mentor is above the mentee."""
    low, high = step_of(rule, one, rule.mentee_field), step_of(rule, other, rule.mentor_field)
    if low is None or high is None:
        return _missing(low is not None, high is not None)
    return {"steps": high - low}


def _clocks(rule: Rule, one: Someone, other: Someone) -> Fact:
    """Return how many minutes their clocks differ, the short way round."""
    if one.utc_offset is None or other.utc_offset is None:
        return _missing(one.utc_offset is not None, other.utc_offset is not None)
    return {"minutes": abs(one.utc_offset - other.utc_offset)}


def _free(rule: Rule, one: Someone, other: Someone) -> Fact:
    """Return how many hours of the week both are free."""
    if not one.hours or not other.hours:
        return {"wanted": rule.at_least, **_missing(one.hours, other.hours)}
    return {"hours": (one.hours & other.hours).bit_count() / 2, "wanted": rule.at_least}


def _texts(rule: Rule, one: Someone, other: Someone) -> Fact:
    """Return whether both wrote something."""
    return _missing(
        one.texts.get(rule.mentee_field, "").strip(), other.texts.get(rule.mentor_field, "").strip()
    )


def _nothing(rule: Rule, one: Someone, other: Someone) -> Fact:
    """Return that the rule's own sentence says it all."""
    return {}


READ: dict[Test, Callable[[Rule, Someone, Someone], Fact]] = {
    Test.SAME: _values,
    Test.DIFFERENT: _values,
    Test.IN_COMMON: _values,
    Test.GAP: _gap,
    Test.TIME_ZONE: _clocks,
    Test.LANGUAGE: _languages,
    Test.AVAILABILITY: _free,
    Test.SIMILAR_TEXT: _texts,
    Test.REPORTING_LINE: _nothing,
    Test.PREVIOUS_PARTNER: _nothing,
    Test.IN_DATE: _nothing,
    Test.CHECKS: _nothing,
}


def _shared(values: Iterable[str]) -> Fact:
    """Return a few of the values, and how many there are."""
    found = sorted(values)
    return {"shared": [value[:_LONGEST] for value in found[:_MOST_VALUES]], "count": len(found)}


def _missing(ours: object, theirs: object) -> Fact:
    """Return who said nothing."""
    if ours and theirs:
        return {}
    return {"missing": BOTH if not (ours or theirs) else MENTOR if ours else MENTEE}


def rank_in(wishes: tuple[Tiers, ...] | None, whose: int, about: int) -> int | None:
    """Return at which place somebody wished for another; None where they did not."""
    if wishes is None:
        return None
    tiers = enumerate(wishes[whose], start=1)
    return next((rank for rank, tier in tiers if about in tier), None)
