"""Ticks are a plain form: what is ticked was there, what is not was not."""

import pytest
from django.urls import reverse

from tests.factories.programmes import ParticipantFactory
from tests.factories.training import EnrolmentFactory
from training.enums import SessionState
from training.models import Attendance, LedgerEntry


@pytest.fixture
def people(world, over):
    second = ParticipantFactory.create(cohort=world.cohort).person
    for person in (world.mentor, second):
        EnrolmentFactory.create(session=over, person=person)
    EnrolmentFactory.create(session=over, state="waiting")
    EnrolmentFactory.create(session=over, state="cancelled")
    return [world.mentor, second]


def url(session):
    return reverse("training:attendance", args=(session.programme.slug, session.pk))


def test_one_tick_for_each_place(world, client_of, over, people):
    text = client_of(world.facilitator).get(url(over)).content.decode()
    assert text.count('type="checkbox"') == 2
    assert "checked" not in text


def test_a_facilitator_ticks_who_was_there(world, client_of, over, people):
    mentor, second = people
    response = client_of(world.facilitator).post(url(over), {"present": [str(mentor.pk)]})
    assert response["Location"] == url(over)
    assert dict(Attendance.objects.values_list("person", "is_present")) == {
        mentor.pk: True,
        second.pk: False,
    }
    assert LedgerEntry.objects.get().person == mentor
    over.refresh_from_db()
    assert over.state == SessionState.HELD


def test_ticks_come_back_as_they_were_left(world, client_of, over, people):
    client = client_of(world.coordinator)
    client.post(url(over), {"present": [str(people[1].pk)]})
    text = client.get(url(over)).content.decode()
    assert text.count("checked") == 1
    page = client.get(reverse("training:session", args=(world.programme.slug, over.pk)))
    assert "Was not there" in page.content.decode()


def test_taking_all_ticks_back_reverses_all_hours(world, client_of, over, people):
    client = client_of(world.coordinator)
    client.post(url(over), {"present": [str(person.pk) for person in people]})
    client.post(url(over), {})
    assert not LedgerEntry.objects.standing().exists()
    assert LedgerEntry.objects.count() == 4


def test_who_has_no_place_cannot_be_ticked(world, client_of, over, people):
    response = client_of(world.coordinator).post(url(over), {"present": [str(world.mentee.pk)]})
    assert response.status_code == 200
    assert not Attendance.objects.exists()


def test_nobody_is_ticked_before_the_day(world, client_of, coming):
    EnrolmentFactory.create(session=coming, person=world.mentor)
    client = client_of(world.coordinator)
    response = client.post(url(coming), {"present": [str(world.mentor.pk)]}, follow=True)
    assert "Come back on the day" in response.content.decode()
    assert not Attendance.objects.exists()


def test_a_cancelled_session_cannot_be_ticked(world, client_of, over, people):
    over.state = SessionState.CANCELLED
    over.save()
    response = client_of(world.coordinator).post(url(over), {}, follow=True)
    assert "was cancelled" in response.content.decode()
    assert not Attendance.objects.exists()


def test_a_session_nobody_booked_says_so(world, client_of, over):
    assert "Nobody has a place" in client_of(world.coordinator).get(url(over)).content.decode()
