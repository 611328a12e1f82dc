"""Writing down who may take part, and how mentees come in."""

from collections.abc import Mapping
from typing import Any, Literal

from django.db import transaction
from django.db.models import Max

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import GoneMeanwhileError
from programmes.meanwhile import check_unchanged
from programmes.models import EligibilityRule, IntakePolicy, Programme

FIELDS = ("endorsement_days", "promotion_rule", "priority_words", "commitments")


@transaction.atomic
def add_rule(programme: Programme, *, role: str, by: Person, **values: Any) -> EligibilityRule:
    """Add a rule behind the others of its role; recorded."""
    _lock(programme)
    rules = EligibilityRule.objects.filter(programme=programme, role=role)
    last = rules.aggregate(last=Max("position"))["last"]
    rule = EligibilityRule.objects.create(
        programme=programme, role=role, position=0 if last is None else last + 1, **values
    )
    _record("eligibility.added", programme, by=by, rule=rule)
    return rule


@transaction.atomic
def change_rule(rule: EligibilityRule, *, by: Person, **values: Any) -> None:
    """Change a rule; recorded when something differs. Raises GoneMeanwhileError."""
    _lock(rule.programme)
    stored = _stored(rule)
    if all(getattr(stored, name) == value for name, value in values.items()):
        return
    for name, value in values.items():
        setattr(stored, name, value)
    stored.save(update_fields=list(values))
    _record("eligibility.changed", rule.programme, by=by, rule=stored)


@transaction.atomic
def remove_rule(rule: EligibilityRule, *, by: Person) -> None:
    """Take a rule out; recorded. Removing it again does nothing."""
    _lock(rule.programme)
    if EligibilityRule.objects.filter(pk=rule.pk).delete()[0]:
        _record("eligibility.removed", rule.programme, by=by, rule=rule)


@transaction.atomic
def move_rule(rule: EligibilityRule, *, to: Literal["up", "down"], by: Person) -> None:
    """Change a rule's place with its neighbour's; at the end of the row nothing happens."""
    _lock(rule.programme)
    stored = _stored(rule)
    rules = list(EligibilityRule.objects.filter(programme=rule.programme, role=stored.role))
    at = next(index for index, each in enumerate(rules) if each.pk == rule.pk)
    other = at - 1 if to == "up" else at + 1
    if not 0 <= other < len(rules):
        return
    rules[at], rules[other] = rules[other], rules[at]
    for position, each in enumerate(rules):
        each.position = position
    EligibilityRule.objects.bulk_update(rules, ["position"])
    _record("eligibility.moved", rule.programme, by=by, rule=rule)


def intake_values(policy: IntakePolicy) -> dict[str, Any]:
    """Return what a policy says, by the names of its fields."""
    return {name: getattr(policy, name) for name in FIELDS}


@transaction.atomic
def set_intake_policy(
    programme: Programme, *, values: Mapping[str, Any], by: Person, seen: str = ""
) -> IntakePolicy:
    """Store how mentees come in; recorded with the names of what changed.

    `seen` is the mark of what the values began with. Raises ChangedMeanwhileError.
    """
    _lock(programme)
    before = IntakePolicy.objects.filter(programme=programme).first() or IntakePolicy()
    stored = intake_values(before)
    kinds = ("programme.intake_changed",)
    check_unchanged(seen, stored=stored, wanted=values, about=programme, kinds=kinds)
    changed = sorted(name for name, value in values.items() if stored[name] != value)
    policy, _is_new = IntakePolicy.objects.update_or_create(
        programme=programme, defaults=dict(values)
    )
    if changed:
        record(
            "programme.intake_changed",
            programme,
            by=by,
            organisation_id=programme.organisation_id,
            changes={"fields": changed},
        )
    return policy


@transaction.atomic
def bring_intake_along(programme: Programme) -> None:
    """Let a programme that was started from another have its rules, and its way of intake."""
    source = programme.cloned_from
    if source is None:
        return
    EligibilityRule.objects.bulk_create(
        EligibilityRule(
            programme=programme,
            role=rule.role,
            fact=rule.fact,
            test=rule.test,
            words=rule.words,
            number=rule.number,
            is_must=rule.is_must,
            position=rule.position,
        )
        for rule in EligibilityRule.objects.filter(programme=source)
    )
    policy = IntakePolicy.objects.filter(programme=source).first()
    if policy is not None:
        IntakePolicy.objects.create(programme=programme, **intake_values(policy))


def _stored(rule: EligibilityRule) -> EligibilityRule:
    """Return the rule as it is stored; raises GoneMeanwhileError when somebody removed it."""
    stored = EligibilityRule.objects.filter(pk=rule.pk).first()
    if stored is None:
        raise GoneMeanwhileError
    return stored


def _lock(programme: Programme) -> None:
    """Let one change to a programme's rules happen at a time."""
    Programme.objects.select_for_update().get(pk=programme.pk)


def _record(kind: str, programme: Programme, *, by: Person, rule: EligibilityRule) -> None:
    """Record under the organisation that the programme belongs to."""
    changes = {"rule": rule.pk, "role": rule.role, "fact": rule.fact, "test": rule.test}
    organisation_id = programme.organisation_id
    record(kind, programme, by=by, organisation_id=organisation_id, changes=changes)
