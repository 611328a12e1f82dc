"""What people say after a meeting, and meetings that nobody had planned."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.actions.afterwards import (
    BeforeTheMatchError,
    NotHeldError,
    SameTimeError,
    log_past_meeting,
    say_mood,
    write_notes,
)
from matching.actions.meetings import NotUnderWayError, NotYetHeldError, correct_meeting
from matching.enums import MatchSide, MatchState, MeetingState
from matching.models import FitCheck, Meeting, MeetingMood, MeetingNote
from mentorship.audit.models import Event
from mentorship.notifications.models import Message
from tests.factories.matching import HeldMeetingFactory, MeetingFactory, ago, pair
from tests.programmes.races import both_at_once
from training.enums import EntryKind
from training.models import LedgerEntry


def practised():
    rows = LedgerEntry.objects.standing().filter(kind=EntryKind.PRACTICE)
    return {(row.person.short_name, row.counterpart.short_name) for row in rows}


def test_a_face_is_changed_unless_it_came_by_a_link(world):
    meeting = HeldMeetingFactory.create(match=pair(world))
    before = Event.objects.count()
    for mood, keeps_first, kept in ((2, True, 2), (5, True, 2), (4, False, 4)):
        say_mood(meeting, by=world.mentee, mood=mood, keeps_first=keeps_first)
        assert MeetingMood.objects.get().mood == kept
    assert Event.objects.count() == before
    with pytest.raises(ValueError, match="9"):
        say_mood(meeting, by=world.mentee, mood=9)


def test_what_nobody_said_happened_has_no_face(world):
    meeting = MeetingFactory.create(match=pair(world), starts_at=ago(days=1))
    with pytest.raises(NotHeldError):
        say_mood(meeting, by=world.mentee, mood=3)


def test_notes_are_kept_changed_and_taken_away(world):
    meeting = HeldMeetingFactory.create(match=pair(world))
    write_notes(meeting, by=world.mentee, own=" mine ", shared="ours")
    write_notes(meeting, by=world.mentor, own="", shared="from Amara")
    kept = MeetingNote.objects.values_list("by__name", "reader", "words")
    assert set(kept) == {
        ("Jonas Weber", "self", "mine"),
        ("Jonas Weber", "both", "ours"),
        ("Amara Okafor", "both", "from Amara"),
    }
    write_notes(meeting, by=world.mentee, own="", shared="ours, again")
    assert MeetingNote.objects.get(by=world.mentee).words == "ours, again"


@pytest.mark.django_db(transaction=True)
def test_notes_written_twice_at_once_are_one(world):
    meeting = HeldMeetingFactory.create(match=pair(world))
    failures = both_at_once(
        lambda: write_notes(meeting, by=world.mentee, own="a", shared="b"),
        lambda: write_notes(meeting, by=world.mentee, own="a", shared="b"),
    )
    assert failures == []
    assert MeetingNote.objects.count() == 2


def test_a_past_meeting_counts_as_others_do(world):
    match = pair(world)
    meeting = log_past_meeting(
        match, by=world.mentee, starts_at=ago(days=3), minutes=60, place="Room 4"
    )
    assert (meeting.state, meeting.is_entered_late) == (MeetingState.HELD, True)
    assert practised() == {("Amara", "Jonas")}
    assert FitCheck.objects.count() == 2
    assert Message.objects.count() == 0
    assert Event.objects.about(meeting).get().kind == "meeting.entered"
    correct_meeting(meeting, by=world.mentor, is_held=False)
    assert practised() == set()


def test_a_peer_who_is_a_mentor_practises(world):
    match = pair(world)
    match.members.update(side=MatchSide.PEER)
    log_past_meeting(match, by=world.mentee, starts_at=ago(days=3), minutes=60)
    assert practised() == {("Amara", "Jonas")}


def test_it_begins_an_accepted_match(world):
    match = pair(world, MatchState.ACCEPTED)
    log_past_meeting(match, by=world.mentee, starts_at=ago(days=3), minutes=60)
    match.refresh_from_db()
    assert match.state == MatchState.ACTIVE


def test_a_wrong_time_begins_nothing(world):
    match = pair(world, MatchState.ACCEPTED)
    with pytest.raises(NotYetHeldError):
        log_past_meeting(match, by=world.mentee, starts_at=timezone.now(), minutes=30)
    with pytest.raises(BeforeTheMatchError) as refused:
        log_past_meeting(match, by=world.mentee, starts_at=ago(days=60), minutes=30)
    assert refused.value.since == timezone.localdate(match.accepted_at)
    match.refresh_from_db()
    assert (match.state, Meeting.objects.count()) == (MatchState.ACCEPTED, 0)


@pytest.mark.parametrize("state", [MatchState.PROPOSED, MatchState.CLOSED, MatchState.DECLINED])
def test_only_who_is_matched_enters_meetings(world, state):
    with pytest.raises(NotUnderWayError):
        log_past_meeting(pair(world, state), by=world.mentee, starts_at=ago(days=3), minutes=45)


def test_who_meets_already_meets_once(world):
    match = pair(world)
    known = MeetingFactory.create(match=match, starts_at=ago(days=3))
    with pytest.raises(SameTimeError) as refused:
        log_past_meeting(
            match, by=world.mentee, starts_at=ago(days=3) + timedelta(minutes=30), minutes=45
        )
    assert refused.value.meeting == known
    for minutes in (-45, 45):
        starts_at = ago(days=3) + timedelta(minutes=minutes)
        log_past_meeting(match, by=world.mentee, starts_at=starts_at, minutes=45)
    assert Meeting.objects.held().count() == 2


@pytest.mark.django_db(transaction=True)
def test_pressed_twice_it_is_entered_once(world):
    match = pair(world)
    starts_at = ago(days=3)
    failures = both_at_once(
        lambda: log_past_meeting(match, by=world.mentee, starts_at=starts_at, minutes=45),
        lambda: log_past_meeting(match, by=world.mentee, starts_at=starts_at, minutes=45),
    )
    assert failures == []
    assert Meeting.objects.count() == 1
    assert Event.objects.filter(kind="meeting.entered").count() == 1
    failures = both_at_once(
        lambda: log_past_meeting(match, by=world.mentee, starts_at=ago(days=5), minutes=45),
        lambda: log_past_meeting(match, by=world.mentor, starts_at=ago(days=5), minutes=45),
    )
    assert [type(failure) for failure in failures] == [SameTimeError]
