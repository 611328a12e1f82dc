"""The people of an organisation as its directory sees them."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from mentorship.accounts.models import Membership, Organisation
from mentorship.api.models import DirectoryEntry
from mentorship.api.scim.filters import Value
from mentorship.api.scim.wanted import USER, Wanted, is_storable


def members_of(organisation: Organisation) -> QuerySet[Membership]:
    """Return everybody the directory may know: with an address, or known to it already."""
    known = Q(person__email__isnull=False) | Q(directory_entry__isnull=False)
    rows = Membership.objects.filter(
        known, organisation=organisation, person__merged_into__isnull=True
    )
    return rows.select_related("person", "directory_entry", "organisation")


def filtered(
    rows: QuerySet[Membership], conditions: Sequence[tuple[str, Value]]
) -> QuerySet[Membership]:
    """Return those for whom all of it holds."""
    for name, value in conditions:
        rows = rows.filter(_condition(name, value))
    return rows


def _condition(name: str, value: Value) -> Q:
    """Return one equality as a condition; a text that cannot be stored is nobody's."""
    if isinstance(value, bool):
        known = Q(directory_entry__is_active=value)
        return known | Q(directory_entry__isnull=True, ended_on__isnull=value)
    if not is_storable(value):
        return Q(pk__in=[])
    if name == "id":
        return Q(pk=number) if (number := _number(value)) else Q(pk__in=[])
    if name == "user_name":
        unknown = Q(directory_entry__isnull=True, person__email=value.lower())
        return Q(directory_entry__user_name=value.lower()) | unknown
    if name == "external_id":
        return Q(directory_entry__external_id=value) & ~Q(directory_entry__external_id="")
    return Q(person__email=value.lower())


def _number(text: str) -> uuid.UUID | None:
    """Return the id in a text, if it is one."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def entry_of(member: Membership) -> DirectoryEntry | None:
    """Return what the directory says of a member, if it knows them."""
    return getattr(member, "directory_entry", None)


def as_now(member: Membership) -> Wanted:
    """Return a member in the directory's own terms."""
    entry, email = entry_of(member), member.person.email or ""
    if entry is None:
        return Wanted(
            user_name=email,
            email=email,
            formatted_name=member.person.name,
            is_active=member.ended_on is None,
        )
    return Wanted(
        user_name=entry.user_name,
        email=email,
        external_id=entry.external_id,
        formatted_name=entry.formatted_name,
        given_name=entry.given_name,
        family_name=entry.family_name,
        is_active=entry.is_active,
    )


def told_of(member: Membership, base: str) -> dict[str, Any]:
    """Return a member as a SCIM resource; `base` is the address of the directory's root."""
    entry, now = entry_of(member), as_now(member)
    names = {
        "formatted": now.formatted_name,
        "givenName": now.given_name,
        "familyName": now.family_name,
    }
    told: dict[str, Any] = {
        "schemas": [USER],
        "id": str(member.pk),
        "userName": now.user_name,
        "name": {key: value for key, value in names.items() if value},
        "displayName": now.name,
        "active": now.is_active,
        "emails": [{"value": now.email, "type": "work", "primary": True}] if now.email else [],
        "meta": {"resourceType": "User", "location": f"{base}/Users/{member.pk}"},
    }
    if now.external_id:
        told["externalId"] = now.external_id
    if entry is not None:
        told["meta"]["created"] = entry.created_at.isoformat()
        told["meta"]["lastModified"] = entry.changed_at.isoformat()
    return told
