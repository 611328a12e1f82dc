"""Who is being erased: with all aliases, what gives them away, and what they are called then."""

import base64
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from mentorship.accounts.models import Organisation, Person
from mentorship.accounts.privacy.erasing.marks import marks_of
from mentorship.accounts.privacy.erasing.registry import Gone

_CODE_LENGTH = 6


def gone_of(person: Person, *, lock: bool = False) -> Gone:
    """Return the person with all records that were merged into theirs.

    With `lock`, the rows are held until the transaction ends.
    """
    people = _with_aliases(person, lock=lock)
    addresses = _addresses(people)
    names = [each.name for each in people]
    return Gone(people, marks_of(names, addresses), addresses, code_of(person))


def code_of(person: Person) -> str:
    """Return six letters and digits that are always the same for the person, and tell nothing."""
    digest = salted_hmac("mentorship.erased", str(person.pk), algorithm="sha256").digest()
    return base64.b32encode(digest)[:_CODE_LENGTH].decode()


def pseudonym_of(person: Person, organisation: Organisation | None) -> str:
    """Return what the person is called afterwards, in the organisation's language."""
    with translation.override(organisation.language if organisation else None):
        return _("Somebody who left (%(code)s)") % {"code": code_of(person)}


def _with_aliases(person: Person, *, lock: bool) -> tuple[Person, ...]:
    """Return the person first, then every alias, and aliases of these."""
    found = {person.pk: person}
    fresh: Iterable[Any] = [person.pk]
    while fresh:
        aliases = Person.objects.filter(merged_into__in=fresh).exclude(pk__in=found)
        fresh = []
        for alias in aliases:
            found[alias.pk] = alias
            fresh.append(alias.pk)
    if lock:
        held = Person.objects.select_for_update().filter(pk__in=found).order_by("pk")
        found = {person.pk: person} | {each.pk: each for each in held}
    return tuple(found.values())


def _addresses(people: Iterable[Person]) -> tuple[str, ...]:
    """Return every address that is known to be theirs, in small letters."""
    addresses = {person.email: None for person in people if person.email}
    rows = apps.get_model("account", "EmailAddress")._base_manager.filter(user__in=list(people))
    addresses |= {email.lower(): None for email in rows.values_list("email", flat=True)}
    return tuple(addresses)
