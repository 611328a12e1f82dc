"""A participant's home, and their answer to an invitation."""

from datetime import UTC, datetime

import pytest
import time_machine

from mentorship.accounts.models import Person
from programmes.cards import Card, Step, register_cards, register_steps
from programmes.enums import ParticipantRole, ParticipantState
from programmes.models import Participant
from programmes.welcome import steps_of_places
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import CohortFactory, ParticipantFactory

HOME = "/home/"


def themselves(person):
    return Person.objects.filter(pk=person.pk)


@pytest.fixture
def cards(monkeypatch):
    """What stands on the home, in place of what the apps say."""
    said = []
    monkeypatch.setattr("programmes.cards._card_sources", [])
    register_cards(lambda _person, _themselves: said, themselves)
    return said


def card(key, *, order, headline=""):
    return Card(key, f"Title of {key}", "Text", "Go", f"/{key}/", order, headline)


@pytest.mark.parametrize(
    ("hour", "zone", "greeting"),
    [
        (8, "Europe/London", "Good morning, Jonas"),
        (10, "Asia/Tokyo", "Good evening, Jonas"),
        (8, "Asia/Kolkata", "Good afternoon, Jonas"),
        (2, "Europe/London", "Good evening, Jonas"),
    ],
)
def test_the_greeting_knows_the_time_where_the_person_is(world, client_of, hour, zone, greeting):
    world.mentee.time_zone = zone
    world.mentee.save()
    with time_machine.travel(datetime(2027, 1, 12, hour, 30, tzinfo=UTC), tick=False):
        page = client_of(world.mentee).get(HOME)
    assert greeting in page.text


def test_the_first_card_that_may_opens_the_page_large(world, client_of, cards):
    cards.extend(
        [
            card("small", order=1),
            card("later", order=9, headline="Later"),
            card("meeting", order=5, headline="You meet Amara on Tuesday"),
        ]
    )
    page = client_of(world.mentee).get(HOME)

    assert "<h1>You meet Amara on Tuesday</h1>" in page.text
    assert page.text.count("card-hero") == 1
    hero = page.text.split("card-hero")[1].split("</section>")[0]
    assert "Title of meeting" in hero
    assert page.text.index("Title of small") < page.text.index("Title of later")


def test_the_path_shows_how_far_somebody_is(world, client_of, monkeypatch):
    monkeypatch.setattr("programmes.cards._step_sources", [])
    register_steps(steps_of_places)
    page = client_of(world.mentor).get(HOME)

    (path,) = page.context["paths"]
    assert [(step.label, step.state) for step in path.steps] == [
        ("Start", "done"),
        ("Training", "done"),
        ("Match", "now"),
        ("Close", "later"),
    ]
    assert "3 of 4" in page.text


def test_steps_of_all_apps_stand_in_one_order(world, client_of, monkeypatch):
    place = world.mentor_place.pk
    start, meeting, close = (
        Step("Start", 10, is_done=True),
        Step("Meeting 1", 40, is_done=False, url="/meetings/"),
        Step("Close", 90, is_done=False),
    )
    sources = [lambda _places: {place: [close, start]}, lambda _places: {place: [meeting]}]
    monkeypatch.setattr("programmes.cards._step_sources", [])
    for source in sources:
        register_steps(source)

    (path,) = client_of(world.mentor).get(HOME).context["paths"]

    assert [(step.label, step.state, step.url) for step in path.steps] == [
        ("Start", "done", ""),
        ("Meeting 1", "now", "/meetings/"),
        ("Close", "later", ""),
    ]
    assert path.reached == 2


def test_who_is_mentor_and_mentee_sees_two_paths_told_apart(world, client_of):
    elsewhere = CohortFactory.create(programme__name="Founders")
    ParticipantFactory.create(cohort=elsewhere, person=world.mentor, role=ParticipantRole.MENTEE)

    page = client_of(world.mentor).get(HOME)

    assert "Your path as mentee in Founders" in page.text
    assert "Your path as mentor in Leaders" in page.text


@pytest.mark.parametrize("who", ["reviewer", "facilitator"])
def test_who_helps_the_team_sees_where(world, client_of, who):
    page = client_of(getattr(world, who)).get(HOME)

    assert "Nothing for you just now" in page.text
    assert "Leaders" in page.text
    assert who.capitalize() in page.text


def test_somebody_with_no_part_yet_is_told_kindly(world, client_of):
    page = client_of(PersonFactory.create(name="Noor Ali")).get(HOME)
    assert "It is quiet here" in page.text
    assert page.status_code == 200


@pytest.fixture
def invited(world):
    return ParticipantFactory.create(
        cohort=world.cohort,
        person=PersonFactory.create(name="Kwame Mensah"),
        state=ParticipantState.INVITED,
    )


def test_an_invitation_opens_the_home_of_whoever_is_invited(client_of, invited):
    page = client_of(invited.person).get(HOME)

    assert "<h1>Would you like to be a mentor?</h1>" in page.text
    assert f"/invitations/{invited.pk}/" in page.text


@pytest.mark.parametrize(
    ("answer", "state", "thanks"),
    [
        ("yes", ParticipantState.APPLIED, "The coordinators will write to you."),
        ("no", ParticipantState.WITHDRAWN, "Perhaps another time."),
    ],
)
def test_an_invitation_is_answered_once(client_of, invited, answer, state, thanks):
    client = client_of(invited.person)
    address = f"/invitations/{invited.pk}/"

    assert "A no needs no reason." in client.get(address).text
    answered = client.post(address, {"answer": answer}, follow=True)

    assert thanks in answered.text
    assert Participant.objects.get(pk=invited.pk).state == state
    again = client.post(address, {"answer": "yes"}, follow=True)
    assert "You have answered already." in again.text
    assert Participant.objects.get(pk=invited.pk).state == state


def test_looking_at_an_invitation_answers_nothing(client_of, invited):
    client = client_of(invited.person)
    client.get(f"/invitations/{invited.pk}/?answer=yes")
    client.post(f"/invitations/{invited.pk}/", {"answer": "perhaps"})
    assert Participant.objects.get(pk=invited.pk).state == ParticipantState.INVITED


def test_nobody_answers_for_somebody_else(world, client_of, invited):
    for person in (world.coordinator, world.mentor, world.stranger):
        client = client_of(person)
        address = f"/invitations/{invited.pk}/"
        assert client.post(address, {"answer": "yes"}).status_code == 404
    assert Participant.objects.get(pk=invited.pk).state == ParticipantState.INVITED


def test_an_applicant_hears_that_the_coordinators_have_the_next_step(client_of, invited):
    client = client_of(invited.person)
    client.post(f"/invitations/{invited.pk}/", {"answer": "yes"})
    assert "Your application is with us" in client.get(HOME).text
