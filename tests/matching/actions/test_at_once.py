"""Twenty people at the same instant: one outcome, one line in the record, one mail each."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connection

from matching.actions.matches import close_match, start_match
from matching.actions.meetings import cancel_meeting, log_meeting, move_meeting, plan_meeting
from matching.actions.proposals import (
    ProposalRefusedError,
    accept_match,
    decline_match,
    propose_match,
)
from matching.actions.series import cancel_rest, move_rest, plan_series
from matching.enums import DeclineReason, MatchState, MeetingState
from matching.models import Match, Meeting, MeetingSeries
from mentorship.accounts.models import Person
from mentorship.audit.models import Event
from mentorship.notifications.models import Message
from programmes.enums import ParticipantState
from tests.factories.matching import MatchFactory, MeetingFactory, ago, pair, trained
from tests.factories.programmes import MenteeFactory, ParticipantFactory

pytestmark = pytest.mark.django_db(transaction=True)

TWENTY = 20


def at_once(actions: Sequence[Callable[[], object]]) -> list[Exception]:
    """Start all at the same moment, each on a connection of its own; return what went wrong."""
    start = Barrier(len(actions), timeout=60)

    def run(action: Callable[[], object]) -> Exception | None:
        try:
            connection.ensure_connection()
            start.wait()
            action()
        except Exception as error:  # noqa: BLE001  (the test looks at it)
            return error
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(max_workers=len(actions)) as pool:
        return [error for error in pool.map(run, actions) if error is not None]


def names(errors: list[Exception]) -> Counter[str]:
    return Counter(type(error).__name__ for error in errors)


def events(kind: str) -> int:
    return Event.objects.filter(kind=kind).count()


def mails(kind: str) -> Counter[str]:
    return Counter(Message.objects.filter(kind=kind).values_list("to_address", flat=True))


def test_twenty_proposals_of_one_pair_make_one_match(world):
    mentor, mentee = trained(world.mentor_place), trained(world.mentee_place)

    def propose():
        propose_match(world.cohort, [mentor], [mentee], by=world.coordinator)

    errors = at_once([propose] * TWENTY)

    assert names(errors) == {ProposalRefusedError.__name__: TWENTY - 1}
    assert Match.objects.count() == 1
    assert events("match.proposed") == 1
    assert mails("matching.match_proposed") == {"amara@example.org": 1, "jonas@example.org": 1}


def test_twenty_people_of_one_match_accept(world):
    mentors = ParticipantFactory.create_batch(TWENTY // 2, cohort=world.cohort)
    mentees = MenteeFactory.create_batch(TWENTY // 2, cohort=world.cohort)
    match = MatchFactory.create(
        cohort=world.cohort, state=MatchState.PROPOSED, mentors=mentors, mentees=mentees
    )
    people = [place.person for place in (*mentors, *mentees)]

    errors = at_once([partial(accept, match, person) for person in people])

    match.refresh_from_db()
    assert errors == []
    assert match.state == MatchState.ACCEPTED
    assert (events("match.answered"), events("match.accepted")) == (TWENTY, 1)
    told = mails("matching.match_accepted")
    assert (len(told), set(told.values())) == (TWENTY, {1})


def test_twenty_clicks_of_two_people_accept_once(world):
    match = pair(world, MatchState.PROPOSED)
    people = [world.mentor, world.mentee] * (TWENTY // 2)

    errors = at_once([partial(accept, match, person) for person in people])

    match.refresh_from_db()
    assert errors == []
    assert match.state == MatchState.ACCEPTED
    assert (events("match.answered"), events("match.accepted")) == (2, 1)
    assert mails("matching.match_accepted") == {"amara@example.org": 1, "jonas@example.org": 1}


def test_yes_and_no_at_once_have_one_outcome(world):
    match = pair(world, MatchState.PROPOSED)

    def say_yes():
        accept_match(fetch(match), by=world.mentor)
        accept_match(fetch(match), by=world.mentee)

    def say_no():
        decline_match(fetch(match), by=world.mentee, reason=DeclineReason.NO_TIME)

    at_once([say_yes, say_no] * (TWENTY // 2))

    match.refresh_from_db()
    outcome = (events("match.accepted"), events("match.declined"))
    told = (mails("matching.match_accepted").total(), mails("matching.match_declined").total())
    answers = match.members.filter(accepted_at__isnull=False).count()
    if match.state == MatchState.ACCEPTED:
        assert (outcome, told, answers) == ((1, 0), (2, 0), 2)
    else:
        assert match.state == MatchState.DECLINED
        assert (outcome, told) == ((0, 1), (0, 1))
        assert answers <= 1


def test_twenty_starts_are_one(world):
    match = pair(world, MatchState.ACCEPTED)
    errors = at_once([lambda: start_match(fetch(match), by=world.coordinator)] * TWENTY)
    assert names(errors) == {"IllegalTransitionError": TWENTY - 1}
    assert events("match.started") == 1
    assert events("participant.matched") == 2


def test_a_mentor_whose_matches_all_close_at_once_has_finished(world):
    matches = [
        MatchFactory.create(cohort=world.cohort, mentors=[world.mentor_place]) for _turn in range(6)
    ]
    world.mentor_place.state = ParticipantState.MATCHED
    world.mentor_place.save()

    errors = at_once([partial(close_match, fetch(match), by=None) for match in matches])

    world.mentor_place.refresh_from_db()
    assert errors == []
    assert world.mentor_place.state == ParticipantState.FINISHED
    assert events("match.closed") == 6


def test_the_first_meeting_planned_twenty_times_begins_the_match_once(world):
    match, starts_at = pair(world, MatchState.ACCEPTED), ago(days=-3)
    people = [world.mentor, world.mentee] * (TWENTY // 2)

    errors = at_once(
        [partial(plan_meeting, fetch(match), by=p, starts_at=starts_at) for p in people]
    )

    assert errors == []
    assert Meeting.objects.count() == 1
    assert (events("match.started"), events("meeting.planned")) == (1, 1)
    assert mails("matching.meeting_planned") == {"amara@example.org": 1, "jonas@example.org": 1}


def test_of_twenty_moves_one_counts(world):
    meeting = MeetingFactory.create(match=pair(world))
    moves = [
        partial(move_meeting, meeting_seen(meeting), by=world.mentor, starts_at=ago(days=-10 - n))
        for n in range(TWENTY)
    ]

    errors = at_once(moves)

    assert names(errors) == {"MeetingChangedError": TWENTY - 1}
    assert events("meeting.moved") == 1
    assert set(mails("matching.meeting_moved").values()) == {1}


def test_cancelled_or_logged_but_not_both(world):
    meeting = MeetingFactory.create(match=pair(world), starts_at=ago(days=1))

    def cancel():
        cancel_meeting(meeting_seen(meeting), by=world.mentor)

    def log():
        log_meeting(meeting_seen(meeting), by=world.mentee, is_held=True)

    errors = at_once([cancel, log] * (TWENTY // 2))

    meeting.refresh_from_db()
    assert names(errors) == {"IllegalTransitionError": TWENTY - 1}
    assert meeting.state in {MeetingState.HELD, MeetingState.CANCELLED}
    assert events("meeting.held") + events("meeting.cancelled") == 1


def test_of_move_and_cancel_at_once_one_counts(world):
    meeting = MeetingFactory.create(match=pair(world))

    def cancel():
        cancel_meeting(meeting_seen(meeting), by=world.mentor)

    def move():
        move_meeting(meeting_seen(meeting), by=world.mentee, starts_at=ago(days=-11))

    at_once([cancel, move] * (TWENTY // 2))

    meeting.refresh_from_db()
    # A move that came first does not keep the meeting from being cancelled afterwards.
    assert meeting.state == MeetingState.CANCELLED
    assert (events("meeting.cancelled"), events("meeting.moved")) in {(1, 0), (1, 1)}
    assert set(mails("matching.meeting_cancelled").values()) == {1}
    assert set(mails("matching.meeting_moved").values()) <= {1}


def test_a_series_planned_twenty_times_is_one(world):
    match = pair(world, MatchState.ACCEPTED)
    dates = [ago(days=-3), ago(days=-10), ago(days=-17)]
    people = [world.mentor, world.mentee] * (TWENTY // 2)

    errors = at_once(
        [
            partial(plan_series, fetch(match), by=p, dates=dates, every_weeks=1, minutes=45)
            for p in people
        ]
    )

    assert errors == []
    assert (Meeting.objects.count(), MeetingSeries.objects.count()) == (3, 1)
    assert (events("match.started"), events("meeting_series.planned")) == (1, 1)
    assert mails("matching.meetings_planned") == {"amara@example.org": 1, "jonas@example.org": 1}


def test_the_rest_of_a_series_moved_and_cancelled_at_once(world):
    match = pair(world)
    plan_series(
        match, by=world.mentor, dates=[ago(days=-3), ago(days=-10)], every_weeks=1, minutes=45
    )
    first = Meeting.objects.order_by("starts_at")[0]

    def move():
        move_rest(meeting_seen(first), by=world.mentor, starts_at=ago(days=-4), minutes=45)

    def cancel():
        cancel_rest(meeting_seen(first), by=world.mentee)

    errors = at_once([move, cancel] * (TWENTY // 2))

    assert names(errors) == {"MeetingChangedError": TWENTY - 1}
    assert events("meeting_series.moved") + events("meeting_series.cancelled") == 1
    told = mails("matching.meetings_moved") + mails("matching.meetings_cancelled")
    assert set(told.values()) == {1}
    assert set(Meeting.objects.values_list("sequence", flat=True)) == {1}


def accept(match: Match, person: Person) -> None:
    """Say yes as in a request of one's own."""
    accept_match(fetch(match), by=person)


def fetch(match: Match) -> Match:
    """Return the match as a request of its own would read it."""
    return Match.objects.get(pk=match.pk)


def meeting_seen(meeting: Meeting) -> Meeting:
    """Return the meeting as everybody saw it before the first click."""
    return Meeting.from_db(
        "default",
        [field.attname for field in Meeting._meta.concrete_fields],
        [getattr(meeting, field.attname) for field in Meeting._meta.concrete_fields],
    )
