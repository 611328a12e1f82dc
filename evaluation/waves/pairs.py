"""What matches have to do with surveys: how far each is, who rests, and who faces whom."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef

from evaluation.enums import Purpose
from evaluation.models import Instrument, WavePlan
from evaluation.waves.calendar import day_of_turn
from matching.enums import MatchSide, MatchState
from matching.models import Match, MatchMember
from matching.resting import days_that_count, not_resting, rests_of
from programmes.enums import ParticipantRole
from programmes.models import Participant, Pause
from programmes.models.participant import ParticipantQuerySet

FACING = {
    ParticipantRole.MENTOR: (MatchSide.MENTOR, MatchSide.MENTEE),
    ParticipantRole.MENTEE: (MatchSide.MENTEE, MatchSide.MENTOR),
}


def days_reached(cohort_id: UUID, on: date) -> Mapping[UUID, int]:
    """Return for how many days each match of a cohort has been under way, without its rests.

    Matches that rest on the day are left out: nothing falls due for them. Three queries.
    """
    matches = not_resting(Match.objects.filter(cohort_id=cohort_id, state=MatchState.ACTIVE), on)
    begun = dict(matches.values_list("pk", "started_on"))
    rests = rests_of(begun)
    return {
        pk: days_that_count(since, on, rests[pk])
        for pk, since in begun.items()
        if since and since <= on
    }


def matches_at_turn(plan: WavePlan, cohort_id: UUID, turn: int, on: date) -> list[UUID]:
    """Return the matches that reached a turn of a plan within the days there are to answer it."""
    threshold = day_of_turn(turn, days=plan.days, every_days=plan.every_days)
    return [
        pk
        for pk, counted in days_reached(cohort_id, on).items()
        if 0 <= counted - threshold < plan.open_days
    ]


def resting_places(cohort_id: UUID, on: date) -> set[UUID]:
    """Return the places of a cohort that are left in peace: away, or every match of theirs rests.

    Three queries.
    """
    places = Participant.objects.filter(cohort_id=cohort_id)
    away = places.filter(pauses__in=Pause.objects.on(on)).values_list("pk", flat=True)
    matches = Match.objects.filter(
        cohort_id=cohort_id, state__in=(MatchState.ACTIVE, MatchState.PAUSED)
    )
    paired = MatchMember.objects.filter(match__in=matches)
    awake = MatchMember.objects.filter(match__in=not_resting(matches, on))
    all_paired = set(paired.values_list("participant_id", flat=True))
    return set(away) | (all_paired - set(awake.values_list("participant_id", flat=True)))


def pairs_facing(
    instrument: Instrument, places: ParticipantQuerySet, matches: list[UUID] | None
) -> set[tuple[UUID, UUID]]:
    """Return who of the places is asked about whom on the other side of their matches.

    Matches under way and those that closed well count; peers face each other where the survey is
    about the relationship. `matches` narrows it to some; None means all. One query.
    """
    own, other = FACING[ParticipantRole(instrument.audience)]
    facing = MatchMember.objects.filter(
        participant__in=places, match__state__in=(MatchState.ACTIVE, MatchState.CLOSED)
    )
    if matches is not None:
        facing = facing.filter(match__in=matches)
    sides = [(own, other)]
    if instrument.purpose == Purpose.RELATIONSHIP:
        sides.append((MatchSide.PEER, MatchSide.PEER))
    found: set[tuple[UUID, UUID]] = set()
    for mine, theirs in sides:
        pairs = facing.filter(side=mine, match__members__side=theirs).exclude(
            participant=F("match__members__participant")
        )
        found |= set(pairs.values_list("participant_id", "match__members__participant_id"))
    return found


def in_matches(places: ParticipantQuerySet, matches: list[UUID]) -> ParticipantQuerySet:
    """Return those of the places that belong to some of the matches."""
    members = MatchMember.objects.filter(participant=OuterRef("pk"), match__in=matches)
    return places.filter(Exists(members))
