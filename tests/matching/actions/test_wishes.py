"""Naming whom one would like, within what the round allows."""

from datetime import timedelta

import pytest

from matching.actions.wishes import (
    NothingToHandInError,
    NotSuitableError,
    TooManyWishesError,
    WishesClosedError,
    add_wish,
    change_wish,
    enter_wishes,
    hand_in_wishes,
    rank_wishes,
    rate_wishes,
)
from matching.models import WishList
from matching.rounds.enums import WhoWishes
from matching.wishing.lists import wishes_of
from matching.wishing.order import Step
from mentorship.audit.models import Event
from tests.factories.rounds import RuleFactory
from tests.matching.wishing.open_rounds import another_mentor, profile_of, today, wishing


@pytest.fixture
def round_of_wishes(world):
    return wishing(world, most_wishes=2)


def ranks(world, chosen):
    own = wishes_of(world.mentee_place, chosen)
    return [(wish.about.person.name, wish.rank) for wish in own.wishes]


def test_names_are_added_moved_and_taken_off(world, round_of_wishes):
    mentee, by = world.mentee_place, world.mentee
    ben = another_mentor(world)
    add_wish(mentee, world.mentor_place.pk, by=by)
    add_wish(mentee, ben.pk, by=by)
    add_wish(mentee, ben.pk, by=by)
    assert ranks(world, round_of_wishes) == [("Amara Okafor", 1), ("Ben Li", 2)]

    change_wish(mentee, ben.pk, Step.UP, by=by)
    assert ranks(world, round_of_wishes) == [("Ben Li", 1), ("Amara Okafor", 2)]
    change_wish(mentee, world.mentor_place.pk, Step.EQUAL, by=by)
    assert {rank for _name, rank in ranks(world, round_of_wishes)} == {1}
    change_wish(mentee, ben.pk, Step.REMOVE, by=by)
    assert ranks(world, round_of_wishes) == [("Amara Okafor", 1)]


def test_no_more_names_than_the_round_allows(world, round_of_wishes):
    for name in ("Ben Li", "Ada King"):
        add_wish(world.mentee_place, another_mentor(world, name).pk, by=world.mentee)
    with pytest.raises(TooManyWishesError):
        add_wish(world.mentee_place, world.mentor_place.pk, by=world.mentee)
    assert len(ranks(world, round_of_wishes)) == 2


def test_nobody_whom_a_rule_rules_out_or_of_the_own_side_or_elsewhere(world, round_of_wishes):
    RuleFactory.create(round=round_of_wishes)
    profile_of(world.mentor_place, department="Finance")
    profile_of(world.mentee_place, department="Finance")
    for nobody in (world.mentor_place.pk, world.mentee_place.pk, round_of_wishes.pk):
        with pytest.raises(NotSuitableError):
            add_wish(world.mentee_place, nobody, by=world.mentee)


@pytest.mark.parametrize(
    "fields",
    [
        {"wishes_until": today() - timedelta(days=2)},
        {"wishes_until": None},
        {"who_wishes": WhoWishes.MENTORS},
        {"state": "closed"},
    ],
)
def test_nothing_is_taken_where_nobody_is_asked(world, fields):
    wishing(world, **fields)
    for act in (
        lambda: add_wish(world.mentee_place, world.mentor_place.pk, by=world.mentee),
        lambda: hand_in_wishes(world.mentee_place, by=world.mentee),
        lambda: rate_wishes(world.mentee_place, {}, by=world.mentee),
    ):
        with pytest.raises(WishesClosedError):
            act()
    assert not WishList.objects.exists()


def test_handing_in_is_recorded_once_without_names(world, round_of_wishes):
    with pytest.raises(NothingToHandInError):
        hand_in_wishes(world.mentee_place, by=world.mentee)
    add_wish(world.mentee_place, world.mentor_place.pk, by=world.mentee)
    hand_in_wishes(world.mentee_place, by=world.mentee)
    hand_in_wishes(world.mentee_place, by=world.mentee)

    event = Event.objects.get(kind="wishes.handed_in")
    assert event.changes == {"names": 1}
    change_wish(world.mentee_place, world.mentor_place.pk, Step.REMOVE, by=world.mentee)
    assert WishList.objects.get().handed_in_at is None


def test_an_order_becomes_ratings_and_an_order_again(world, round_of_wishes):
    mentee, by = world.mentee_place, world.mentee
    ben = another_mentor(world)
    add_wish(mentee, world.mentor_place.pk, by=by)
    add_wish(mentee, ben.pk, by=by)
    rate_wishes(mentee, {world.mentor_place.pk: 2}, by=by)
    own = wishes_of(mentee, round_of_wishes)
    assert [(wish.about.person.name, wish.rating) for wish in own.wishes] == [
        ("Ben Li", 4),
        ("Amara Okafor", 2),
    ]
    rank_wishes(mentee, by=by)
    assert ranks(world, round_of_wishes) == [("Ben Li", 1), ("Amara Okafor", 2)]


def test_a_coordinator_enters_what_somebody_told_after_the_last_day_too(world):
    chosen = wishing(world, wishes_until=today() - timedelta(days=3), most_wishes=2)
    ben = another_mentor(world)
    enter_wishes(
        chosen, world.mentee_place, [[ben.pk, world.mentor_place.pk]], by=world.coordinator
    )
    assert {rank for _name, rank in ranks(world, chosen)} == {1}
    assert WishList.objects.get().handed_in_at is not None
    assert Event.objects.get(kind="wishes.entered").actor_id == world.coordinator.pk
    with pytest.raises(NotSuitableError):
        enter_wishes(chosen, world.mentee_place, [[world.mentee_place.pk]], by=world.coordinator)
