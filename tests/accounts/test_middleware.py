"""What depends on who has signed in: their zone, and whether a second step is asked for."""

import pytest
import time_machine
from django.test import Client

from mentorship.audit.models import Event
from tests.factories.accounts import SecondFactorFactory


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture(autouse=True)
def second_factor_is_asked_for(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.mark.parametrize("who", ["coordinator", "administrator"])
def test_who_looks_after_others_is_asked_for_a_second_step_first(world, who):
    client = signed_in(getattr(world, who))

    answer = client.get("/programmes/leaders/", follow=True)

    assert answer.redirect_chain == [("/accounts/2fa/", 302)]
    assert "please add a second step to your sign-in" in answer.text
    assert client.post("/programmes/leaders/team/add/", {}).status_code == 302
    assert client.get("/accounts/2fa/totp/activate/", follow=True).status_code == 200


def test_with_a_second_step_the_console_opens(world):
    SecondFactorFactory.create(user=world.coordinator)
    assert signed_in(world.coordinator).get("/programmes/leaders/").status_code == 200


@pytest.mark.parametrize("who", ["mentor", "mentee", "reviewer", "facilitator"])
def test_everybody_else_is_not_bothered(world, who):
    assert signed_in(getattr(world, who)).get("/home/").status_code == 200


def test_a_demonstration_does_without(world, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    assert signed_in(world.coordinator).get("/programmes/leaders/").status_code == 200


def test_machines_still_hear_that_it_runs(world):
    assert signed_in(world.coordinator).get("/healthz").content == b"ok"


def test_everybody_reads_in_their_own_zone(world):
    with time_machine.travel("2027-01-12T20:30:00Z", tick=False):
        for zone, time in (("Asia/Tokyo", "05:30"), ("America/New_York", "15:30")):
            world.mentee.time_zone = zone
            world.mentee.save()
            assert f"It is {time} in your zone." in signed_in(world.mentee).get("/me/").text


def test_signing_in_and_out_is_on_record(world):
    client = signed_in(world.mentor)
    client.post("/accounts/logout/")
    kinds = [event.kind for event in Event.objects.about(world.mentor)]
    assert kinds == ["accounts.signed_out", "accounts.signed_in"]
    assert client.get("/home/").headers["Location"] == "/accounts/login/?next=/home/"
