"""Who could be matched with somebody in a round: nobody whom a rule rules out, or without room."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from matching.models import Round
from matching.rounds.assembling import Assembly, assemble
from programmes.enums import ParticipantRole
from programmes.models import Participant


@dataclass(frozen=True, slots=True)
class Suitable:
    """Whom somebody could be matched with, by participant id.

    `possible` counts rules alone, `free` only those of them with room. `why_not` says why the
    person is not in the round themselves, in a sentence; empty when they are.
    """

    possible: frozenset[UUID]
    free: frozenset[UUID]
    why_not: str = ""


def suitable_for(place: Participant, chosen: Round, assembly: Assembly | None = None) -> Suitable:
    """Return who suits a participant; a number of queries that does not grow with people."""
    everybody = assembly or assemble(chosen)
    why_not = next((why for each, why in everybody.not_ready if each.pk == place.pk), "")
    is_mentee = place.role == ParticipantRole.MENTEE
    at = _position(place, everybody.mentees if is_mentee else everybody.mentors)
    if at is None or not everybody.mentees or not everybody.mentors:
        return Suitable(frozenset(), frozenset(), why_not)
    if not is_mentee:
        points = everybody.scores.column(at)
        mentees = frozenset(
            each.pk for each, worth in zip(everybody.mentees, points, strict=True) if worth >= 0
        )
        return Suitable(mentees, mentees, why_not)
    points = everybody.scores.rows(at, at + 1)[0]
    pairs = list(zip(everybody.mentors, points, everybody.capacity, strict=True))
    return Suitable(
        frozenset(each.pk for each, worth, _room in pairs if worth >= 0),
        frozenset(each.pk for each, worth, room in pairs if worth >= 0 and room > 0),
        why_not,
    )


def _position(place: Participant, places: Sequence[Participant]) -> int | None:
    """Return where somebody is among the mentees or the mentors of a round."""
    return next((at for at, each in enumerate(places) if each.pk == place.pk), None)
