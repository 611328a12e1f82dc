"""What a participant's home says of their matches."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from matching.enums import MatchState
from matching.welcome import cards_of_matches, steps_of_matches
from tests.factories.matching import HeldMeetingFactory, MatchFactory, MeetingFactory, ago, pair


def cards(person):
    return sorted(cards_of_matches(person), key=lambda card: card.order)


def steps(place):
    return [(step.label, step.is_done) for step in steps_of_matches([place])[place.pk]]


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
    assert [card.headline for card in found] == ["When do you meet Jonas?", "Did you meet Jonas?"]
    assert found[1].url == f"/meetings/{meeting.pk}/log/"


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
    with django_assert_num_queries(1):
        steps_of_matches([world.mentor_place, world.mentee_place])
