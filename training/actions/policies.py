"""What a programme asks of training: from the start, and as it is changed."""

from typing import Any

from django.db import transaction

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.enums import ParticipantRole, ProgrammeTemplate
from programmes.models import Participant, Programme
from training.actions.ledger import hold_places, settle_people
from training.actions.standings import ensure_policies
from training.currency import POLICIES, Policy
from training.models import CurrencyPolicy
from training.policies import default_policy, fields_of, fingerprint_of, policy_of, rules_of

REGULATED_RULES = POLICIES["uk-nursing-2008"].policy


class PolicyChangedError(Exception):
    """Somebody else changed the rules since they were read; nothing was changed."""


@transaction.atomic
def begin_policies(programme: Programme) -> None:
    """Store what a new programme asks: a clone what its source asks, a regulated one more.

    Others ask the usual, which is stored once somebody takes part.
    """
    CurrencyPolicy.objects.bulk_create(_first_policies(programme), ignore_conflicts=True)


@transaction.atomic
def change_policy(
    programme: Programme,
    role: ParticipantRole,
    rules: Policy,
    *,
    seen: str,
    by: Person,
) -> dict[str, Any]:
    """Ask something else of a role from now on, and reckon everybody's currency anew; recorded.

    `seen` is the fingerprint of the rules that were shown when these were written: raises
    PolicyChangedError where others are stored. Return what changed, from what to what; saying the
    same again does nothing.
    """
    ensure_policies(programme)
    taking_part = Participant.objects.filter(cohort__programme=programme, role=role)
    hold_places(taking_part.values("person"))
    policies = CurrencyPolicy.objects.select_related("programme__organisation")
    policy = policies.select_for_update(of=("self",), no_key=True).get(
        programme=programme, role=role
    )
    before = rules_of(policy)
    if before == rules:
        return {}
    if fingerprint_of(before) != seen:
        raise PolicyChangedError
    changes = {
        name: [getattr(policy, name), value]
        for name, value in fields_of(rules).items()
        if getattr(policy, name) != value
    }
    for name, (_old, value) in changes.items():
        setattr(policy, name, value)
    policy.save(update_fields=list(changes))
    record(
        "policy.changed",
        policy,
        by=by,
        organisation_id=programme.organisation_id,
        changes=changes,
    )
    settle_people(policy, None, by=by)
    return changes


def _first_policies(programme: Programme) -> list[CurrencyPolicy]:
    """Return the policies that differ from the usual, not yet stored."""
    if programme.cloned_from_id is not None:
        originals = CurrencyPolicy.objects.filter(programme_id=programme.cloned_from_id)
        return [
            policy_of(programme, ParticipantRole(each.role), rules_of(each)) for each in originals
        ]
    if programme.template == ProgrammeTemplate.REGULATED:
        return [
            policy_of(programme, ParticipantRole.MENTOR, REGULATED_RULES),
            default_policy(programme, ParticipantRole.MENTEE),
        ]
    return []
