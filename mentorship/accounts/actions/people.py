"""Bringing people into an organisation, and what they say of themselves."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from mentorship.accounts.models import Membership, Organisation, Person
from mentorship.audit.actions import record


@transaction.atomic
def add_person(
    *, organisation: Organisation, name: str, email: str | None = None, by: Person | None
) -> Person:
    """Return the person with the address, made if there is none, as a member; recorded.

    Somebody known already keeps the name they chose; somebody who had left belongs again.
    """
    person = find_or_make_person(organisation=organisation, name=name, email=email, by=by)
    membership, is_new = Membership.objects.get_or_create(
        organisation=organisation,
        person=person,
        defaults={"joined_on": timezone.localdate()},
    )
    if is_new:
        record("membership.began", membership, by=by, changes={"person": person.pk})
    elif membership.ended_on is not None:
        membership.ended_on, membership.ended_reason = None, ""
        membership.save(update_fields=["ended_on", "ended_reason"])
        record("membership.renewed", membership, by=by, changes={"person": person.pk})
    return person


def find_or_make_person(
    *, organisation: Organisation, name: str, email: str | None, by: Person | None
) -> Person:
    """Return the person with the address, made if there is none; they belong nowhere by that."""
    return _known(email) or _create(organisation, name=name, email=email, by=by)


@transaction.atomic
def change_settings(person: Person, *, by: Person, **settings: Any) -> None:
    """Change how the product shows things to a person, and what it calls them; recorded.

    `settings` are fields of Person: name, language, time_zone.
    """
    changed = sorted(name for name, value in settings.items() if getattr(person, name) != value)
    if not changed:
        return
    for name in changed:
        setattr(person, name, settings[name])
    person.save(update_fields=changed)
    record("accounts.settings_changed", person, by=by, changes={"fields": changed})


def _known(email: str | None) -> Person | None:
    """Return who signs in by this address, or did before two records of them became one."""
    if not email:
        return None
    known = Person.objects.filter(email=email.strip().lower()).select_related("merged_into")
    person = known.first()
    return (person.merged_into or person) if person else None


def _create(
    organisation: Organisation, *, name: str, email: str | None, by: Person | None
) -> Person:
    """Make a person; if somebody else makes them at the same moment, return that one."""
    try:
        with transaction.atomic():
            person = Person.objects.create_person(
                name=name,
                email=email,
                language=organisation.language,
                time_zone=organisation.time_zone,
            )
    except IntegrityError:
        known = _known(email)
        if known is None:
            raise
        return known
    record("accounts.person_added", person, by=by, organisation_id=organisation.pk)
    return person
