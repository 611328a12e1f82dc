"""Whose application waits for a decision, so that no other step decides it."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef

from programmes.models import Application, Participant


def waiting_for_decision(places: Iterable[Participant]) -> set[UUID]:
    """Return which of the places have an application handed in and undecided; one query."""
    same = Application.objects.handed_in().filter(
        cohort=OuterRef("cohort"), person=OuterRef("person"), role=OuterRef("role")
    )
    asked = Participant.objects.filter(pk__in=[place.pk for place in places])
    return set(asked.filter(Exists(same)).values_list("pk", flat=True))
