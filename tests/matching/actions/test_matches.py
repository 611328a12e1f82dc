"""A match begins, pauses and ends, and its people with it."""

import pytest

from matching.actions.matches import (
    close_match,
    end_match_early,
    pause_match,
    resume_match,
    start_match,
)
from matching.enums import MatchOutcome, MatchState, MeetingState
from mentorship.audit.models import Event
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.models import Message
from programmes.enums import ParticipantState
from tests.factories.matching import HeldMeetingFactory, MatchFactory, MeetingFactory, ago, pair
from tests.factories.programmes import MenteeFactory


def subjects(kind):
    return sorted(Message.objects.filter(kind=kind).values_list("subject", flat=True))


def states(world):
    world.mentor_place.refresh_from_db()
    world.mentee_place.refresh_from_db()
    return world.mentor_place.state, world.mentee_place.state


def test_with_the_start_its_people_are_matched(world):
    match = pair(world, MatchState.ACCEPTED)
    start_match(match, by=world.coordinator)
    match.refresh_from_db()
    assert match.state == MatchState.ACTIVE
    assert match.started_on
    assert states(world) == (ParticipantState.MATCHED, ParticipantState.MATCHED)
    assert Event.objects.about(match).get().kind == "match.started"


def test_a_mentor_of_two_starts_twice(world):
    start_match(pair(world, MatchState.ACCEPTED), by=None)
    other = MenteeFactory.create(cohort=world.cohort)
    second = MatchFactory.create(
        cohort=world.cohort,
        state=MatchState.ACCEPTED,
        mentors=[world.mentor_place],
        mentees=[other],
    )
    start_match(second, by=None)
    other.refresh_from_db()
    assert other.state == ParticipantState.MATCHED


@pytest.mark.parametrize("state", [MatchState.PROPOSED, MatchState.PAUSED, MatchState.CLOSED])
def test_only_an_accepted_match_starts(world, state):
    match = pair(world, state)
    with pytest.raises(IllegalTransitionError):
        start_match(match, by=world.coordinator)
    match.refresh_from_db()
    assert match.state == state


def test_each_pause_is_told_once(world):
    match = pair(world)
    for _turn in range(2):
        pause_match(match, by=world.coordinator)
        resume_match(match, by=world.coordinator)
    match.refresh_from_db()
    assert (match.state, match.times_paused) == (MatchState.ACTIVE, 2)
    twice = ["You and Amara are pausing"] * 2 + ["You and Jonas are pausing"] * 2
    assert subjects("matching.match_paused") == twice
    assert len(subjects("matching.match_resumed")) == 4


def test_what_does_not_pause_cannot_resume(world):
    match = pair(world, MatchState.ACCEPTED)
    with pytest.raises(IllegalTransitionError):
        resume_match(match, by=world.coordinator)
    with pytest.raises(IllegalTransitionError):
        pause_match(match, by=world.coordinator)


def test_closing_thanks_both_and_finishes_them(world):
    match = pair(world, MatchState.ACCEPTED)
    start_match(match, by=None)
    planned = MeetingFactory.create(match=match)
    unlogged = MeetingFactory.create(match=match, starts_at=ago(days=1))
    held = HeldMeetingFactory.create(match=match)

    close_match(match, by=world.coordinator, outcome=MatchOutcome.GRADUATED)

    match.refresh_from_db()
    assert (match.state, match.outcome) == (MatchState.CLOSED, MatchOutcome.GRADUATED)
    assert match.ended_on
    assert states(world) == (ParticipantState.FINISHED, ParticipantState.FINISHED)
    assert subjects("matching.match_closed") == [
        "You and Amara have come to the end",
        "You and Jonas have come to the end",
    ]
    found = {}
    for meeting in (planned, unlogged, held):
        meeting.refresh_from_db()
        found[meeting.pk] = meeting.state
    assert list(found.values()) == [
        MeetingState.CANCELLED,
        MeetingState.PLANNED,
        MeetingState.HELD,
    ]


def test_who_is_in_another_match_goes_on(world):
    match = pair(world, MatchState.ACCEPTED)
    start_match(match, by=None)
    MatchFactory.create(cohort=world.cohort, mentors=[world.mentor_place])

    close_match(match, by=world.coordinator)

    assert states(world) == (ParticipantState.MATCHED, ParticipantState.FINISHED)


def test_ending_early_keeps_its_people_and_its_reason_quiet(world):
    match = pair(world, MatchState.ACCEPTED)
    start_match(match, by=None)

    end_match_early(match, by=world.coordinator, reason="They work in one team now.")

    match.refresh_from_db()
    assert match.state == MatchState.ENDED_EARLY
    assert match.ended_reason == "They work in one team now."
    assert states(world) == (ParticipantState.MATCHED, ParticipantState.MATCHED)
    told = Message.objects.filter(kind="matching.match_ended_early")
    assert {mail.recipient for mail in told} == {world.mentor, world.mentee}
    assert not any("one team" in mail.text + mail.html for mail in told)


def test_a_match_begun_today_can_end_today(world):
    match = pair(world, MatchState.ACCEPTED)
    start_match(match, by=None)
    close_match(match, by=None)
    match.refresh_from_db()
    assert match.started_on == match.ended_on


def test_an_ended_match_stays_ended(world):
    match = pair(world, MatchState.CLOSED)
    for act in (close_match, end_match_early, pause_match, start_match):
        with pytest.raises(IllegalTransitionError):
            act(match, by=world.coordinator)
    assert not Message.objects.exists()
    assert not Event.objects.about(match).exists()
