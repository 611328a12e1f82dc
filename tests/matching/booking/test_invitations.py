"""Every file about meetings that leaves: read strictly, and followed from mail to mail."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from matching.actions.matches import end_match_early
from matching.actions.meetings import cancel_meeting, move_meeting, plan_meeting
from matching.actions.series import cancel_rest, move_rest, plan_series
from matching.booking.feed import feed_file, meetings_for
from matching.enums import MeetingState
from matching.models import Meeting
from mentorship.audit.models import Event
from mentorship.notifications.models import Message
from tests.factories.matching import MatchFactory, ago, pair
from tests.factories.programmes import MenteeFactory
from tests.strict_calendar import moment, read_calendar

pytestmark = pytest.mark.django_db

LINK = "https://video.example/our-room"
AGENDA = "MARKED what only the two of us know"


def files_to(person, kind):
    """Return the files of every mail of a kind to a person, as they were read strictly."""
    found = []
    for message in Message.objects.filter(recipient=person, kind=f"matching.{kind}"):
        files = {(bytes(each.content), each.content_type) for each in message.attachments.all()}
        for content, content_type in sorted(files):
            Calendar.from_ical(content)
            head, events = read_calendar(content)
            assert content_type.endswith(f"; method={head['METHOD']}")
            found.append((head, events))
    return found


def the_file(person, kind):
    """Return what the one file of the one mail asks for, and its event."""
    ((head, (event,)),) = files_to(person, kind)
    return head["METHOD"], event


def fortnightly(times=3, at=datetime(2030, 3, 20, 15, tzinfo=UTC)):
    return [at + timedelta(weeks=2 * turn) for turn in range(times)]


def test_a_meeting_is_followed_from_booking_to_cancelling(world):
    starts_at = ago(days=-7).astimezone(UTC)
    meeting = plan_meeting(
        pair(world), by=world.mentor, starts_at=starts_at, place="Room 4; left, up\n“Café”",
        video_link=LINK, agenda=AGENDA,
    )  # fmt: skip
    move_meeting(meeting, by=world.mentee, starts_at=starts_at + timedelta(days=1))
    moved_to = meeting.starts_at
    life = [the_file(world.mentee, "meeting_planned"), the_file(world.mentee, "meeting_moved")]
    move_meeting(meeting, by=world.mentor, starts_at=moved_to, video_link="")
    cancel_meeting(meeting, by=world.mentor)
    life.append(the_file(world.mentee, "meeting_cancelled"))

    assert [method for method, _event in life] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [event["SEQUENCE"] for _method, event in life] == ["0", "1", "3"]
    assert len({event["UID"] for _method, event in life}) == 1
    assert life[0][1]["UID"].startswith(f"meeting-{meeting.pk}@")
    assert [moment(event["DTSTART"]) for _method, event in life] == [starts_at, moved_to, moved_to]
    assert life[0][1]["SUMMARY"] == "Meeting with Amara"
    assert life[0][1]["ATTENDEE"] == f"mailto:{world.mentee.email}"
    assert world.mentor.email not in str(life)


# What would end a line of the file, or begin another property, were it taken at its word.
HOSTILE = (
    'Room\r\nATTENDEE:mailto:eve@example.org\n END:VEVENT\rX;Y,Z\\n "é" \u2028\x85\x0b💥'
    + "ü" * 150
)


def test_whatever_is_typed_in_stays_within_its_own_line(world):
    world.mentor.name = world.mentee.name = f"Amara{HOSTILE}"[:120]
    world.mentor.save()
    world.mentee.save()
    meeting = plan_meeting(
        pair(world), by=world.mentor, starts_at=ago(days=-7), place=HOSTILE,
        video_link="https://video.example/a,b;c\\d?e=1&f=%0D%0A",
    )  # fmt: skip
    move_meeting(meeting, by=world.mentor, starts_at=ago(days=-8))
    cancel_meeting(meeting, by=world.mentor)
    for kind in ("meeting_planned", "meeting_moved", "meeting_cancelled"):
        _method, event = the_file(world.mentee, kind)
        assert event["ATTENDEE"] == f"mailto:{world.mentee.email}"
        assert "eve@example.org" in event["LOCATION"]
        assert event["SUMMARY"].startswith("Meeting with Amara")
    (followed,) = read_calendar(feed_file(world.mentee, meetings_for(world.mentee)))[1]
    assert "ATTENDEE" not in followed
    assert (followed["SEQUENCE"], followed["STATUS"]) == ("2", "CANCELLED")


def test_one_meeting_of_a_series_is_moved_and_cancelled_by_itself(world):
    plan_series(pair(world), by=world.mentor, dates=fortnightly(), every_weeks=2, minutes=45)
    ((_head, events),) = files_to(world.mentee, "meetings_planned")
    second = Meeting.objects.order_by("starts_at")[1]
    move_meeting(second, by=world.mentee, starts_at=second.starts_at + timedelta(hours=1))
    cancel_meeting(second, by=world.mentor)
    life = [the_file(world.mentee, f"meeting_{kind}") for kind in ("moved", "cancelled")]
    assert [method for method, _event in life] == ["REQUEST", "CANCEL"]
    assert [event["SEQUENCE"] for _method, event in life] == ["1", "2"]
    assert {event["UID"] for _method, event in life} == {events[1]["UID"]}


def test_what_they_want_to_talk_about_is_in_no_mail(world):
    meeting = plan_meeting(pair(world), by=world.mentor, starts_at=ago(days=-7), agenda=AGENDA)
    move_meeting(meeting, by=world.mentor, starts_at=ago(days=-8), agenda=f"{AGENDA} twice")
    cancel_meeting(meeting, by=world.mentor)
    for message in Message.objects.all():
        told = [message.subject, message.text, message.html]
        told += [bytes(each.content).decode() for each in message.attachments.all()]
        assert "MARKED" not in "".join(told)
    assert "MARKED" not in str(list(Event.objects.values_list("changes", flat=True)))


def test_another_link_is_an_update_and_another_agenda_is_no_mail(world):
    meeting = plan_meeting(pair(world), by=world.mentor, starts_at=ago(days=-7))
    move_meeting(meeting, by=world.mentee, starts_at=meeting.starts_at, agenda=AGENDA)
    assert files_to(world.mentee, "meeting_moved") == []
    meeting.refresh_from_db()
    move_meeting(meeting, by=world.mentee, starts_at=meeting.starts_at, video_link=LINK)
    method, event = the_file(world.mentor, "meeting_moved")
    assert (method, event["SEQUENCE"], event["LOCATION"]) == ("REQUEST", "1", LINK)
    mail = Message.objects.get(recipient=world.mentor, kind="matching.meeting_moved")
    assert mail.subject.startswith("Changed: your meeting with Jonas")
    meeting.refresh_from_db()
    assert meeting.agenda == AGENDA


def test_each_of_several_guests_gets_a_file_of_their_own(world):
    mentees = [world.mentee_place, MenteeFactory.create(cohort=world.cohort)]
    match = MatchFactory.create(cohort=world.cohort, mentors=[world.mentor_place], mentees=mentees)
    plan_meeting(match, by=world.mentor, starts_at=ago(days=-7))
    for person in match.people:
        _method, event = the_file(person, "meeting_planned")
        assert event["ATTENDEE"] == f"mailto:{person.email}"
        assert all(other.short_name in event["SUMMARY"] for other in match.others_than(person))


def test_a_series_is_one_mail_with_one_file_and_one_line_in_the_record(world):
    match, dates = pair(world), fortnightly()
    series = plan_series(
        match, by=world.mentor, dates=dates, every_weeks=2, minutes=60, video_link=LINK
    )
    ((head, events),) = files_to(world.mentee, "meetings_planned")
    assert head["METHOD"] == "PUBLISH"
    assert [moment(event["DTSTART"]) for event in events] == dates
    assert all(event["ORGANIZER"].startswith("mailto:") for event in events)
    assert Message.objects.count() == 2
    assert list(Event.objects.values_list("kind", "changes")) == [
        ("meeting_series.planned", {"meetings": 3})
    ]
    again = plan_series(match, by=world.mentee, dates=dates, every_weeks=2, minutes=60)
    assert again is None
    assert (Meeting.objects.count(), Message.objects.count()) == (3, 2)
    assert series.times == 3


def test_this_and_all_later_ones_keep_the_hour_of_the_movers_clock(world):
    world.mentor.time_zone = ZoneInfo("America/New_York")
    world.mentor.save()
    dates = fortnightly(4)  # London changes on 31 March, New York has already
    plan_series(pair(world), by=world.mentee, dates=dates, every_weeks=2, minutes=45)
    first, second, *_later = Meeting.objects.order_by("starts_at")
    moved_to = dates[1] + timedelta(weeks=2, days=1)  # onto where later ones are
    assert move_rest(second, by=world.mentee, starts_at=moved_to, minutes=45) == 3
    ((head, events),) = files_to(world.mentor, "meetings_moved")
    assert head["METHOD"] == "PUBLISH"
    assert {event["SEQUENCE"] for event in events} == {"1"}
    london = ZoneInfo("Europe/London")
    at = [moment(event["DTSTART"]).astimezone(london) for event in events]
    assert {f"{each:%A %H:%M}" for each in at} == {f"{moved_to.astimezone(london):%A %H:%M}"}
    first.refresh_from_db()
    assert (first.starts_at, first.sequence) == (dates[0], 0)


def test_the_rest_of_a_series_is_cancelled_by_a_file_for_each(world):
    plan_series(pair(world), by=world.mentor, dates=fortnightly(4), every_weeks=2, minutes=45)
    second = Meeting.objects.order_by("starts_at")[1]
    assert cancel_rest(second, by=world.mentee) == 3
    files = files_to(world.mentor, "meetings_cancelled")
    assert [head["METHOD"] for head, _events in files] == ["CANCEL"] * 3
    assert len({events[0]["UID"] for _head, events in files}) == 3
    assert Meeting.objects.filter(state=MeetingState.PLANNED).count() == 1
    mail = Message.objects.get(recipient=world.mentor, kind="matching.meetings_cancelled")
    assert mail.subject.startswith("Cancelled: 3 meetings with Jonas, from")


def test_the_end_of_a_match_takes_what_was_planned_out_of_calendars(world):
    match = pair(world)
    meeting = plan_meeting(match, by=world.mentor, starts_at=ago(days=-7))
    end_match_early(match, by=world.coordinator)
    method, event = the_file(world.mentor, "meetings_cancelled")
    assert (method, event["SEQUENCE"]) == ("CANCEL", "1")
    assert event["UID"].startswith(f"meeting-{meeting.pk}@")
    meeting.refresh_from_db()
    assert (meeting.state, meeting.sequence) == (MeetingState.CANCELLED, 1)


def test_mails_name_the_times_of_their_readers_zone(world):
    world.mentor.time_zone = ZoneInfo("America/New_York")
    world.mentor.save()
    plan_series(pair(world), by=world.mentee, dates=fortnightly(), every_weeks=2, minutes=45)
    mail = Message.objects.get(recipient=world.mentor, kind="matching.meetings_planned")
    assert mail.subject == "You meet Jonas 3 times, first on Wednesday 20 March, 11:00"
    assert "Wednesday 3 April 2030, 11:00" in mail.text
    assert "All times are New York time." in mail.text
