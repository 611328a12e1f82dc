"""Whom an organisation asks for a second step."""

from collections.abc import Sequence

from django.db import transaction

from mentorship.accounts.models import Organisation, Person, SignInPolicy
from mentorship.audit.actions import record


@transaction.atomic
def change_policy(
    *, organisation: Organisation, roles: Sequence[str], is_for_everybody: bool, by: Person
) -> None:
    """Keep who is asked for a second step beside those who always are; recorded."""
    policy, _is_new = SignInPolicy.objects.select_for_update().get_or_create(
        organisation=organisation
    )
    before = (sorted(policy.roles), policy.is_for_everybody)
    policy.roles, policy.is_for_everybody = sorted(roles), is_for_everybody
    if before == (policy.roles, policy.is_for_everybody):
        return
    policy.save()
    record(
        "sign_in.policy_changed",
        policy,
        by=by,
        changes={"roles": policy.roles, "everybody": is_for_everybody},
    )
