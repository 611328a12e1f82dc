"""Nobody fits: every way that is proposed really places the mentee, once it is tried."""

import pytest

from matching.actions.board import take_out
from matching.models import DraftUnplaced
from matching.rounds.enums import DraftMode
from matching.trying.nobody import nobody_in
from matching.trying.nobody_page import Sayings, profiles_in, shortages_in
from matching.trying.solving import try_out
from tests.factories.rounds import MentorGroupFactory
from tests.matching.trying.making import small_round

pytestmark = pytest.mark.django_db

MENTORS = {
    "Amara Okafor": ("Law", ["strategy"], 2),
    "Li Wei Chen": ("Finance", ["strategy"], 1),
}
MENTEES = {
    "Ines Carvalho": ("Law", ["strategy"]),
    "Kwame Boateng": ("Law", ["strategy"]),
    "Tom Gallagher": ("Sales", ["strategy"]),
}


@pytest.fixture
def small(world):
    return small_round(world.programme, mentors=MENTORS, mentees=MENTEES)


def tried(nobody):
    """Return each mentee without a mentor, each way, and whom the draft places with it."""
    for known in nobody.remedies.mentees:
        for remedy in known.remedies:
            wanted = nobody.wanted_for(known.mentee, remedy)
            outcome = try_out(nobody.draft, wanted)
            placed = {place.mentee for place in outcome.after}
            before = {place.mentee for place in outcome.before}
            yield nobody.assembly.mentees[known.mentee].pk, remedy, before, placed


@pytest.mark.parametrize("mode", [DraftMode.PARTICIPATION, DraftMode.QUALITY])
def test_every_way_places_the_mentee_and_takes_nobodys_place(small, mode):
    nobody = nobody_in(small.draft(mode=mode))
    ways = list(tried(nobody))
    assert ways
    for mentee, _remedy, before, placed in ways:
        assert before | {mentee} <= placed
    kinds = {(bool(way.rules), bool(way.seats)) for _mentee, way, *_sides in ways}
    assert kinds >= {(True, False), (False, True)}


def test_a_pair_kept_apart_and_a_shared_ceiling_are_ways_too(small):
    group = MentorGroupFactory.create(round=small.round, name="Both houses", ceiling=1)
    for name in ("Amara", "Li"):
        group.members.create(round=small.round, participant=small[name])
    draft = small.draft(forbidden=[small.pair("Tom", "Amara"), small.pair("Tom", "Li")])
    nobody = nobody_in(draft)
    found = list(tried(nobody))
    assert any(way.ceilings for _mentee, way, *_sides in found)
    assert any(way.forbidden for _mentee, way, *_sides in found)
    for mentee, _way, before, placed in found:
        assert before | {mentee} <= placed


def test_who_shares_too_few_places(small):
    sayings = Sayings("a", nobody_in(small.draft()))
    (sentence,) = shortages_in(sayings)
    assert sentence == (
        "These 2 mentees can only be matched with Li Wei Chen, with room for 1: "
        "Ines Carvalho and Kwame Boateng."
    )


def test_the_missing_mentor_is_told_without_a_mentees_name(small):
    draft = small.draft()
    (profile,) = profiles_in(draft, nobody_in(draft))
    assert profile.mentees == 1
    assert profile.needs == ["Department: any but Law"]
    assert profile.helps == ["Interests: strategy"]
    said = " ".join([profile.title, *profile.needs, *profile.helps])
    assert not any(name.split()[0] in said for name in MENTEES)


def test_somebody_taken_out_by_hand_can_be_tried_again(small, world):
    draft = small.draft()
    pair = draft.pairs.get(mentee=small["Tom"])
    take_out(draft, pair, by=world.coordinator, seen_version=1)
    assert DraftUnplaced.objects.get(mentee=small["Tom"]).reason == "taken_out"
    nobody = nobody_in(draft)
    assert small["Tom"].pk in nobody.by_hand
    for mentee, _way, _before, placed in tried(nobody):
        assert mentee in placed
