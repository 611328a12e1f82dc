"""The Meetings tab: planning, moving, cancelling, and a word afterwards."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from matching.enums import MatchState, MeetingState
from matching.models import Meeting
from tests.factories.matching import HeldMeetingFactory, MatchFactory, MeetingFactory, ago, pair

TAB = "/meetings/"


def at(meeting, verb):
    return reverse(f"matching:meeting-{verb}", args=(meeting.pk,))


def plan(match):
    return reverse("matching:meeting-plan", args=(match.pk,))


def text(response):
    return response.content.decode()


def when(days=5, hour="14:30", **fields):
    day = timezone.localdate() + timedelta(days=days)
    return {"day": day.isoformat(), "hour": hour, "minutes": "60", "place": "", **fields}


def test_without_a_match_the_tab_says_what_will_be_here(world, client_of):
    assert "You are not matched yet" in text(client_of(world.mentee).get(TAB))


def test_the_tab_opens_with_the_next_meeting(world, client_of):
    world.mentee.time_zone = ZoneInfo("Europe/Lisbon")
    world.mentee.save()
    world.mentor.time_zone = ZoneInfo("Asia/Tokyo")
    world.mentor.save()
    match = pair(world)
    meeting = MeetingFactory.create(match=match, place="https://video.example/x")
    HeldMeetingFactory.create(match=match)
    shown = text(client_of(world.mentee).get(TAB))
    local = meeting.starts_at.astimezone(ZoneInfo("Europe/Lisbon"))
    there = meeting.starts_at.astimezone(ZoneInfo("Asia/Tokyo"))
    for words in (
        "You meet Amara on",
        f"{local:%H:%M} · Amara",
        "45 minutes, by video. Your time, Lisbon.",
        f"{there:%H:%M} for Amara, Tokyo",
        'href="https://video.example/x"',
        "Before",
        at(meeting, "move"),
        at(meeting, "cancel"),
    ):
        assert words in shown


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (MatchState.ACCEPTED, "Agreement, goals, messages and notes"),
        (MatchState.PAUSED, "Agreement, goals, messages and notes"),
        (MatchState.CLOSED, "Until "),
        (MatchState.PROPOSED, ""),
        (MatchState.EXPIRED, ""),
    ],
)
def test_the_tab_leads_to_ones_match_while_it_lasts_and_after(world, client_of, state, words):
    match = pair(world, state)
    shown = text(client_of(world.mentee).get(TAB))
    assert (reverse("matching:my-match", args=(match.pk,)) in shown) == bool(words)
    assert words in shown


def test_what_waits_for_a_word_is_the_one_thing_asked(world, client_of):
    MeetingFactory.create(match=pair(world), starts_at=ago(days=1))
    shown = text(client_of(world.mentee).get(TAB))
    assert "Did you meet?</h1>" in shown
    assert shown.count("button-primary") == 1


def test_a_place_that_is_no_address_is_no_link(world, client_of):
    for place in ("javascript:alert(1)", "https://x.example/ javascript:"):
        MeetingFactory.create(match=pair(world), place=place)
        assert f'href="{place}' not in text(client_of(world.mentee).get(TAB))


def test_planning_speaks_the_readers_time(world, client_of):
    world.mentee.time_zone = ZoneInfo("Asia/Tokyo")
    world.mentee.save()
    match = pair(world)
    client = client_of(world.mentee)
    assert "Your time, Tokyo." in text(client.get(plan(match)))
    response = client.post(plan(match), when(place="Room 4"))
    assert response.headers["Location"] == TAB
    meeting = Meeting.objects.get()
    local = meeting.starts_at.astimezone(ZoneInfo("Asia/Tokyo"))
    assert (local.hour, local.minute, meeting.minutes, meeting.place) == (14, 30, 60, "Room 4")


def test_bad_input_loses_nothing(world, client_of):
    match = pair(world)
    response = client_of(world.mentee).post(plan(match), when(days=-1, place="Room 4"))
    shown = text(response)
    assert "That is over already" in shown
    assert 'value="Room 4"' in shown
    assert "Error" in shown.split("</title>")[0]
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("state", [MatchState.PROPOSED, MatchState.PAUSED, MatchState.CLOSED])
def test_only_a_match_under_way_plans(world, client_of, state):
    match = pair(world, state)
    client = client_of(world.mentee)
    for response in (client.get(plan(match)), client.post(plan(match), when())):
        assert response.status_code == 302
    assert not Meeting.objects.exists()


def test_a_meeting_is_moved(world, client_of):
    meeting = MeetingFactory.create(match=pair(world), place="Room 4")
    client = client_of(world.mentor)
    shown = text(client.get(at(meeting, "move")))
    local = timezone.localtime(meeting.starts_at, world.mentor.time_zone)
    assert f'value="{local:%Y-%m-%d}"' in shown
    assert f'value="{local:%H:%M}"' in shown
    client.post(at(meeting, "move"), when(days=9, place="Room 5", sequence="0"))
    meeting.refresh_from_db()
    assert (meeting.place, meeting.sequence, meeting.minutes) == ("Room 5", 1, 60)


def test_an_old_page_does_not_overwrite_a_newer_time(world, client_of):
    meeting = MeetingFactory.create(match=pair(world), sequence=3)
    starts_at = meeting.starts_at
    shown = text(client_of(world.mentor).post(at(meeting, "move"), when(sequence="2"), follow=True))
    assert "Somebody changed this meeting first" in shown
    meeting.refresh_from_db()
    assert meeting.starts_at == starts_at


def test_a_meeting_is_cancelled_on_the_second_word(world, client_of):
    meeting = MeetingFactory.create(match=pair(world))
    client = client_of(world.mentee)
    assert "Cancel this meeting?" in text(client.get(at(meeting, "cancel")))
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.PLANNED
    client.post(at(meeting, "cancel"))
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.CANCELLED
    assert "not planned any more" in text(client.post(at(meeting, "cancel"), follow=True))
    assert "not planned any more" in text(client.get(at(meeting, "move"), follow=True))


@pytest.mark.parametrize(
    ("word", "state"), [("yes", MeetingState.HELD), ("no", MeetingState.NOT_HELD)]
)
def test_one_tap_logs_it(world, client_of, word, state):
    meeting = MeetingFactory.create(match=pair(world), starts_at=ago(days=2))
    client = client_of(world.mentee)
    assert "Did you meet Amara on" in text(client.get(TAB))
    client.get(at(meeting, "log"))
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.PLANNED
    client.post(at(meeting, "log"), {"happened": word})
    meeting.refresh_from_db()
    assert (meeting.state, meeting.logged_by) == (state, world.mentee)
    again = client_of(world.mentor).post(at(meeting, "log"), {"happened": "yes"}, follow=True)
    assert "Somebody has said so already" in text(again)
    said = {"yes": "You said that it happened.", "no": "You said that it did not happen."}
    assert said[word] in text(client.get(at(meeting, "log")))


def test_a_word_that_is_none_changes_nothing(world, client_of):
    over = MeetingFactory.create(match=pair(world), starts_at=ago(days=2))
    ahead = MeetingFactory.create(match=over.match)
    client = client_of(world.mentee)
    assert client.post(at(over, "log"), {"happened": "perhaps"}).status_code == 200
    shown = text(client.post(at(ahead, "log"), {"happened": "yes"}, follow=True))
    assert "It has not begun yet" in shown
    assert "It has not begun yet" in text(client.get(at(ahead, "log")))
    assert set(Meeting.objects.values_list("state", flat=True)) == {MeetingState.PLANNED}


def test_nobody_else_comes_near_a_meeting(world, client_of):
    meeting = MeetingFactory.create(match=pair(world), starts_at=ago(days=2), place="Room 4")
    other = MatchFactory.create(cohort=world.cohort)
    outsiders = [world.coordinator, world.stranger, world.other_coordinator, other.mentees[0]]
    for person in outsiders:
        client = client_of(person)
        for verb in ("move", "cancel", "log"):
            assert client.get(at(meeting, verb)).status_code == 404, person
            assert client.post(at(meeting, verb), {"happened": "yes"}).status_code == 404
        assert client.get(plan(meeting.match)).status_code == 404
        assert client.post(plan(meeting.match), when()).status_code == 404
        assert "Room 4" not in text(client.get(TAB))
        assert "Amara" not in text(client.get(TAB))
    assert Meeting.objects.get().state == MeetingState.PLANNED


def test_the_tab_leads_to_the_pages_of_matches(world, client_of):
    going, ended = pair(world), pair(world, MatchState.CLOSED)
    proposed = pair(world, MatchState.PROPOSED)
    shown = text(client_of(world.mentee).get(TAB))
    assert f'href="/matches/{going.pk}/"' in shown
    assert f'href="/matches/{ended.pk}/"' in shown
    assert f'href="/matches/{proposed.pk}/"' not in shown


def test_the_tab_asks_as_many_queries_for_1_and_30(world, client_of):
    client = client_of(world.mentor)
    match = pair(world)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(TAB).status_code == 200
        return len(captured)

    def meetings(match, number):
        for days in range(number):
            MeetingFactory.create(match=match, starts_at=ago(days=-3 - days))
            MeetingFactory.create(match=match, starts_at=ago(days=3 + days))
            HeldMeetingFactory.create(
                match=match, starts_at=ago(days=60 + days), logged_by=world.mentor
            )

    meetings(match, 1)
    one = queries()
    for _number in range(4):
        other = MatchFactory.create(cohort=world.cohort, mentors=[world.mentor_place])
        meetings(other, 6)
    assert queries() == one
