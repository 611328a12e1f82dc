"""What an organisation's directory does to its people: create, change, deactivate. Never delete."""

import uuid

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone

from mentorship.accounts.actions.people import add_person
from mentorship.accounts.models import Membership, Organisation, Person
from mentorship.accounts.queries import needs_second_factor
from mentorship.accounts.ties import is_known_elsewhere
from mentorship.api.leaving import (
    close_sessions,
    let_in,
    rest_matches,
    shut_out,
)
from mentorship.api.models import AccessToken, DirectoryEntry
from mentorship.api.scim.errors import ScimError
from mentorship.api.scim.people import as_now, entry_of, members_of
from mentorship.api.scim.wanted import Wanted
from mentorship.audit.actions import record

TAKEN = "Somebody in this organisation has this userName, externalId or e-mail address already."


@transaction.atomic
def create_member(wanted: Wanted, *, by: AccessToken) -> Membership:
    """Let somebody belong to the token's organisation; recorded. Raises `ScimError`.

    Who is a member already, but unknown to the directory, is known to it from now on and keeps
    the name they chose.
    """
    organisation = _lock(by.organisation)
    member = members_of(organisation).filter(person__email=wanted.email).first()
    if member is not None and entry_of(member) is not None:
        raise ScimError(409, TAKEN, "uniqueness")
    if member is None:
        person = add_person(
            organisation=organisation, name=wanted.name, email=wanted.email, by=None
        )
        member = Membership.objects.get(organisation=organisation, person=person)
        if entry_of(member) is not None:
            raise ScimError(409, TAKEN, "uniqueness")
    entry = _write(DirectoryEntry(organisation=organisation, membership=member), wanted)
    record("directory.added", entry, by=None, changes={"token": by.pk, "person": member.person_id})
    if wanted.is_active:
        let_in(member)
    else:
        _deactivate(entry, by=by)
    return _fresh(organisation, member.pk)


@transaction.atomic
def change_member(pk: uuid.UUID, wanted: Wanted, *, by: AccessToken) -> Membership:
    """Bring somebody in line with the directory; recorded. Raises `ScimError`, DoesNotExist."""
    organisation = _lock(by.organisation)
    member = members_of(organisation).get(pk=pk)
    entry = entry_of(member)
    if entry is not None and as_now(member) == wanted:
        return member
    if wanted.email != member.person.email:
        _change_address(member, wanted.email)
    _follow_name(member, entry, wanted)
    was_active = entry.is_active if entry is not None else member.ended_on is None
    entry = _write(
        entry or DirectoryEntry(organisation=organisation, membership=member, is_active=True),
        wanted,
    )
    record("directory.changed", entry, by=None, changes={"token": by.pk})
    if was_active and not wanted.is_active:
        _deactivate(entry, by=by)
    elif not was_active and wanted.is_active:
        _reactivate(entry, by=by)
    elif not wanted.is_active and entry.is_active:
        _note_left(entry)
    return _fresh(organisation, member.pk)


@transaction.atomic
def remove_member(pk: uuid.UUID, *, by: AccessToken) -> None:
    """Deactivate somebody whom the directory deleted: people are never deleted from here."""
    organisation = _lock(by.organisation)
    member = members_of(organisation).get(pk=pk)
    now = as_now(member)
    entry = entry_of(member) or _write(
        DirectoryEntry(organisation=organisation, membership=member), now
    )
    if now.is_active:
        _deactivate(entry, by=by)


def _lock(organisation: Organisation) -> Organisation:
    """Let one change of an organisation's directory happen at a time."""
    return Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)


def _fresh(organisation: Organisation, pk: uuid.UUID) -> Membership:
    """Return a member as stored now."""
    return members_of(organisation).get(pk=pk)


def _write(entry: DirectoryEntry, wanted: Wanted) -> DirectoryEntry:
    """Store what the directory says; whether somebody is active is a step of its own."""
    entry.user_name = wanted.user_name.lower()
    entry.external_id = wanted.external_id
    entry.formatted_name = wanted.name
    entry.given_name, entry.family_name = wanted.given_name, wanted.family_name
    entry.changed_at = timezone.now()
    try:
        with transaction.atomic():
            entry.save()
    except IntegrityError as error:
        raise ScimError(409, TAKEN, "uniqueness") from error
    return entry


def _note_left(entry: DirectoryEntry) -> None:
    """Note that the directory no longer has somebody."""
    entry.is_active, entry.left_at = False, timezone.now()
    entry.save(update_fields=["is_active", "left_at"])


def _deactivate(entry: DirectoryEntry, *, by: AccessToken) -> None:
    """Shut somebody out at once, and let their matches rest until a coordinator decides."""
    _note_left(entry)
    shut_out(entry.membership)
    paused = rest_matches(entry)
    record(
        "directory.deactivated",
        entry,
        by=None,
        changes={"token": by.pk, "person": entry.membership.person_id, "matches": paused},
    )


def _reactivate(entry: DirectoryEntry, *, by: AccessToken) -> None:
    """Let somebody in again; whether matches go on is for coordinators to decide."""
    entry.is_active, entry.left_at = True, None
    entry.save(update_fields=["is_active", "left_at"])
    let_in(entry.membership)
    changes = {"token": by.pk, "person": entry.membership.person_id}
    record("directory.reactivated", entry, by=None, changes=changes)


def _change_address(member: Membership, email: str) -> None:
    """Change where somebody signs in; refused where that would take over what is not its own.

    Sessions end, and the address before is good for nothing any more.
    """
    person = member.person
    if is_known_elsewhere([person], member.organisation):
        words = "This person is known to another organisation too: only they change their address."
        raise ScimError(409, words, "mutability")
    if needs_second_factor(person):
        words = "The address of somebody who looks after people’s data is changed by hand."
        raise ScimError(409, words, "mutability")
    try:
        with transaction.atomic():
            Person.objects.filter(pk=person.pk).update(email=email)
    except IntegrityError as error:
        raise ScimError(409, TAKEN, "uniqueness") from error
    EmailAddress.objects.filter(user=person).delete()
    close_sessions(person)
    record("directory.address_changed", person, by=None, organisation_id=member.organisation_id)
    person.email = email


def _follow_name(member: Membership, entry: DirectoryEntry | None, wanted: Wanted) -> None:
    """Take over a new name, unless the person chose another, or is known elsewhere too."""
    person = member.person
    if entry is None or person.name != entry.formatted_name or person.name == wanted.name:
        return
    if not is_known_elsewhere([person], member.organisation):
        Person.objects.filter(pk=person.pk).update(name=wanted.name)
