"""Ticks from phones: one at a time, merged, and refused in a sentence where they cannot be kept."""

import pytest
from django.urls import reverse

from tests.factories.programmes import ParticipantFactory
from tests.factories.training import EnrolmentFactory, in_days
from training.actions import record_attendance
from training.enums import SessionState
from training.models import Attendance


@pytest.fixture
def second(world, over):
    person = ParticipantFactory.create(cohort=world.cohort).person
    for each in (world.mentor, person):
        EnrolmentFactory.create(session=over, person=each)
    return person


def url(session, name="attendance"):
    return reverse(f"training:{name}", args=(session.programme.slug, session.pk))


def send(client, session, person, present, seconds=0):
    data = {"person": str(person.pk), "present": present, "seconds_ago": seconds}
    return client.post(url(session, "attendance-tick"), data)


def test_a_tick_is_kept_and_answered_with_all_who_are_there(world, client_of, over, second):
    record_attendance(over, {second: True}, by=world.coordinator)
    response = send(client_of(world.facilitator), over, world.mentor, "1", "12.5")
    there = {str(second.pk), str(world.mentor.pk)}
    assert set(response.json()["there"]) == there
    assert Attendance.objects.filter(recorded_by=world.facilitator).count() == 1


def test_a_tick_that_waited_does_not_undo_what_was_said_since(world, client_of, over, second):
    client = client_of(world.facilitator)
    send(client, over, world.mentor, "0", 60)
    response = send(client, over, world.mentor, "1", 3600)
    assert response.json()["there"] == []


@pytest.mark.parametrize(
    ("state", "days", "sentence"),
    [(SessionState.CANCELLED, -1, "was cancelled"), (SessionState.PLANNED, 3, "Come back")],
)
def test_what_cannot_be_kept_is_said(world, client_of, over, second, state, days, sentence):
    over.state = state
    over.starts_at = in_days(days)
    over.save()
    response = send(client_of(world.facilitator), over, world.mentor, "1")
    assert response.status_code == 409
    assert sentence in response.json()["sentence"]
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("seconds", ["-1", "later", "999999999"])
def test_nonsense_and_strangers_are_refused(world, client_of, over, second, seconds):
    client = client_of(world.facilitator)
    assert send(client, over, world.mentor, "1", seconds).status_code == 422
    assert send(client, over, world.stranger, "1").status_code == 422
    assert not Attendance.objects.exists()


def test_a_page_that_lay_open_takes_no_tick_back(world, client_of, over, second):
    record_attendance(over, {second: True}, by=world.coordinator)
    client = client_of(world.facilitator)
    client.post(url(over), {"seen": "", "present": [str(world.mentor.pk)]})
    assert Attendance.objects.filter(is_present=True).count() == 2
    seen = f"{world.mentor.pk},{second.pk}"
    client.post(url(over), {"seen": seen, "present": [str(second.pk)]})
    assert dict(Attendance.objects.values_list("person", "is_present")) == {
        world.mentor.pk: False,
        second.pk: True,
    }


def test_who_walked_in_is_found_and_put_on_the_list(world, client_of, over, second):
    other = ParticipantFactory.create(cohort=world.cohort, person__name="Wanda Walk").person
    client = client_of(world.facilitator)
    found = client.get(url(over), {"q": "wanda"}).content.decode()
    assert found.count("Wanda Walk") >= 1
    assert "may come to this session" in client.get(url(over), {"q": "silas"}).content.decode()
    client.post(url(over, "attendance-add"), {"person": str(other.pk)})
    assert Attendance.objects.get().person == other
    page = client.get(url(over)).content.decode()
    assert "Without a place" in page
    stranger = {"person": str(world.stranger.pk)}
    refused = client.post(url(over, "attendance-add"), stranger, follow=True)
    assert "not for them" in refused.content.decode()


def test_the_page_asks_as_often_for_thirty_as_for_two(
    world, client_of, over, second, django_assert_max_num_queries
):
    for _ in range(28):
        place = ParticipantFactory.create(cohort=world.cohort)
        EnrolmentFactory.create(session=over, person=place.person)
    client = client_of(world.facilitator)
    client.get(url(over))
    with django_assert_max_num_queries(18):
        assert client.get(url(over)).content.decode().count("checkbox") == 30
