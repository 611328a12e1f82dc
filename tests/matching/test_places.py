"""What a participant's page in the console says of their matches."""

from matching.enums import MatchState
from matching.places import facts_of_matches
from mentorship.common.together import tell_together
from programmes.person_facts import Moment, Section
from tests.factories.matching import HeldMeetingFactory, pair


def told(place, viewer):
    (facts,) = tell_together(facts_of_matches(place, viewer))
    return facts


def sections(place, viewer):
    return [fact for fact in told(place, viewer) if isinstance(fact, Section)]


def moments(place, viewer):
    return [fact for fact in told(place, viewer) if isinstance(fact, Moment)]


def test_the_section_names_the_others_and_when_they_met(world):
    held = HeldMeetingFactory.create(match=pair(world))
    (section,) = sections(world.mentor_place, world.coordinator)
    (fact,) = section.facts
    assert fact.label == "Jonas Weber"
    assert fact.value.startswith(f"Active. Last met {held.starts_at.day} ")
    assert (section.tone, section.word) == ("good", "Active")
    assert str(held.match.pk) in fact.url


def test_without_a_match_there_is_no_section(world):
    assert told(world.mentor_place, world.coordinator) == []


def test_the_timeline_tells_beginning_and_end(world):
    pair(world, MatchState.ENDED_EARLY)
    titles = [moment.title for moment in moments(world.mentee_place, world.coordinator)]
    assert titles == [
        "Match with Amara Okafor proposed",
        "Began to meet Amara Okafor",
        "Match with Amara Okafor ended early",
    ]


def test_who_may_not_see_matches_reads_nothing(world):
    pair(world)
    for viewer in (world.facilitator, world.other_coordinator, world.stranger):
        assert told(world.mentor_place, viewer) == []
