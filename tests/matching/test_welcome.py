"""What a participant's home says of their matches."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from matching.enums import MatchState, MeetingState
from matching.welcome import cards_of_matches, steps_of_matches
from tests.cards import steps_by, told_by
from tests.factories.matching import HeldMeetingFactory, MatchFactory, MeetingFactory, ago, pair


def cards(person):
    return sorted(told_by(person, cards_of_matches), key=lambda card: card.order)


def steps(place):
    return [(step.label, step.is_done) for step in steps_by(place, steps_of_matches)]


def test_without_a_match_there_is_no_card(world):
    assert cards(world.mentor) == []


def test_a_proposal_is_the_first_thing_to_see(world):
    match = pair(world, MatchState.PROPOSED, title="Exports")
    (to_mentee,) = cards(world.mentee)
    (to_mentor,) = cards(world.mentor)
    assert to_mentee.headline == "Amara Okafor could be your mentor"
    assert to_mentor.headline == "Jonas Weber could be your mentee"
    assert (to_mentee.title, to_mentee.url) == ("Exports", f"/matches/{match.pk}/")


def test_who_has_said_yes_waits_without_a_headline(world):
    match = pair(world, MatchState.PROPOSED)
    match.members.filter(participant=world.mentee_place).update(accepted_at=ago(days=1))
    (card,) = cards(world.mentee)
    assert not card.is_big_worthy
    assert "You have said yes" in card.text


def test_a_new_match_asks_for_a_date(world):
    match = pair(world, MatchState.ACCEPTED)
    (card,) = cards(world.mentor)
    assert card.headline == "You and Jonas are matched"
    assert card.url == f"/matches/{match.pk}/meetings/plan/"


def test_an_active_match_without_a_plan_asks_when(world):
    pair(world)
    (card,) = cards(world.mentee)
    assert card.headline == "When do you meet Amara?"


def test_the_next_meeting_is_told_in_the_readers_zone(world):
    world.mentee.time_zone = ZoneInfo("Europe/Lisbon")
    world.mentee.save()
    starts_at = (timezone.now() + timedelta(days=3)).replace(minute=0, second=0, microsecond=0)
    MeetingFactory.create(match=pair(world), starts_at=starts_at, place="https://video.example/x")
    (card,) = cards(world.mentee)
    local = starts_at.astimezone(ZoneInfo("Europe/Lisbon"))
    assert card.headline == f"You meet Amara on {local:%A}"
    assert card.title == f"{local:%a} {local.day} {local:%B}, {local:%H:%M}"
    assert card.text == "45 minutes, by video. Your time, Lisbon."


@pytest.mark.parametrize(
    ("place", "text"), [("", "45 minutes. Your"), ("Room 4", "45 minutes, Room 4. Your")]
)
def test_a_place_is_said_as_it_is(world, place, text):
    MeetingFactory.create(match=pair(world), place=place)
    (card,) = cards(world.mentee)
    assert card.text.startswith(text)


def test_a_meeting_that_is_over_wants_a_word(world):
    meeting = MeetingFactory.create(match=pair(world), starts_at=ago(days=2))
    found = cards(world.mentor)
    assert [card.headline for card in found] == ["Did you meet Jonas?", "When do you meet Jonas?"]
    assert found[0].url == f"/meetings/{meeting.pk}/log/"
    assert [choice.label for choice in found[0].choices] == ["It happened", "It did not"]


def test_only_a_meeting_today_comes_before_a_word_about_the_last(world):
    match = pair(world)
    MeetingFactory.create(match=match, starts_at=ago(days=2))
    MeetingFactory.create(match=match, starts_at=timezone.now() + timedelta(days=2))
    MeetingFactory.create(match=match, starts_at=timezone.now() + timedelta(days=9))
    assert [card.headline[:8] for card in cards(world.mentee)] == ["Did you ", "You meet"]
    MeetingFactory.create(match=match, starts_at=timezone.now() + timedelta(seconds=1))
    assert [card.headline[:8] for card in cards(world.mentee)] == ["You meet", "Did you "]


def test_a_word_is_said_with_one_tap_from_home(world, client_of):
    meeting = MeetingFactory.create(match=pair(world), starts_at=ago(days=2))
    client = client_of(world.mentee)
    (card,) = [card for card in cards(world.mentee) if card.choices]
    assert card.choices[0].label in client.get("/home/").content.decode()
    tapped = client.post(card.url, {card.choices[0].name: card.choices[0].value}, follow=True)
    assert tapped.status_code == 200
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.HELD


def test_the_path_counts_meetings(world):
    match = pair(world)
    assert steps(world.mentee_place) == [("First meeting", False)]
    HeldMeetingFactory.create(match=match, starts_at=ago(days=20))
    HeldMeetingFactory.create(match=match, starts_at=ago(days=5))
    assert steps(world.mentee_place) == [("First meeting", True), ("Meeting 3", False)]


def test_at_the_end_the_last_meeting_is_behind_them(world):
    HeldMeetingFactory.create(match=pair(world, MatchState.CLOSED))
    assert steps(world.mentor_place) == [("First meeting", True), ("Meeting 1", True)]


def test_the_match_under_way_counts_before_one_that_ended(world):
    first = pair(world, MatchState.ENDED_EARLY)
    for days in (9, 16):
        HeldMeetingFactory.create(match=first, starts_at=ago(days=days))
    second = MatchFactory.create(cohort=world.cohort, mentors=[world.mentor_place])
    HeldMeetingFactory.create(match=second)
    assert steps(world.mentor_place) == [("First meeting", True), ("Meeting 2", False)]


def test_steps_are_one_query(world, django_assert_num_queries):
    HeldMeetingFactory.create(match=pair(world))
    place = world.mentor_place
    with django_assert_num_queries(1):
        steps_by(place, steps_of_matches)
