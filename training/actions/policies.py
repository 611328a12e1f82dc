"""What a new programme asks of training from the start."""

from dataclasses import replace

from django.db import transaction

from programmes.enums import ParticipantRole, ProgrammeTemplate
from programmes.models import Programme
from training.currency import POLICIES
from training.models import CurrencyPolicy
from training.policies import default_policy, policy_of, rules_of

# As in the defaults, the rules on practice and review stay out until both are recorded.
REGULATED_RULES = replace(
    POLICIES["uk-nursing-2008"].policy,
    activity_mentees=None,
    activity_months=None,
    review_months=None,
)


@transaction.atomic
def begin_policies(programme: Programme) -> None:
    """Store what a new programme asks: a clone what its source asks, a regulated one more.

    Others ask the usual, which is stored once somebody takes part.
    """
    CurrencyPolicy.objects.bulk_create(_first_policies(programme), ignore_conflicts=True)


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
