"""A participant's home says when the next session is, and when training is due."""

import pytest

from programmes.cards import home_of
from tests.cards import told_by
from tests.factories.programmes import PauseFactory
from tests.factories.training import (
    EnrolmentFactory,
    GatheringFactory,
    SessionFactory,
    in_days,
    initial_training,
)
from training.actions import reverse_entry
from training.enums import CourseKind, EnrolmentState
from training.welcome import cards_of_bookings, cards_of_due_training


@pytest.fixture(autouse=True)
def thursday(time_machine):
    time_machine.move_to("2027-03-11T12:00:00Z")


def cards(world):
    return told_by(world.mentor, cards_of_bookings, cards_of_due_training)


def book(world, session, **fields):
    return EnrolmentFactory.create(session=session, person=world.mentor, **fields)


@pytest.mark.parametrize(
    ("days", "headline"),
    [
        (0.2, "Your refresher is today"),
        (1, "Your refresher is tomorrow"),
        (5, "Your refresher is on Tuesday"),
        (20, "Your refresher is on 31 March"),
    ],
)
def test_the_next_session_by_its_day(world, days, headline):
    session = SessionFactory.create(
        programme=world.programme, starts_at=in_days(days), title="Asking more"
    )
    book(world, session)
    (card,) = cards(world)
    assert card.headline == headline
    assert card.text == "Asking more, Room 2.14"
    assert card.url == f"/learn/sessions/{session.pk}/"


def test_the_day_is_that_of_the_person(world):
    world.mentor.time_zone = "Pacific/Auckland"
    book(world, SessionFactory.create(programme=world.programme, starts_at=in_days(0.2)))
    (card,) = cards(world)
    assert card.headline == "Your refresher is today"
    assert card.title.startswith("Fri 12 March")


def test_what_is_not_a_refresher_is_called_what_it_is(world):
    book(world, GatheringFactory.create(programme=world.programme, starts_at=in_days(5)))
    assert cards(world)[0].headline == "Your gathering is on Tuesday"
    session = SessionFactory.create(
        programme=world.programme, course__kind=CourseKind.INITIAL, starts_at=in_days(1)
    )
    book(world, session)
    assert cards(world)[0].headline == "Your training is tomorrow"


def test_a_place_in_line_or_in_the_past_is_no_news(world):
    book(world, SessionFactory.create(programme=world.programme), state=EnrolmentState.WAITING)
    book(world, SessionFactory.create(programme=world.programme, starts_at=in_days(-1)))
    assert cards(world) == []


def test_training_that_is_due_says_until_when_and_what_helps(world):
    initial_training(world.programme, world.mentor, days=335)
    (card,) = cards(world)
    assert card.title == "Your training is due by 10 April 2027"
    assert card.text == "3 hours of refresher training or 2 gatherings by then keeps it in date."
    assert card.url == "/learn/"
    assert card in home_of(world.mentor).cards


def test_what_is_late_comes_before_what_is_due(world):
    entry = initial_training(world.programme, world.mentor, days=335)
    due = cards(world)[0]
    reverse_entry(entry, by=None, reason="A wrong day")
    initial_training(world.programme, world.mentor, days=380)
    late = cards(world)[0]
    assert late.title == "Your training was due by 24 February 2027"
    assert late.order < due.order


def test_who_booked_a_refresher_or_is_away_is_left_in_peace(world):
    initial_training(world.programme, world.mentor, days=335)
    enrolment = book(world, SessionFactory.create(programme=world.programme))
    assert [card.key.split(".")[1] for card in cards(world)] == ["session"]
    enrolment.delete()
    PauseFactory.create(participant=world.mentor_place)
    assert cards(world) == []


def test_who_is_in_date_hears_nothing(world):
    initial_training(world.programme, world.mentor, days=10)
    assert cards(world) == []
