"""Beginning, pausing and ending a match."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from matching.actions.cancelling import cancel_planned
from matching.actions.locks import lock_match, lock_people_and_match, record_about
from matching.actions.passes import return_passes
from matching.emails import post_closed, post_ended_early, post_paused, post_resumed
from matching.enums import (
    CURRENT_STATES,
    MATCH_TRANSITIONS,
    MatchOutcome,
    MatchState,
)
from matching.models import Match
from matching.pathway import tell_pathways
from mentorship.accounts.models import Person
from mentorship.common.lifecycle import IllegalTransitionError, advance
from programmes.actions.participants import move_participant
from programmes.enums import PARTICIPANT_TRANSITIONS, ParticipantState
from programmes.models import Participant


@transaction.atomic
def start_match(match: Match, *, by: Person | None) -> None:
    """Begin an accepted match today; recorded. Its participants count as matched from now on.

    Who is on the way from mentee to mentor takes a step by it. Raises IllegalTransitionError when
    the match is not accepted.
    """
    participants, now = lock_people_and_match(match)
    if now.state != MatchState.ACCEPTED:
        raise IllegalTransitionError(match, MatchState.ACTIVE)
    advance(match, MatchState.ACTIVE, MATCH_TRANSITIONS, started_on=timezone.localdate())
    record_about("match.started", now, by=by)
    _move(participants, ParticipantState.MATCHED, by=by)
    tell_pathways(now, by=by)


@transaction.atomic
def pause_match(match: Match, *, by: Person | None) -> None:
    """Let a match rest, so that nobody is reminded of it; recorded, and its people are told.

    Raises IllegalTransitionError when the match is not active.
    """
    now = lock_match(match)
    now.times_paused += 1
    advance(match, MatchState.PAUSED, MATCH_TRANSITIONS, times_paused=now.times_paused)
    record_about("match.paused", now, by=by)
    post_paused(now)


@transaction.atomic
def resume_match(match: Match, *, by: Person | None) -> None:
    """Let a match go on after a pause; recorded, and its people are told.

    Raises IllegalTransitionError when the match does not pause.
    """
    now = lock_match(match)
    if now.state != MatchState.PAUSED:
        raise IllegalTransitionError(match, MatchState.ACTIVE)
    advance(match, MatchState.ACTIVE, MATCH_TRANSITIONS)
    record_about("match.resumed", now, by=by)
    post_resumed(now)


@transaction.atomic
def close_match(
    match: Match,
    *,
    by: Person | None,
    outcome: MatchOutcome | str = "",
    tells_people: bool = True,
) -> None:
    """Close a match that has run its time; recorded, and its people are thanked by mail.

    Meetings still planned are cancelled. Who is in no other match of the cohort has finished.
    Raises IllegalTransitionError when the match is neither active nor paused.
    """
    participants, now = lock_people_and_match(match)
    ended_on = max(timezone.localdate(), now.started_on or timezone.localdate())
    advance(match, MatchState.CLOSED, MATCH_TRANSITIONS, outcome=outcome, ended_on=ended_on)
    _cancel_planned_meetings(now)
    return_passes(now, ended_on)
    record_about("match.closed", now, by=by, changes={"outcome": str(outcome)})
    busy = Participant.objects.filter(
        pk__in=[participant.pk for participant in participants],
        match_places__match__state__in=CURRENT_STATES,
    ).values_list("pk", flat=True)
    free = [participant for participant in participants if participant.pk not in set(busy)]
    _move(free, ParticipantState.FINISHED, by=by)
    if tells_people:
        post_closed(now)


@transaction.atomic
def end_match_early(
    match: Match, *, by: Person | None, reason: str = "", tells_people: bool = True
) -> None:
    """End a match before its time, without blame; recorded, and its people are told by mail.

    The reason is for the coordinators. Meetings still planned are cancelled. The participants stay
    as they are, so that they can be matched again. Raises IllegalTransitionError when the match is
    not accepted, active or paused.
    """
    now = lock_match(match)
    ended_on = max(timezone.localdate(), now.started_on or timezone.localdate())
    advance(
        match, MatchState.ENDED_EARLY, MATCH_TRANSITIONS, ended_on=ended_on, ended_reason=reason
    )
    _cancel_planned_meetings(now)
    return_passes(now, ended_on)
    record_about("match.ended_early", now, by=by)
    if tells_people:
        post_ended_early(now)


def _move(participants: Iterable[Participant], to: ParticipantState, *, by: Person | None) -> None:
    """Move those participants who can go there; they are locked, so nobody moves them first."""
    for participant in participants:
        if participant.state in PARTICIPANT_TRANSITIONS[to]:
            move_participant(participant, to, by=by)


def _cancel_planned_meetings(match: Match) -> None:
    """Cancel what was still planned, and take it out of everybody's calendar."""
    cancel_planned(match, by=None)
