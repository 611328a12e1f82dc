"""What a participant's page in the console says of their matches."""

from matching.enums import MatchState
from matching.places import moments_of_matches, sections_of_matches
from tests.factories.matching import HeldMeetingFactory, pair


def test_the_section_names_the_others_and_when_they_met(world):
    held = HeldMeetingFactory.create(match=pair(world))
    (section,) = sections_of_matches(world.mentor_place, world.coordinator)
    (fact,) = section.facts
    assert fact.label == "Jonas Weber"
    assert fact.value.startswith(f"Active. Last met {held.starts_at.day} ")
    assert (section.tone, section.word) == ("good", "Active")
    assert str(held.match.pk) in fact.url


def test_without_a_match_there_is_no_section(world):
    assert list(sections_of_matches(world.mentor_place, world.coordinator)) == []


def test_the_timeline_tells_beginning_and_end(world):
    pair(world, MatchState.ENDED_EARLY)
    titles = [moment.title for moment in moments_of_matches(world.mentee_place, world.coordinator)]
    assert titles == [
        "Match with Amara Okafor proposed",
        "Began to meet Amara Okafor",
        "Match with Amara Okafor ended early",
    ]


def test_who_may_not_see_matches_reads_nothing(world):
    pair(world)
    for viewer in (world.facilitator, world.other_coordinator, world.stranger):
        assert list(sections_of_matches(world.mentor_place, viewer)) == []
        assert list(moments_of_matches(world.mentor_place, viewer)) == []
