"""One calm reminder the day before, and none next to an invitation or while a match rests."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from matching.actions.meetings import cancel_meeting, move_meeting
from matching.booking.reminders import remind_of_meetings
from mentorship.notifications.enums import MessageState
from mentorship.notifications.models import Message
from programmes.models import Pause
from tests.factories.matching import MeetingFactory, pair

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(world):
    """Return a meeting in two days that was planned a week ago."""
    world.mentee.time_zone = ZoneInfo("Asia/Tokyo")
    world.mentee.save()
    starts_at = timezone.now() + timedelta(days=2)
    return MeetingFactory.create(
        match=pair(world), starts_at=starts_at, changed_at=starts_at - timedelta(days=9)
    )


def waiting():
    return Message.objects.filter(kind="matching.meeting_tomorrow", state=MessageState.QUEUED)


def test_both_are_reminded_in_the_morning_of_the_day_before(world, meeting):
    remind_of_meetings()
    assert remind_of_meetings().created == 0
    for person in (world.mentor, world.mentee):
        mail = waiting().get(recipient=person)
        local = timezone.localtime(mail.due_at, person.time_zone)
        starts_at = timezone.localtime(meeting.starts_at, person.time_zone)
        assert (starts_at.date() - local.date(), local.hour) == (timedelta(days=1), 9)
        assert mail.stale_after == meeting.starts_at
        other = "Jonas" if person == world.mentor else "Amara"
        assert mail.subject == f"Tomorrow you meet {other}, {starts_at:%H:%M}"


def test_who_was_invited_less_than_two_days_before_is_not_reminded(meeting):
    meeting.changed_at = meeting.starts_at - timedelta(hours=47)
    meeting.save()
    remind_of_meetings()
    assert not waiting().exists()


@pytest.mark.parametrize("rests", ["paused", "away"])
def test_none_while_the_match_rests(world, meeting, rests):
    remind_of_meetings()
    if rests == "paused":
        meeting.match.state = "paused"
        meeting.match.save()
    else:
        Pause.objects.create(participant=world.mentee_place, starts_on=timezone.localdate())
    remind_of_meetings()
    assert not waiting().exists()


def test_what_changes_takes_the_reminder_back_at_once(world, meeting):
    remind_of_meetings()
    move_meeting(meeting, by=world.mentor, starts_at=meeting.starts_at - timedelta(hours=2))
    assert not waiting().exists()
    remind_of_meetings()
    assert not waiting().exists()
    cancel_meeting(meeting, by=world.mentor)
    remind_of_meetings()
    assert not waiting().exists()
