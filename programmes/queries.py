"""Reads across this app's rows."""

from collections.abc import Iterable

from mentorship.accounts.access import Grant
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Role
from programmes.models import TeamMember


def team_grants(person: Person) -> Iterable[Grant]:
    """Return the roles a person holds in programmes now."""
    held = (
        TeamMember.objects.current()
        .filter(
            person=person,
            programme__organisation__memberships__person=person,
            programme__organisation__memberships__ended_on__isnull=True,
        )
        .values_list("role", "programme__organisation_id", "programme_id")
    )
    return [
        Grant(Role(role), organisation_id, programme_id)
        for role, organisation_id, programme_id in held
    ]
