"""Whose training is waived, and until when."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from programmes.enums import ParticipantRole
from programmes.models import Participant, Programme
from training.models import Waiver
from training.models.claim import WaiverQuerySet


def in_force(waivers: WaiverQuerySet, day: date) -> WaiverQuerySet:
    """Keep those that nobody revoked and whose days are not over."""
    return waivers.filter(revoked_at__isnull=True, starts_on__lte=day, ends_on__gte=day)


def waivers_of(
    programme: Programme, role: ParticipantRole | str, people: Collection[UUID], day: date
) -> dict[UUID, Waiver]:
    """Return the waiver in force of each of these people in a role of a programme; one query."""
    rows = waivers_among(programme, role, people, day)
    return {waiver.person_id: waiver for waiver in rows}


def waivers_among(
    programme: Programme, role: ParticipantRole | str, people: Collection[UUID], day: date
) -> WaiverQuerySet:
    """Return the waivers in force of these people in a role of a programme, the latest last."""
    found = in_force(Waiver.objects.filter(programme=programme, role=role), day)
    return found.filter(person__in=people).select_related("given_by").order_by("given_at")


def waiver_of(place: Participant, day: date) -> Waiver | None:
    """Return the waiver in force of a participant, if there is any."""
    found = waivers_of(place.cohort.programme, place.role, [place.person_id], day)
    return found.get(place.person_id)
