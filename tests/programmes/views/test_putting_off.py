"""Not today: hidden from whoever put it off, until their tomorrow."""

from datetime import UTC, datetime

import pytest
import time_machine

from mentorship.accounts.models import Person
from programmes.models import PutOff
from programmes.needs import Need, Urgency
from tests.factories.programmes import TeamMemberFactory

TODAY = "/programmes/leaders/"
PUT_OFF = f"{TODAY}not-today/"
UNDO = f"{PUT_OFF}undo/"


@pytest.fixture
def needs(monkeypatch):
    """What needs somebody, in place of what the apps say."""
    said = [need("calm"), need("dire", Urgency.NOW), need("idle", Urgency.WHEN_READY)]
    monkeypatch.setattr("programmes.needs._sources", [lambda _programme, _person: said])
    return said


def need(key, urgency=Urgency.SOON):
    return Need(key, f"The {key} thing", "Because", "Do it", "/x/", urgency)


def shown(page):
    return [row["need"].key for row in page.context["needs"]]


def test_what_is_put_off_is_hidden_from_that_person_and_can_be_taken_up(world, client_of, needs):
    colleague = client_of(TeamMemberFactory.create(programme=world.programme).person)
    client = client_of(world.coordinator)
    assert client.get(TODAY).text.count("Not today") == 2  # what is urgent now cannot wait

    page = client.post(PUT_OFF, {"key": "calm"}, follow=True)
    assert shown(page) == ["dire", "idle"]
    assert page.context["heading"] == "Two things need you"
    assert "1 put off until tomorrow" in page.text
    assert shown(colleague.get(TODAY)) == ["dire", "calm", "idle"]

    again = client.post(UNDO, {"key": "calm"}, follow=True)
    assert shown(again) == ["dire", "calm", "idle"]
    assert not PutOff.objects.exists()
    assert client.post(UNDO, {"key": "calm"}).status_code == 302


def test_when_all_is_put_off_the_page_says_so(world, client_of, needs):
    needs[1:] = []
    page = client_of(world.coordinator).post(PUT_OFF, {"key": "calm"}, follow=True)
    assert page.context["heading"] == "Nothing needs you just now"
    assert page.context["lead"] == "One thing waits until tomorrow."


@pytest.mark.parametrize(("key", "sentence"), [("dire", "cannot wait"), ("gone", "dealt with")])
def test_what_is_urgent_or_dealt_with_is_not_put_off(world, client_of, needs, key, sentence):
    page = client_of(world.coordinator).post(PUT_OFF, {"key": key}, follow=True)
    assert sentence in page.text
    assert not PutOff.objects.exists()


def test_what_becomes_urgent_comes_back_at_once(world, client_of, needs):
    client = client_of(world.coordinator)
    client.post(PUT_OFF, {"key": "calm"})
    needs[0] = need("calm", Urgency.NOW)
    assert "calm" in shown(client.get(TODAY))


def test_it_comes_back_when_tomorrow_begins_where_the_reader_is(world, client_of, needs):
    Person.objects.filter(pk=world.coordinator.pk).update(time_zone="Pacific/Auckland")
    person = Person.objects.get(pk=world.coordinator.pk)
    with time_machine.travel(datetime(2026, 6, 1, 10, tzinfo=UTC), tick=False):  # 22:00 there
        client = client_of(person)
        client.post(PUT_OFF, {"key": "calm"})
        client.post(PUT_OFF, {"key": "calm"})
        assert PutOff.objects.get().until == datetime(2026, 6, 1, 12, tzinfo=UTC)
    with time_machine.travel(datetime(2026, 6, 1, 11, 59, tzinfo=UTC), tick=False):
        assert "calm" not in shown(client.get(TODAY))
    with time_machine.travel(datetime(2026, 6, 1, 12, 1, tzinfo=UTC), tick=False):
        assert "calm" in shown(client.get(TODAY))
        client.post(PUT_OFF, {"key": "idle"})
        assert [row.key for row in PutOff.objects.all()] == ["idle"]


def test_today_asks_once_what_was_put_off(world, client_of, needs, django_assert_max_num_queries):
    needs[:] = [need(f"n{number:02}") for number in range(30)]
    client = client_of(world.coordinator)
    client.post(PUT_OFF, {"key": "n00"}, follow=True)
    with django_assert_max_num_queries(60) as few:
        client.get(TODAY)
    for number in range(1, 20):
        client.post(PUT_OFF, {"key": f"n{number:02}"})
    with django_assert_max_num_queries(60) as many:
        client.get(TODAY)
    assert len(many) == len(few)
