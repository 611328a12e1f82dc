"""Who has a match that was opened by a pass, and has yet to bring its mentee into the activity."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Concat

from training.models import ActivityPass, LedgerEntry


def passes_in_use(organisation_id: UUID, people: Collection[UUID]) -> set[UUID]:
    """Return whose pass is used: no practice of the match that has it stands; one query."""
    practised = LedgerEntry.objects.standing().filter(
        person=OuterRef("person"),
        occasion_key__startswith=Concat(OuterRef("occasion_key"), Value(":")),
    )
    given = ActivityPass.objects.filter(
        programme__organisation=organisation_id, person__in=people, returned_on__isnull=True
    )
    return set(given.exclude(Exists(practised)).values_list("person_id", flat=True))
