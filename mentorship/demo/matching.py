"""The demo's relationships: in every state, with meetings at their own rhythm."""

import random
from datetime import date, datetime, time, timedelta
from itertools import cycle

from django.utils import timezone

from matching.enums import (
    DeclineReason,
    MatchOrigin,
    MatchOutcome,
    MatchState,
    MeetingState,
)
from matching.models import Match, MatchMember, Meeting
from mentorship.demo.cast import SEED
from mentorship.demo.programmes import Stage, Year, noon
from programmes.enums import ParticipantRole, ParticipantState
from programmes.models import Cohort, Participant

State = MatchState
# What becomes of the running cohort's pairs, in turn; the first is the one printed for sign-in.
RUNNING = (State.ACTIVE,) * 17 + (
    State.PAUSED,
    State.PROPOSED,
    State.PROPOSED,
    State.ACCEPTED,
    State.DECLINED,
    State.EXPIRED,
    State.ENDED_EARLY,
)
# How many days before today a pair stopped meeting; most are well.
QUIET = {3: 41, 8: 34, 12: 29}
STARTED = {State.ACTIVE, State.PAUSED, State.CLOSED, State.ENDED_EARLY}
AGREED = {*STARTED, State.ACCEPTED}


def build_matching(year: Year, today: date) -> None:
    """Store matches and meetings of all cohorts."""
    chance = random.Random(SEED)  # noqa: S311  (a fixed story, no secret)
    _closed_pairs(year.closed, today, chance)
    _running_pairs(year.running, today, chance)
    _closing_pairs(year.closing, today, chance)
    for mentor, mentee in zip(year.matching.mentors[:2], year.matching.mentees[:2], strict=True):
        _match(year.matching.cohort, mentor, mentee, State.PROPOSED, today - timedelta(days=9))


def _closed_pairs(stage: Stage, today: date, chance: random.Random) -> None:
    """Let the first cohort's pairs have finished, one of them early."""
    ended_on = stage.cohort.ends_on
    for turn, (mentor, mentee) in enumerate(_pairs(stage)):
        state = State.ENDED_EARLY if turn == 4 else State.CLOSED  # noqa: PLR2004
        match = _match(stage.cohort, mentor, mentee, state, stage.cohort.starts_on, ended_on)
        _meet(match, mentor, stage.cohort.starts_on, ended_on, chance)


def _running_pairs(stage: Stage, today: date, chance: random.Random) -> None:
    """Give the running cohort pairs in every state."""
    start = stage.cohort.starts_on
    pairs = [pair for pair in _pairs(stage) if pair[1].state != ParticipantState.WITHDRAWN]
    for turn, ((mentor, mentee), state) in enumerate(zip(pairs, RUNNING, strict=False)):
        begun = start if state in STARTED else today - timedelta(days=10)
        ended_on = today - timedelta(days=25) if state == State.ENDED_EARLY else None
        match = _match(stage.cohort, mentor, mentee, state, begun, ended_on)
        if state in STARTED:
            last = today - timedelta(days=QUIET.get(turn, 1))
            _meet(match, mentor, start, min(last, ended_on or last), chance)
        if state == State.ACTIVE and turn not in QUIET:
            _plan(match, mentor, today, turn)


def _closing_pairs(stage: Stage, today: date, chance: random.Random) -> None:
    """Let the closing cohort be half finished."""
    for turn, (mentor, mentee) in enumerate(_pairs(stage)):
        is_closed = turn % 2 == 1
        ended_on = today - timedelta(days=6) if is_closed else None
        state = State.CLOSED if is_closed else State.ACTIVE
        match = _match(stage.cohort, mentor, mentee, state, stage.cohort.starts_on, ended_on)
        last = (ended_on or today) - timedelta(days=2)
        _meet(match, mentor, stage.cohort.starts_on, last, chance)


def _pairs(stage: Stage) -> list[tuple[Participant, Participant]]:
    """Pair each mentee with a mentor, going round the mentors where there are fewer."""
    return list(zip(cycle(stage.mentors), stage.mentees, strict=False))


def _match(
    cohort: Cohort,
    mentor: Participant,
    mentee: Participant,
    state: str,
    begun: date,
    ended_on: date | None = None,
) -> Match:
    """Store a match whose dates fit its state."""
    agreed_at = noon(begun) - timedelta(days=3)
    match = Match.objects.create(
        cohort=cohort,
        state=state,
        origin=MatchOrigin.ENTERED,
        outcome=MatchOutcome.GRADUATED if state == State.CLOSED else "",
        proposed_at=noon(begun) - timedelta(days=8),
        accepted_at=agreed_at if state in AGREED else None,
        started_on=begun if state in STARTED else None,
        ended_on=ended_on,
        ended_reason="A new post in another city." if state == State.ENDED_EARLY else "",
    )
    declined_at = noon(begun) if state == State.DECLINED else None
    MatchMember.objects.create(
        match=match,
        participant=mentor,
        side=ParticipantRole.MENTOR,
        accepted_at=agreed_at if state in AGREED else None,
        declined_at=declined_at,
        declined_reason=DeclineReason.NO_TIME if declined_at else "",
    )
    MatchMember.objects.create(
        match=match,
        participant=mentee,
        side=ParticipantRole.MENTEE,
        accepted_at=agreed_at if state in AGREED else None,
    )
    return match


def _at(day: date, hour: int) -> datetime:
    """Return an hour of a day."""
    return timezone.make_aware(datetime.combine(day, time(hour)))


def _meet(
    match: Match, mentor: Participant, first: date, last: date, chance: random.Random
) -> None:
    """Let the pair have met about once a fortnight; one meeting in nine did not happen."""
    day, meetings = first + timedelta(days=chance.randint(4, 10)), []
    while day <= last:
        is_held = chance.random() > 1 / 9
        starts_at = _at(day, chance.choice((9, 11, 14, 16)))
        meetings.append(
            Meeting(
                match=match,
                starts_at=starts_at,
                place="By video",
                state=MeetingState.HELD if is_held else MeetingState.NOT_HELD,
                logged_at=starts_at + timedelta(hours=2),
                logged_by=mentor.person,
            )
        )
        day += timedelta(days=chance.randint(12, 17))
    Meeting.objects.bulk_create(meetings)


def _plan(match: Match, mentor: Participant, today: date, turn: int) -> None:
    """Plan the next meeting; one pair's last meeting still waits for a word, one was cancelled."""
    days = 1 + turn % 9
    Meeting.objects.create(match=match, starts_at=_at(today + timedelta(days=days), 14))
    if turn == 1:
        Meeting.objects.create(match=match, starts_at=_at(today - timedelta(days=2), 9))
    if turn == 2:  # noqa: PLR2004  (the third pair)
        Meeting.objects.create(
            match=match,
            starts_at=_at(today - timedelta(days=5), 9),
            state=MeetingState.CANCELLED,
        )
