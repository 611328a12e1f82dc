"""Who could be matched with somebody in a round: nobody whom a rule rules out, or without room."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from matching.models import MatchRequest, Round
from matching.rounds.assembling import Assembly, assemble
from matching.wishing.enums import RequestState
from programmes.enums import ParticipantRole
from programmes.models import Participant


@dataclass(frozen=True, slots=True)
class Suitable:
    """Whom somebody could be matched with, by participant id.

    `possible` counts rules alone, `free` only those of them with room. `is_ready` is False for
    somebody whom training, a check or their own word keeps out of the round.
    """

    possible: frozenset[UUID]
    free: frozenset[UUID]
    is_ready: bool = True


def suitable_for(place: Participant, chosen: Round) -> Suitable:
    """Return who suits a participant; a number of queries that does not grow with people.

    Pairs who are matched already, or one of whom said no to the other, are left out.
    """
    everybody = assemble(chosen)
    is_mentee = place.role == ParticipantRole.MENTEE
    at = _position(place, everybody.mentees if is_mentee else everybody.mentors)
    if at is None or place.pk in everybody.held_back:
        return Suitable(frozenset(), frozenset(), is_ready=place in everybody.placed)
    others = everybody.mentors if is_mentee else everybody.mentees
    if not others:
        return Suitable(frozenset(), frozenset())
    points = everybody.scores.rows(at, at + 1)[0] if is_mentee else everybody.scores.column(at)
    room = _room(everybody) if is_mentee else [1] * len(others)
    out = everybody.held_back.keys() | _who_said_no(place, chosen)
    possible, free = set(), set()
    for position, (other, worth, left) in enumerate(zip(others, points, room, strict=True)):
        pair = (at, position) if is_mentee else (position, at)
        if worth < 0 or pair in everybody.apart or other.pk in out:
            continue
        possible.add(other.pk)
        if left > 0:
            free.add(other.pk)
    return Suitable(frozenset(possible), frozenset(free))


def _who_said_no(place: Participant, chosen: Round) -> set[UUID]:
    """Return the mentors who said no to a mentee in this round; one query."""
    asked = MatchRequest.objects.filter(round=chosen, mentee=place, state=RequestState.DECLINED)
    return set(asked.values_list("mentor", flat=True))


def _room(everybody: Assembly) -> list[int]:
    """Return the room of each mentor, no more than their group has."""
    room = [int(each) for each in everybody.capacity]
    for group in everybody.groups:
        for position in group.members:
            room[position] = min(room[position], group.capacity)
    return room


def _position(place: Participant, places: Sequence[Participant]) -> int | None:
    """Return where somebody is among the mentees or the mentors of a round."""
    return next((at for at, each in enumerate(places) if each.pk == place.pk), None)
