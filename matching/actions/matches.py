"""Beginning, pausing and ending a match."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from matching.actions.cancelling import cancel_planned
from matching.actions.locks import lock_match, lock_people_and_match, record_about
from matching.actions.participation import issue_participations
from matching.actions.passes import return_passes
from matching.emails import post_closed, post_ended_early, post_paused, post_resumed
from matching.ending.enums import RematchState
from matching.enums import (
    CURRENT_STATES,
    MATCH_TRANSITIONS,
    MatchOutcome,
    MatchState,
)
from matching.models import Match, MatchRest, RematchWish
from matching.pathway import tell_pathways
from mentorship.accounts.models import Person
from mentorship.common.lifecycle import IllegalTransitionError, advance
from programmes.actions.participants import move_participant
from programmes.enums import PARTICIPANT_TRANSITIONS, ParticipantState
from programmes.models import Participant
from training.actions.evidence import note_raised
from training.actions.retention import note_hard_match
from training.agenda.enums import RaisedCategory, RaisedKind


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


def start_if_accepted(match: Match, *, by: Person) -> None:
    """Begin an accepted match with its first meeting, unless somebody else has just done so."""
    match.refresh_from_db(fields=["state"])
    if match.state != MatchState.ACCEPTED:
        return
    try:
        start_match(match, by=by)
    except IllegalTransitionError:
        match.refresh_from_db(fields=["state"])


@transaction.atomic
def pause_match(
    match: Match, *, by: Person | None, reason: str = "", until: date | None = None
) -> None:
    """Let a match rest from today, so that nobody is reminded of it; recorded, its people are told.

    `until` is the last day of the rest, after which it goes on by itself; None until somebody lets
    it go on. The reason is for the coordinators. Raises IllegalTransitionError when the match is
    not active.
    """
    now = lock_match(match)
    now.times_paused += 1
    advance(match, MatchState.PAUSED, MATCH_TRANSITIONS, times_paused=now.times_paused)
    MatchRest.objects.create(
        match=now, starts_on=timezone.localdate(), ends_on=until, reason=reason
    )
    record_about("match.paused", now, by=by, changes={"until": until})
    post_paused(now, until=until)


@transaction.atomic
def resume_match(match: Match, *, by: Person | None) -> None:
    """Let a match go on after a pause; recorded, and its people are told.

    Raises IllegalTransitionError when the match does not pause.
    """
    now = lock_match(match)
    if now.state != MatchState.PAUSED:
        raise IllegalTransitionError(match, MatchState.ACTIVE)
    advance(match, MatchState.ACTIVE, MATCH_TRANSITIONS)
    _end_rests(now)
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

    Meetings still planned are cancelled, everybody gets a certificate of participation, and wishes
    for somebody else are settled. Who is in no other match of the cohort has finished.
    Raises IllegalTransitionError when the match is neither active nor paused.
    """
    participants, now = lock_people_and_match(match)
    ended_on = max(timezone.localdate(), now.started_on or timezone.localdate())
    advance(match, MatchState.CLOSED, MATCH_TRANSITIONS, outcome=outcome, ended_on=ended_on)
    _wind_up(now, ended_on, by=by)
    record_about("match.closed", now, by=by, changes={"outcome": str(outcome)})
    busy = Participant.objects.filter(
        pk__in=[participant.pk for participant in participants],
        match_places__match__state__in=CURRENT_STATES,
    ).values_list("pk", flat=True)
    free = [participant for participant in participants if participant.pk not in set(busy)]
    _move(free, ParticipantState.FINISHED, by=by)
    issue_participations(now, ended_on=ended_on, by=by)
    if tells_people:
        post_closed(now)


@transaction.atomic
def end_match_early(
    match: Match,
    *,
    by: Person | None,
    reason: str = "",
    category: RaisedCategory | str = "",
    own_words: str = "",
    was_hard: bool = False,
    tells_people: bool = True,
) -> None:
    """End a match before its time, without blame; recorded, and its people are told by mail.

    The reason is for the coordinators, its category for those who plan refreshers, `own_words`
    stand in every mail; where it was hard, somebody is asked to get in touch with its mentors.
    Meetings still planned are cancelled, wishes for somebody else are settled. The participants
    stay as they are, so that they can be matched again. Raises IllegalTransitionError when the
    match is not accepted, active or paused.
    """
    now = lock_match(match)
    ended_on = max(timezone.localdate(), now.started_on or timezone.localdate())
    advance(
        match, MatchState.ENDED_EARLY, MATCH_TRANSITIONS, ended_on=ended_on, ended_reason=reason
    )
    _wind_up(now, ended_on, by=by)
    record_about("match.ended_early", now, by=by)
    programme, key = now.cohort.programme, f"match:{now.pk}"
    if category:
        note_raised(
            programme, kind=RaisedKind.ENDED, category=category, on=ended_on, occasion_key=key
        )
    for mentor in now.mentors if was_hard else ():
        note_hard_match(programme, mentor, occasion_key=key, on=ended_on)
    if tells_people:
        post_ended_early(now, own_words=own_words)


def _wind_up(match: Match, ended_on: date, *, by: Person | None) -> None:
    """Leave nothing open of a match that ends: meetings, a rest, passes, wishes."""
    cancel_planned(match, by=by)
    _end_rests(match)
    return_passes(match, ended_on)
    RematchWish.objects.filter(member__match=match).waiting().update(
        state=RematchState.DONE, settled_at=timezone.now()
    )


def _end_rests(match: Match) -> None:
    """End the rest that runs with yesterday; undo one that begins today or later."""
    today = timezone.localdate()
    running = match.rests.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    running.filter(starts_on__gte=today).delete()
    running.update(ends_on=today - timedelta(days=1))


def _move(participants: Iterable[Participant], to: ParticipantState, *, by: Person | None) -> None:
    """Move those participants who can go there; they are locked, so nobody moves them first."""
    for participant in participants:
        if participant.state in PARTICIPANT_TRANSITIONS[to]:
            move_participant(participant, to, by=by)
