"""After a meeting, signed in: a word, a face, notes, corrections, and meetings without a plan."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from matching.enums import MatchState, MeetingState
from matching.models import Meeting, MeetingMood, MeetingNote
from tests.factories.matching import HeldMeetingFactory, MatchFactory, MeetingFactory, ago, pair
from tests.factories.relationships import MeetingNoteFactory


def at(name, row):
    return reverse(f"matching:{name}", args=(row.pk,))


def text(response):
    return response.content.decode()


def test_from_a_word_to_a_face_to_notes(world, client_of):
    meeting = MeetingFactory.create(match=pair(world), starts_at=ago(days=2))
    client, log, note = (
        client_of(world.mentee),
        at("meeting-log", meeting),
        at("meeting-note", meeting),
    )
    shown = text(client.post(log, {"happened": "yes"}, follow=True))
    assert "You said that it happened." in shown
    assert "How was it for you?" in shown
    assert "Nobody sees your face" in shown
    for face in ("Hard", "So-so", "Fine", "Good", "Great"):
        assert f"<span>{face}</span>" in shown
    response = client.post(log, {"mood": "4"})
    assert response.headers["Location"] == note
    assert "You and Amara read it. Coordinators do not." in text(client.get(note))
    client.post(note, {"own": "For me <b>", "shared": "For us"})
    assert MeetingNote.objects.count() == 2
    shown = text(client.get(log))
    assert "For me &lt;b&gt;" in shown
    assert "When do you meet next?" in shown
    assert "How was it for you?" not in shown
    assert "How was it for you?" in text(client.get(f"{log}?change"))
    assert client.post(log, {"mood": "1"}).headers["Location"] == log
    assert MeetingMood.objects.get().mood == 1


def test_the_second_sees_what_was_said_and_adds_their_own(world, client_of):
    meeting = MeetingFactory.create(match=pair(world), starts_at=ago(days=2))
    log = at("meeting-log", meeting)
    first, second = client_of(world.mentee), client_of(world.mentor)
    first.post(log, {"happened": "yes"})
    first.post(log, {"mood": "2"})
    first.post(at("meeting-note", meeting), {"own": "Secret words", "shared": "For us"})
    shown = text(second.post(log, {"happened": "no"}, follow=True))
    assert "Jonas said that it happened." in shown
    assert "Somebody has said so already" in shown
    assert "For us" in shown
    assert "Secret words" not in shown
    second.post(log, {"mood": "5"})
    assert set(MeetingMood.objects.values_list("person__name", "mood")) == {
        ("Jonas Weber", 2),
        ("Amara Okafor", 5),
    }


def test_a_slip_is_corrected(world, client_of):
    meeting = HeldMeetingFactory.create(match=pair(world), logged_by=world.mentor)
    log, client = at("meeting-log", meeting), client_of(world.mentee)
    assert "It did not happen after all" in text(client.get(log))
    for _each in range(2):
        shown = text(client.post(log, {"correct": "no"}, follow=True))
        meeting.refresh_from_db()
        assert meeting.state == MeetingState.NOT_HELD
    assert "It stands so already" in shown
    shown = text(client.post(log, {"mood": "3"}, follow=True))
    assert "Nobody has said that it happened." in shown
    assert not MeetingMood.objects.exists()


def test_a_note_too_long_is_not_lost(world, client_of):
    meeting = HeldMeetingFactory.create(match=pair(world))
    client = client_of(world.mentee)
    shown = text(client.post(at("meeting-note", meeting), {"own": "x" * 4001, "shared": "Kept"}))
    assert "Error" in shown.split("</title>")[0]
    assert "Kept</textarea>" in shown
    assert not MeetingNote.objects.exists()


def test_what_has_not_begun_has_no_notes(world, client_of):
    meeting = MeetingFactory.create(match=pair(world))
    response = client_of(world.mentee).post(at("meeting-note", meeting), {"own": "x"})
    assert response.headers["Location"] == at("meeting-log", meeting)
    assert not MeetingNote.objects.exists()


def when(days=2, hour="14:30", **fields):
    day = timezone.localdate() - timedelta(days=days)
    return {"day": day.isoformat(), "hour": hour, "minutes": "60", "place": "", **fields}


def test_a_past_meeting_is_entered_in_the_readers_time(world, client_of):
    world.mentee.time_zone = ZoneInfo("Asia/Tokyo")
    world.mentee.save()
    match = pair(world)
    client = client_of(world.mentee)
    assert "Your time, Tokyo." in text(client.get(at("meeting-past", match)))
    shown = text(client.post(at("meeting-past", match), when(place="Room 4"), follow=True))
    meeting = Meeting.objects.get()
    assert meeting.starts_at.astimezone(ZoneInfo("Asia/Tokyo")).hour == 14
    assert (meeting.place, meeting.minutes) == ("Room 4", 60)
    assert "How was it for you?" in shown


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"days": -1}, "That is not over yet"),
        ({"days": 90}, "You were matched on"),
        ({"hour": "25:00"}, "Enter a valid time"),
    ],
)
def test_a_wrong_time_is_refused_and_nothing_lost(world, client_of, fields, words):
    response = client_of(world.mentee).post(
        at("meeting-past", pair(world)), when(place="Room 4", **fields)
    )
    assert words in text(response)
    assert 'value="Room 4"' in text(response)
    assert not Meeting.objects.exists()


def test_the_same_time_leads_to_the_meeting_that_is_there(world, client_of):
    match, client = pair(world), client_of(world.mentee)
    client.post(at("meeting-past", match), when())
    known = Meeting.objects.get()
    shown = text(client_of(world.mentor).post(at("meeting-past", match), when(hour="15:00")))
    assert "You have a meeting at that time already." in shown
    assert at("meeting-log", known) in shown
    assert client.post(at("meeting-past", match), when()).headers["Location"] == at(
        "meeting-log", known
    )


def test_the_tab_leads_to_what_was_said_and_to_entering_a_meeting(world, client_of):
    meeting = HeldMeetingFactory.create(match=pair(world))
    shown = text(client_of(world.mentee).get("/meetings/"))
    assert at("meeting-log", meeting) in shown
    assert at("meeting-past", meeting.match) in shown


def test_an_ended_match_enters_no_meetings(world, client_of):
    match = pair(world, MatchState.CLOSED)
    client = client_of(world.mentee)
    for response in (client.get(at("meeting-past", match)), client.post(at("meeting-past", match))):
        assert response.headers["Location"] == at("my-match", match)


def test_nobody_else_reaches_any_of_it(world, client_of):
    meeting = HeldMeetingFactory.create(match=pair(world))
    other = MatchFactory.create(cohort=world.cohort)
    for person in (world.coordinator, world.administrator, world.stranger, other.mentees[0]):
        client = client_of(person)
        for name, row in (
            ("meeting-log", meeting),
            ("meeting-note", meeting),
            ("meeting-notes", meeting.match),
            ("meeting-past", meeting.match),
            ("my-fit", meeting.match),
        ):
            assert client.get(at(name, row)).status_code == 404, (person, name)
            sent = {"mood": "3", "own": "x", "answer": "good", "correct": "no", **when()}
            assert client.post(at(name, row), sent).status_code in {404, 405}, (person, name)
    assert Meeting.objects.get().state == MeetingState.HELD


def test_the_notes_ask_as_many_queries_for_1_and_30(world, client_of):
    match, client = pair(world), client_of(world.mentor)

    def questions():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(at("meeting-notes", match)).status_code == 200
        return len(captured)

    assert "Nothing is noted yet" in text(client.get(at("meeting-notes", match)))
    counts = []
    for number in (1, 18):
        for turn in range(number):
            MeetingNoteFactory.create(
                meeting__match=match,
                meeting__starts_at=ago(days=number + turn),
                by=world.mentee,
                reader="both",
            )
        counts.append(questions())
    assert counts[0] == counts[1]
