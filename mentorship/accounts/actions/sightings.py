"""Writing down who looked at whose record."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.access import grants_of
from mentorship.accounts.models import Organisation, Person, Sighting, Viewing
from mentorship.accounts.privacy.enums import SightingKind
from mentorship.accounts.viewing.now import is_looking_as_somebody_else
from mentorship.audit.actions import record

IN_ONE_GO = 5000


def note_looks(
    kind: SightingKind, people: Iterable[uuid.UUID], *, organisation_id: uuid.UUID, by: Person
) -> None:
    """Write down that somebody saw this of these people; one statement, however many they are.

    A second look on the same day changes nothing, and nobody is told of looking at themselves.
    Whoever is only played by an administrator looks at nobody: see `note_viewed_as`.
    """
    if not is_looking_as_somebody_else():
        _write(kind, people, organisation_id=organisation_id, by=by)


def note_viewed_as(viewing: Viewing, **_more: Any) -> None:
    """Write down that an administrator saw pages as the person sees them; hears `seen_as`."""
    _write(
        SightingKind.VIEWED_AS,
        [viewing.person_id],
        organisation_id=viewing.organisation_id,
        by=viewing.viewer,
    )


def _write(
    kind: SightingKind, people: Iterable[uuid.UUID], *, organisation_id: uuid.UUID, by: Person
) -> None:
    """Add the looks that this day has not seen yet."""
    today, role = timezone.localdate(), _role_of(by, organisation_id)
    looks = [
        Sighting(
            viewer=by,
            person_id=person_id,
            organisation_id=organisation_id,
            kind=kind,
            on=today,
            role=role,
        )
        for person_id in sorted(set(people) - {by.pk})
    ]
    if looks:
        Sighting.objects.bulk_create(looks, ignore_conflicts=True, batch_size=IN_ONE_GO)


def _role_of(person: Person, organisation_id: uuid.UUID) -> str:
    """Return the role in which somebody looks; the empty text where it is none."""
    held = [grant for grant in grants_of(person) if grant.organisation_id == organisation_id]
    return held[0].role.value if held else ""


@transaction.atomic
def choose_naming(organisation: Organisation, *, names_viewers: bool, by: Person) -> None:
    """Say whether people read by name, or by role alone, who looked at their record; recorded."""
    changed = Organisation.objects.filter(pk=organisation.pk).exclude(names_viewers=names_viewers)
    if changed.update(names_viewers=names_viewers):
        record(
            "privacy.naming_chosen",
            organisation,
            by=by,
            organisation_id=organisation.pk,
            changes={"names_viewers": names_viewers},
        )
    organisation.names_viewers = names_viewers
