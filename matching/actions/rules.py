"""Writing the rules of a round: each is added, changed, moved, turned off or removed."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from matching.actions.rounds import RoundMovedOnError, lock_round, move_on, record_of
from matching.models import MatchingRule, Round
from mentorship.accounts.models import Person
from programmes.meanwhile import check_unchanged

# What a rule says.
FACTS = (
    "strength",
    "test",
    "weight",
    "mentee_field",
    "mentor_field",
    "at_least",
    "most",
    "low",
    "high",
    "order",
)
MOST_RULES = 200


class TooManyRulesError(Exception):
    """The round has as many rules as it can; nothing was changed."""


@transaction.atomic
def add_rule(chosen: Round, *, by: Person, **facts: Any) -> MatchingRule:
    """Add a rule as the last one; recorded. `facts` are any of `FACTS`.

    Raises RoundClosedError, and TooManyRulesError.
    """
    now = lock_round(chosen)
    if now.rules.count() >= MOST_RULES:
        raise TooManyRulesError
    last = now.rules.aggregate(last=Max("position"))["last"]
    rule = MatchingRule.objects.create(round=now, position=0 if last is None else last + 1, **facts)
    _record("matching_rule.added", now, rule, by)
    return rule


@transaction.atomic
def change_rule(rule: MatchingRule, *, by: Person, seen: str = "", **facts: Any) -> None:
    """Change what a rule says; recorded. `seen` is the mark of what it said when it was opened.

    Raises RoundClosedError, RoundMovedOnError where it was removed meanwhile, and
    ChangedMeanwhileError where somebody else changed it since.
    """
    now = lock_round(rule.round)
    stored_rule = _still_there(now, rule)
    stored = facts_of(stored_rule)
    check_unchanged(seen, stored=stored, wanted=facts, about=now, kinds=("matching_rule.changed",))
    if all(stored[name] == value for name, value in facts.items()):
        return
    for name, value in facts.items():
        setattr(stored_rule, name, value)
    stored_rule.save(update_fields=list(facts))
    _record("matching_rule.changed", now, stored_rule, by, weight_before=stored["weight"])


@transaction.atomic
def move_rule(rule: MatchingRule, *, step: int, by: Person, seen_version: int) -> None:
    """Move a rule one place up (-1) or down (1); recorded.

    The order is that of reading, and of telling what each rule leaves; drafts do not depend on
    it. Raises RoundClosedError, and RoundMovedOnError where the rules changed meanwhile.
    """
    now = lock_round(rule.round, version=seen_version)
    rules = list(now.rules.all())
    place = next((at for at, each in enumerate(rules) if each.pk == rule.pk), None)
    if place is None:
        raise RoundMovedOnError
    other = place + step
    if not 0 <= other < len(rules):
        return
    rules[place], rules[other] = rules[other], rules[place]
    for position, each in enumerate(rules):
        each.position = position
    MatchingRule.objects.bulk_update(rules, ["position"])
    _record("matching_rule.moved", now, rule, by, step=step)


@transaction.atomic
def switch_rule(rule: MatchingRule, *, is_on: bool, by: Person, seen_version: int) -> None:
    """Turn a rule on or off; recorded. As it is already, nothing happens.

    Raises RoundClosedError, and RoundMovedOnError where the rules changed meanwhile.
    """
    now = lock_round(rule.round)
    stored = _still_there(now, rule)
    if stored.is_on == is_on:
        return
    if now.version != seen_version:
        raise RoundMovedOnError
    stored.is_on = is_on
    stored.save(update_fields=["is_on"])
    _record("matching_rule.turned_on" if is_on else "matching_rule.turned_off", now, stored, by)


@transaction.atomic
def remove_rule(rule: MatchingRule, *, by: Person, seen_version: int) -> None:
    """Take a rule out; recorded. Taken out already is taken out.

    Raises RoundClosedError, and RoundMovedOnError where the rules changed meanwhile.
    """
    now = lock_round(rule.round)
    if not now.rules.filter(pk=rule.pk).exists():
        return
    if now.version != seen_version:
        raise RoundMovedOnError
    _record("matching_rule.removed", now, rule, by)
    rule.delete()


def facts_of(rule: MatchingRule) -> dict[str, Any]:
    """Return what a rule says, as it stands."""
    return {name: getattr(rule, name) for name in FACTS}


def _still_there(now: Round, rule: MatchingRule) -> MatchingRule:
    """Return a rule as it is stored; raises RoundMovedOnError where somebody removed it."""
    stored = now.rules.filter(pk=rule.pk).first()
    if stored is None:
        raise RoundMovedOnError
    return stored


def _record(kind: str, now: Round, rule: MatchingRule, by: Person, **more: Any) -> None:
    """Count and record a change of the rules."""
    move_on(now)
    facts = {"rule": str(rule.pk), "test": rule.test, "strength": rule.strength}
    record_of(kind, now, by, **facts, weight=rule.weight, **more)
