"""Meetings are planned, moved, cancelled, and said to have happened."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from matching.actions.meetings import (
    MeetingChangedError,
    NotUnderWayError,
    NotYetHeldError,
    cancel_meeting,
    log_meeting,
    move_meeting,
    plan_meeting,
)
from matching.enums import MatchState, MeetingState
from matching.models import Meeting
from mentorship.audit.models import Event
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.models import Message
from programmes.enums import ParticipantState
from tests.factories.matching import MeetingFactory, ago, pair


def mail_to(person, kind):
    return Message.objects.get(recipient=person, kind=kind)


def kinds_about(meeting):
    return list(Event.objects.about(meeting).order_by("id").values_list("kind", flat=True))


def test_both_get_the_time_in_their_own_zone(world):
    world.mentee.time_zone = ZoneInfo("Asia/Tokyo")
    world.mentee.save()
    match = pair(world)
    starts_at = ago(days=-7).replace(hour=14)

    meeting = plan_meeting(match, by=world.mentor, starts_at=starts_at, place="Room 4")

    local = starts_at.astimezone(ZoneInfo("Europe/London"))
    to_mentor = mail_to(world.mentor, "matching.meeting_planned")
    to_mentee = mail_to(world.mentee, "matching.meeting_planned")
    assert (
        to_mentor.subject == f"You meet Jonas on {local:%A} {local.day} {local:%B}, {local:%H:%M}"
    )
    there = starts_at.astimezone(ZoneInfo("Asia/Tokyo"))
    assert (
        to_mentee.subject == f"You meet Amara on {there:%A} {there.day} {there:%B}, {there:%H:%M}"
    )
    assert "Tokyo time" in to_mentee.text
    assert "Room 4" in to_mentee.text
    assert "Amara has planned a meeting with you." in to_mentee.text
    assert "Your meeting with Jonas is planned." in to_mentor.text
    assert kinds_about(meeting) == ["meeting.planned"]


def test_the_same_meeting_is_planned_once(world):
    match, starts_at = pair(world), ago(days=-3)
    first = plan_meeting(match, by=world.mentor, starts_at=starts_at)
    assert plan_meeting(match, by=world.mentee, starts_at=starts_at) == first
    assert Message.objects.count() == 2
    assert kinds_about(first) == ["meeting.planned"]


def test_the_first_meeting_begins_the_match(world):
    match = pair(world, MatchState.ACCEPTED)
    plan_meeting(match, by=world.mentee, starts_at=ago(days=-3))
    match.refresh_from_db()
    world.mentee_place.refresh_from_db()
    assert match.state == MatchState.ACTIVE
    assert world.mentee_place.state == ParticipantState.MATCHED


@pytest.mark.parametrize("state", [MatchState.PROPOSED, MatchState.PAUSED, MatchState.CLOSED])
def test_only_a_match_under_way_meets(world, state):
    match = pair(world, state)
    with pytest.raises(NotUnderWayError):
        plan_meeting(match, by=world.mentor, starts_at=ago(days=-3))
    assert not Meeting.objects.exists()


def test_a_mail_about_a_meeting_that_has_begun_does_not_leave(world):
    plan_meeting(pair(world), by=world.mentor, starts_at=timezone.now() - timedelta(hours=1))
    assert {mail.cancel_reason for mail in Message.objects.all()} == {"stale"}


def test_each_move_is_told_once(world):
    meeting = plan_meeting(pair(world), by=world.mentor, starts_at=ago(days=-3))

    move_meeting(meeting, by=world.mentee, starts_at=ago(days=-4), place="https://video.example/x")
    move_meeting(meeting, by=world.mentee, starts_at=ago(days=-5))

    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.sequence) == (ago(days=-5), 2)
    assert meeting.place == "https://video.example/x"
    told = Message.objects.filter(kind="matching.meeting_moved", recipient=world.mentor)
    assert sorted(told.values_list("occurrence", flat=True)) == ["change 1", "change 2"]
    assert told[0].subject.startswith("Moved: you meet Jonas on ")


def test_moving_to_where_it_is_changes_nothing(world):
    meeting = plan_meeting(pair(world), by=world.mentor, starts_at=ago(days=-3))
    move_meeting(meeting, by=world.mentor, starts_at=ago(days=-3))
    assert kinds_about(meeting) == ["meeting.planned"]


def test_who_saw_an_older_time_does_not_overwrite_the_newer(world):
    meeting = plan_meeting(pair(world), by=world.mentor, starts_at=ago(days=-3))
    seen = Meeting.objects.get(pk=meeting.pk)
    move_meeting(meeting, by=world.mentor, starts_at=ago(days=-4))
    with pytest.raises(MeetingChangedError):
        move_meeting(seen, by=world.mentee, starts_at=ago(days=-5))
    meeting.refresh_from_db()
    assert meeting.starts_at == ago(days=-4)


def test_two_meetings_of_one_match_cannot_be_at_one_time(world):
    match = pair(world)
    first = plan_meeting(match, by=world.mentor, starts_at=ago(days=-3))
    second = plan_meeting(match, by=world.mentor, starts_at=ago(days=-4))
    with pytest.raises(MeetingChangedError):
        move_meeting(second, by=world.mentor, starts_at=first.starts_at)


def test_a_paused_match_moves_nothing(world):
    meeting = MeetingFactory.create(match=pair(world, MatchState.PAUSED))
    with pytest.raises(NotUnderWayError):
        move_meeting(meeting, by=world.mentor, starts_at=ago(days=-3))


def test_cancelling_tells_both_once(world):
    meeting = plan_meeting(pair(world), by=world.mentor, starts_at=ago(days=-3))
    cancel_meeting(meeting, by=world.mentee)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.sequence) == (MeetingState.CANCELLED, 1)
    mail = mail_to(world.mentor, "matching.meeting_cancelled")
    assert mail.subject.startswith("Cancelled: your meeting with Jonas on ")
    with pytest.raises(IllegalTransitionError):
        cancel_meeting(meeting, by=world.mentor)
    with pytest.raises(MeetingChangedError):
        move_meeting(meeting, by=world.mentor, starts_at=ago(days=-4))


def test_a_cancelled_time_can_be_planned_again(world):
    match = pair(world)
    meeting = plan_meeting(match, by=world.mentor, starts_at=ago(days=-3))
    cancel_meeting(meeting, by=world.mentor)
    again = plan_meeting(match, by=world.mentor, starts_at=ago(days=-3))
    assert again.pk != meeting.pk
    assert Message.objects.filter(kind="matching.meeting_planned").count() == 4


@pytest.mark.parametrize(
    ("is_held", "state"), [(True, MeetingState.HELD), (False, MeetingState.NOT_HELD)]
)
def test_one_word_is_enough(world, is_held, state):
    meeting = MeetingFactory.create(match=pair(world), starts_at=ago(days=1))
    log_meeting(meeting, by=world.mentee, is_held=is_held)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.logged_by) == (state, world.mentee)
    assert kinds_about(meeting) == [f"meeting.{state}"]
    with pytest.raises(IllegalTransitionError):
        log_meeting(meeting, by=world.mentor, is_held=True)


def test_nobody_can_say_it_happened_before_it_began(world):
    meeting = MeetingFactory.create(match=pair(world))
    with pytest.raises(NotYetHeldError):
        log_meeting(meeting, by=world.mentee, is_held=True)
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.PLANNED
