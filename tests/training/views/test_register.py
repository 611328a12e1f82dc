"""The register shows who stands how, and invites who needs a refresher to the next one."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mentorship.notifications.models import Message
from programmes.models import Participant
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import CohortFactory, ParticipantFactory, PauseFactory
from tests.factories.training import EnrolmentFactory, SessionFactory, initial_training
from training.actions.reminders import keep_reminding
from training.emails import SESSION_INVITATION
from training.models import Standing

STANDINGS = {"in_date": 100, "due": 340, "in_grace": 380, "lapsed": 500}


def mentor(world, name, days=None, **fields):
    person = PersonFactory.create(name=name, **fields)
    ParticipantFactory.create(cohort=world.cohort, person=person)
    if days is not None:
        initial_training(world.programme, person, days=days)
    return person


@pytest.fixture
def mentors(world):
    """One mentor of each currency, named after it, and one who is away."""
    people = {status: mentor(world, f"Mx {status}", days) for status, days in STANDINGS.items()}
    people["away"] = mentor(world, "Mx away", 340)
    PauseFactory.create(participant=people["away"].places.get(), starts_on=timezone.localdate())
    keep_reminding()
    Message.objects.all().delete()
    return people


@pytest.fixture
def client(world, client_of):
    return client_of(world.coordinator)


def url(world, name="register"):
    return reverse(f"training:{name}", args=(world.programme.slug,))


def names_in(response):
    text = response.content.decode()
    return {status for status in [*STANDINGS, "away"] if f">Mx {status}</a>" in text}


def test_the_register_opens_with_how_many_need_a_refresher(world, client, mentors):
    text = client.get(url(world)).content.decode()
    assert "Three mentors need a refresher" in text
    assert "When training runs out" in text


@pytest.mark.parametrize("status", [*STANDINGS, "away"])
def test_it_is_narrowed_by_currency(world, client, mentors, status):
    assert names_in(client.get(f"{url(world)}?status={status}")) == {status}


def test_it_is_narrowed_by_name(world, client, mentors):
    assert names_in(client.get(f"{url(world)}?q=GRACE")) == {"in_grace"}


def test_who_served_before_is_shown_when_asked_for(world, client, mentors):
    closed = CohortFactory.create(programme=world.programme, state="closed")
    place = ParticipantFactory.create(cohort=closed, state="finished", person__name="Old Hand")
    keep_reminding()
    assert "Old Hand" not in client.get(url(world)).content.decode()
    text = client.get(f"{url(world)}?who=all").content.decode()
    assert reverse("training:register-person", args=(world.programme.slug, place.pk)) in text


def test_the_next_place_stands_beside_the_name(world, client, mentors):
    session = SessionFactory.create(programme=world.programme, title="Asking more")
    EnrolmentFactory.create(session=session, person=mentors["due"])
    assert "Asking more, " in client.get(f"{url(world)}?status=due").content.decode()


def test_a_register_of_nobody_says_what_will_fill_it(world, client):
    assert "No mentor takes part now" in client.get(url(world)).content.decode()


def test_the_register_makes_the_same_number_of_queries_for_one_and_for_thirty(world, client):
    def queries():
        keep_reminding()
        client.get(url(world))  # the picture of these numbers is drawn once
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url(world)).status_code == 200
        return len(captured)

    mentor(world, "Mx One", 340)
    few = queries()
    for number in range(29):
        mentor(world, f"Mx {number}", 340)
    assert queries() == few


def test_the_register_is_cut_into_pages_of_25(world, client):
    for number in range(29):
        mentor(world, f"Mx {number}", 340)
    keep_reminding()
    assert "1 to 25 of 30" in client.get(url(world)).content.decode()
    assert "26 to 30 of 30" in client.get(f"{url(world)}?page=2").content.decode()


def test_inviting_shows_first_who_gets_what_and_who_does_not(world, client, mentors):
    SessionFactory.create(programme=world.programme, title="Asking more")
    nameless = mentor(world, "Mx Nameless", 340, email=None)
    booked = mentor(world, "Mx Booked", 340)
    other = SessionFactory.create(programme=world.programme)
    EnrolmentFactory.create(session=other, person=booked)
    keep_reminding()
    Message.objects.all().delete()

    text = client.get(url(world, "register-invite")).content.decode()

    assert "Invite 3 mentors?" in text
    assert "A place for you at “Asking more”" in text
    assert nameless.name in text.partition("Without an e-mail address")[2]
    for person in (booked, mentors["in_date"], mentors["away"]):
        assert person.name not in text
    assert not Message.objects.exists()


def everybody(response):
    """Return the ticks of a page as they are set."""
    return {"people": re.findall(r'value="([^"]+)" checked', response.content.decode())}


def test_inviting_writes_once_to_each(world, client, mentors):
    SessionFactory.create(programme=world.programme)
    ticked = everybody(client.get(url(world, "register-invite")))
    for _ in range(2):
        client.post(url(world, "register-invite"), ticked)
    messages = Message.objects.filter(kind=SESSION_INVITATION.name)
    needing = {mentors[status] for status in ("due", "in_grace", "lapsed")}
    assert {message.recipient for message in messages} == needing
    assert len(messages) == 3
    text = client.get(url(world, "register-invite")).content.decode()
    assert "Nobody is left to invite" in text
    assert "Invited before" in text


def test_without_a_free_place_a_session_is_offered_to_be_planned(world, client, mentors):
    EnrolmentFactory.create(session=SessionFactory.create(programme=world.programme, capacity=1))
    text = client.get(url(world, "register-invite")).content.decode()
    assert "No refresher has a free place" in text
    assert url(world, "session-add") in text
    client.post(url(world, "register-invite"))
    assert not Message.objects.exists()


def test_a_refresher_of_another_cohort_is_offered_to_its_own_people(world, client, mentors):
    other = CohortFactory.create(programme=world.programme)
    SessionFactory.create(programme=world.programme, cohort=other)
    text = client.get(url(world, "register-invite")).content.decode()
    assert "Nobody is left to invite" in text
    assert "In a cohort no session is for" in text


def test_session_after_session_is_filled_and_who_finds_no_place_is_named(world, client, mentors):
    for title in ("First one", "Second one"):
        SessionFactory.create(programme=world.programme, title=title, capacity=1)
    page = client.get(url(world, "register-invite"))
    first, second = page.content.decode().split("Second one")
    assert "Mx lapsed" in first
    assert "Mx in_grace" in second.split("No place is left for")[0]
    assert "Mx due" in second.split("No place is left for")[1]
    client.post(url(world, "register-invite"), everybody(page))
    assert Message.objects.filter(kind=SESSION_INVITATION.name).count() == 2
    text = client.get(url(world, "register-invite")).content.decode()
    assert "Every free place is offered already" in text


def test_only_who_is_ticked_is_invited_and_to_what_was_shown(world, client, mentors):
    SessionFactory.create(programme=world.programme)
    ticked = everybody(client.get(url(world, "register-invite")))["people"]
    stale = "00000000-0000-4000-8000-000000000000:" + ticked[0].split(":")[1]
    answer = client.post(url(world, "register-invite"), {"people": [stale]})
    assert "Places have changed meanwhile" in answer.content.decode()
    answer = client.post(url(world, "register-invite"), {})
    assert "Choose somebody to invite" in answer.content.decode()
    assert not Message.objects.exists()
    client.post(url(world, "register-invite"), {"people": ticked[:1]})
    assert Message.objects.get().recipient == mentors["lapsed"]


def test_it_is_narrowed_by_cohort_month_and_place(world, client, mentors):
    other = CohortFactory.create(programme=world.programme)
    ParticipantFactory.create(cohort=other, person=mentors["due"])
    assert names_in(client.get(f"{url(world)}?cohort={other.pk}")) == {"due"}
    month = Standing.objects.get(person=mentors["in_date"]).expires_on
    assert names_in(client.get(f"{url(world)}?ends={month:%Y-%m}")) == {"in_date"}
    EnrolmentFactory.create(
        session=SessionFactory.create(programme=world.programme), person=mentors["due"]
    )
    assert names_in(client.get(f"{url(world)}?booked=yes")) == {"due"}
    assert "due" not in names_in(client.get(f"{url(world)}?booked=no"))


@pytest.mark.parametrize("query", ["ends=nonsense", "cohort=1", "booked=maybe", "page=x"])
def test_what_cannot_be_meant_is_no_error(world, client, mentors, query):
    assert client.get(f"{url(world)}?{query}").status_code == 200


def test_a_row_says_what_comes_and_what_restores_it(world, client, mentors):
    text = client.get(f"{url(world)}?status=lapsed").content.decode()
    assert "3 hours of refresher training or 2 gatherings" in text
    assert "In grace from" in client.get(f"{url(world)}?status=due").content.decode()


def test_mentees_have_a_register_of_their_own(world, client):
    initial_training(world.programme, world.mentee, days=20, role="mentee")
    keep_reminding()
    text = client.get(url(world, "register-mentees")).content.decode()
    assert world.mentee.name in text
    assert world.mentor.name not in text
    assert client.get(url(world, "register-mentees-invite")).status_code == 200
    assert client.get(url(world, "register-mentees-file")).status_code == 200


def test_nobody_is_to_be_invited_where_nobody_needs_it(world, client):
    mentor(world, "Mx in date", 100)
    Participant.objects.exclude(person__name="Mx in date").delete()
    keep_reminding()
    page = client.get(reverse("training:register", args=(world.programme.slug,)))
    assert "Nobody’s skills need refreshing now" in page.content.decode()
    assert reverse("training:register-invite", args=(world.programme.slug,)) not in (
        page.content.decode()
    )
