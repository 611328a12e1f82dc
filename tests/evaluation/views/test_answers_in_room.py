"""A room’s link: no account, honest about its limits, and shut where it should be."""

import uuid

import pytest
from django.urls import reverse

from evaluation.actions.waves import close_wave
from evaluation.answering_links import AnswerLink
from evaluation.enums import Candour
from evaluation.models import AnsweringTime, Receipt, SealedAnswer
from tests.evaluation.calling import called
from tests.evaluation.views.test_answers import GIVEN, make_wave

ROOM = "together"
PATH = f"/surveys/room/{ROOM}/"


@pytest.fixture
def wave(world):
    return make_wave(world.cohort, room_key=ROOM, invited=2)


def sent(**more):
    return GIVEN | {"go.sending": str(uuid.uuid4()), "go.seconds": "40"} | more


def test_anybody_in_the_room_answers_and_the_device_remembers(client, wave):
    assert "2 people are asked, and no more answers" in client.get(PATH).content.decode()
    page = client.post(PATH, sent(), follow=True)
    assert page.redirect_chain == [(PATH, 302)]
    assert "An answer from this device has arrived." in page.content.decode()
    assert SealedAnswer.objects.get().values["mentor_met_expectations"] == 4
    assert not Receipt.objects.exists()
    assert AnsweringTime.objects.get().half_minutes == 2


def test_the_cookie_names_nobody(client, wave):
    client.post(PATH, sent())
    cookie = client.cookies[f"room-{wave.pk.hex}"]
    assert (cookie.value, bool(cookie["httponly"]), cookie["samesite"]) == ("1", True, "Lax")
    assert "session" not in client.cookies


def test_what_arrives_twice_counts_once_even_for_the_last_seat(client, client_of, world, wave):
    type(wave).objects.filter(pk=wave.pk).update(invited=1)
    given = sent()
    for _again in range(2):
        assert client.post(PATH, given).status_code == 302
    assert SealedAnswer.objects.count() == 1
    late = client_of(world.mentee).get(PATH)
    assert late.status_code == 410
    assert "Everybody has answered" in late.content.decode()
    assert client_of(world.mentee).post(PATH, sent()).status_code == 410


def test_who_has_signed_in_and_is_asked_answers_on_their_own_page_and_once(client_of, world, wave):
    call = called(wave, world.mentee)
    own = client_of(world.mentee)
    assert own.get(PATH).headers["Location"] == f"/surveys/{call.pk}/"
    own.post(f"/surveys/{call.pk}/", GIVEN)
    assert "Your answer has arrived." in own.get(PATH, follow=True).content.decode()
    assert (Receipt.objects.count(), SealedAnswer.objects.count()) == (1, 1)


def test_a_device_on_which_the_own_link_was_answered_is_not_asked_in_the_room(client, world, wave):
    client.post(AnswerLink.of(called(wave, world.mentee)).path, GIVEN)
    assert "An answer from this device has arrived." in client.get(PATH).content.decode()


def test_on_the_device_of_the_room_the_own_link_says_that_one_was_sent(client, world, wave):
    type(wave).objects.update(invited=3)
    own = AnswerLink.of(called(wave, world.mentee)).path
    assert "sent from this device already" not in client.get(own).content.decode()
    client.post(PATH, sent())
    assert "sent from this device already" in client.get(own).content.decode()


def test_what_is_missing_is_said_and_nothing_typed_is_lost(client, wave):
    page = client.post(PATH, sent(mentor_met_expectations=""))
    assert page.status_code == 200
    assert "<title>Error:" in page.content.decode()
    assert ">\nTime</textarea>" in page.content.decode()
    assert not SealedAnswer.objects.exists()


@pytest.mark.parametrize("candour", [Candour.CONFIDENTIAL, Candour.NAMED])
def test_only_anonymous_surveys_have_a_room(client, world, candour):
    make_wave(world.cohort, candour, room_key=ROOM, invited=2)
    assert client.get(PATH).status_code == client.post(PATH, sent()).status_code == 404


def test_a_shut_room_and_an_invented_key_open_nothing(client, wave):
    type(wave).objects.update(room_key="")
    assert client.get(PATH).status_code == client.post(PATH, sent()).status_code == 404
    assert not SealedAnswer.objects.exists()


def test_a_closed_survey_takes_nothing(client, wave):
    close_wave(wave, by=None)
    for page in (client.get(PATH), client.post(PATH, sent())):
        assert page.status_code == 410
        assert "This survey has closed" in page.content.decode()


def test_the_browsers_language_is_the_first_and_another_is_a_press_away(client, wave):
    wave.instrument.translations = {"de": {"title": "Wie geht es?"}}
    wave.instrument.save()
    german = client.get(PATH, headers={"Accept-Language": "fr, de-AT;q=0.8"}).content.decode()
    assert "Wie geht es?" in german
    page = client.post(PATH, sent(**{"go.then": "read en-gb", "go.language": "de"}))
    assert "How is it going?" in page.content.decode()
    assert ">\nTime</textarea>" in page.content.decode()
    assert "Error:" not in page.content.decode()
    assert not SealedAnswer.objects.exists()


def test_the_address_is_known_by_its_name(wave):
    assert reverse("evaluation:room", args=(ROOM,)) == PATH
