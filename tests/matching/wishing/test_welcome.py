"""What open rounds put on a participant's home."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from matching.enums import MatchState
from matching.wishing.welcome import cards_of_wishing
from tests.cards import told_by
from tests.factories.matching import pair
from tests.factories.rounds import (
    FreeHoursFactory,
    MatchRequestFactory,
    WishListFactory,
)
from tests.matching.wishing.open_rounds import asking, wishing


def headlines(person):
    return [card.headline or card.title for card in told_by(person, cards_of_wishing)]


def test_hours_and_wishes_are_asked_for_until_they_are_told(world):
    chosen = wishing(world)
    assert headlines(world.mentee) == ["Whom would you like as a mentor?", "When could you meet?"]
    assert headlines(world.mentor)[0] == "Whom would you like as a mentee?"
    WishListFactory.create(round=chosen, participant=world.mentee_place)
    FreeHoursFactory.create(person=world.mentee, half_hours=[20])
    assert headlines(world.mentee) == ["Your wishes for Leaders are handed in"]


def test_who_is_asked_about_somebody_hears_no_more_of_wishes(world):
    chosen = wishing(world)
    FreeHoursFactory.create(person=world.mentee, half_hours=[20])
    WishListFactory.create(round=chosen, participant=world.mentee_place)
    pair(world, MatchState.PROPOSED)
    assert headlines(world.mentee) == []
    assert headlines(world.mentor)[0] == "Whom would you like as a mentee?"


def test_nothing_is_asked_without_an_open_round(world):
    assert headlines(world.mentee) == []
    wishing(world, state="closed")
    assert headlines(world.mentee) == []


def test_a_request_stands_on_both_homes(world):
    chosen = asking(world)
    assert headlines(world.mentee)[0] == "Find your mentor"
    MatchRequestFactory.create(round=chosen, mentee=world.mentee_place, mentor=world.mentor_place)
    assert headlines(world.mentor)[0] == "Jonas Weber asks you to be their mentor"
    assert headlines(world.mentee)[0] == "You have asked Amara"
    with CaptureQueriesContext(connection) as asked:
        headlines(world.mentee)
    assert len(asked) <= 6
