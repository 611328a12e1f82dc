"""Reads across this app's rows."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from mentorship.accounts.access import Grant, grants_of
from mentorship.accounts.models import Organisation, OrganisationRole, Person, SignInPolicy
from mentorship.accounts.permissions import CONSOLE_ROLES, GUARDED_ROLES, Role


def policies_of(person: Person) -> Iterable[SignInPolicy]:
    """Return whom the organisations that the person belongs to ask for a second step."""
    return SignInPolicy.objects.filter(
        organisation__memberships__person=person,
        organisation__memberships__ended_on__isnull=True,
    )


def organisation_roles(person: Person) -> QuerySet[OrganisationRole, tuple[str, UUID]]:
    """Return the roles a person holds in whole organisations, while they belong to them."""
    held = OrganisationRole.objects.filter(
        membership__person=person, membership__ended_on__isnull=True, ended_on__isnull=True
    )
    return held.values_list("role", "membership__organisation_id")


def organisation_grants(held: Iterable[tuple[str, UUID]]) -> Iterable[Grant]:
    """Return what these roles grant."""
    return [Grant(Role(role), organisation_id) for role, organisation_id in held]


def needs_second_factor(person: Person) -> bool:
    """Tell whether a role of theirs looks after other people's data, or their organisation asks."""
    held = grants_of(person)
    if any(grant.role in GUARDED_ROLES for grant in held):
        return True
    roles = {(grant.organisation_id, grant.role) for grant in held}
    return any(
        policy.is_for_everybody
        or any((policy.organisation_id, role) in roles for role in policy.roles)
        for policy in policies_of(person)
    )


def works_in_console(person: Person) -> bool:
    """Tell whether the console, not the portal, is where the person's day begins."""
    return any(grant.role in CONSOLE_ROLES for grant in grants_of(person))


def organisations_of(person: Person) -> list[Organisation]:
    """Return the organisations the person belongs to, by name."""
    return list(Organisation.objects.visible_to(person))
