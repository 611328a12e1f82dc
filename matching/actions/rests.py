"""Rests: a match pauses, or one of its people is away; and the end of both."""

from collections.abc import Iterable
from datetime import date

import structlog
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from matching.actions.locks import lock_participants
from matching.actions.matches import pause_match, resume_match
from matching.actions.meetings import cancel_meeting
from matching.ending.emails import post_away, post_back
from matching.ending.resting_meetings import planned_within
from matching.enums import CURRENT_STATES, MatchState
from matching.models import Match, MatchMember, MatchRest, Meeting
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.actions import AlreadyAwayError, pause_participant, resume_participant
from programmes.models import Participant, Pause

log = structlog.get_logger(__name__)


@transaction.atomic
def let_rest(
    match: Match,
    *,
    by: Person,
    until: date | None = None,
    reason: str = "",
    cancels_meetings: bool = False,
) -> None:
    """Let a match rest from today, and cancel the meetings within that time where so wished.

    See `pause_match`; everybody is told of each meeting that is cancelled. Raises
    IllegalTransitionError.
    """
    meetings = planned_within([match], timezone.localdate(), until) if cancels_meetings else ()
    pause_match(match, by=by, reason=reason, until=until)
    _cancel(meetings, by=by)


@transaction.atomic
def go_away(
    member: MatchMember,
    *,
    by: Person,
    starts_on: date,
    ends_on: date | None = None,
    reason: str = "",
    cancels_meetings: bool = False,
) -> Pause:
    """Note that somebody is away, in all their matches of the cohort; recorded.

    Both days are included. The others in each match are told the dates, never the reason. Raises
    AlreadyAwayError where a time away is noted that overlaps.
    """
    place = lock_participants([member.participant])[0]
    rests = Pause.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on))
    if ends_on is not None:
        rests = rests.filter(starts_on__lte=ends_on)
    if rests.filter(participant=place).exists():
        raise AlreadyAwayError
    pause = pause_participant(place, by=by, starts_on=starts_on, ends_on=ends_on, reason=reason)
    matches = list(current_matches_of(place))
    if cancels_meetings:
        _cancel(planned_within(matches, starts_on, ends_on), by=by)
    for match in matches:
        post_away(match, place.person, pause)
    return pause


@transaction.atomic
def come_back(pause: Pause, *, by: Person) -> bool:
    """End somebody's time away with yesterday, or undo what has not begun; recorded.

    The others in each match are told. Return False where it is over, or was ended, already.
    """
    place = lock_participants([pause.participant])[0]
    today = timezone.localdate()
    stored = Pause.objects.filter(pk=pause.pk, participant=place).first()
    if stored is None or (stored.ends_on is not None and stored.ends_on < today):
        return False
    if stored.starts_on > today:
        stored.delete()
        organisation_id = place.cohort.programme.organisation_id
        record("participant.resumed", place, by=by, organisation_id=organisation_id)
    else:
        resume_participant(place, by=by)
    for match in current_matches_of(place):
        post_back(match, place.person, pause)
    return True


def resume_rested(today: date) -> int:
    """Let every match go on whose rest is over; return how many do. Safe to run twice."""
    over = MatchRest.objects.filter(match__state=MatchState.PAUSED).exclude(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today)
    )
    resting = MatchRest.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today), match__state=MatchState.PAUSED
    )
    matches = Match.objects.filter(pk__in=over.values("match"))
    resumed = 0
    for match in matches.exclude(pk__in=resting.values("match")).order_by("pk"):
        try:
            resume_match(match, by=None)
        except IllegalTransitionError:
            log.info("rest_ended_meanwhile", match_id=str(match.pk))
        else:
            resumed += 1
    return resumed


def current_matches_of(place: Participant) -> Iterable[Match]:
    """Return the matches of somebody that are accepted or under way, with their people."""
    states = [state for state in CURRENT_STATES if state != MatchState.PROPOSED]
    rows = Match.objects.filter(members__participant=place, state__in=states).order_by("pk")
    return rows.select_related("cohort__programme__organisation").with_people()


def _cancel(meetings: Iterable[Meeting], *, by: Person) -> None:
    """Cancel each of these meetings that is planned still; everybody in the match is told."""
    for meeting in meetings:
        try:
            cancel_meeting(meeting, by=by)
        except IllegalTransitionError:
            log.info("meeting_cancelled_meanwhile", meeting_id=str(meeting.pk))
