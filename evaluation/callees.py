"""Whom a wave asks on a day, and about whom."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from evaluation.models import Wave
from programmes.models import Participant
from programmes.models.participant import ParticipantQuerySet

# The person, the place for which they are asked, and the participant it is about.
Callee = tuple[UUID, UUID | None, UUID | None]


def callees_of(wave: Wave, *, on: date) -> Iterable[Callee]:
    """Return whom the wave asks."""
    return ((place.person_id, place.pk, None) for place in _places(wave))


def _places(wave: Wave) -> ParticipantQuerySet:
    """Return the participants the wave asks, who can be written to."""
    places = Participant.objects.taking_part().filter(
        cohort_id=wave.cohort_id,
        role=wave.instrument.audience,
        person__is_active=True,
        person__email__isnull=False,
    )
    return (places.filter(state__in=wave.states) if wave.states else places).order_by("pk")
