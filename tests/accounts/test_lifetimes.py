"""Sessions end after a while without a page, and after a while in any case."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from mentorship.accounts.models import Person
from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    client = Client()
    client.force_login(PersonFactory.create())
    return client


def is_in(client, minutes):
    with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
        return client.get("/me/").status_code == 200


def test_who_stays_away_signs_in_again(client, settings):
    settings.SESSION_IDLE_MINUTES = 60
    assert is_in(client, 50)
    assert is_in(client, 100)
    assert not is_in(client, 100 + 70)


def test_who_never_stays_away_signs_in_again_in_the_end(client, settings):
    settings.SESSION_IDLE_MINUTES, settings.SESSION_HOURS = 60, 3
    assert all(is_in(client, minutes) for minutes in range(0, 180, 45))
    assert not is_in(client, 181)


def test_who_is_shut_out_is_out_at_the_next_page(client):
    Person.objects.update(is_active=False)
    assert client.get("/me/").status_code == 302


def test_all_others_can_be_signed_out(client):
    person, other = Person.objects.get(), Client()
    for each in (client, other):
        person.set_password("mentoring-stays-fresh")
        person.save()
        each.post("/accounts/login/", {"login": person.email, "password": "mentoring-stays-fresh"})
    assert other.get("/me/").status_code == 200
    other.post("/accounts/sessions/")
    assert other.get("/me/").status_code == 200
    assert client.get("/me/").status_code == 302
