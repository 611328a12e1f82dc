"""Learn: where I stand, what I booked, what I can book, and my hours."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.training import (
    EnrolmentFactory,
    GatheringFactory,
    SessionFactory,
    in_days,
    initial_training,
)
from training.actions import record_attendance
from training.models import Enrolment

LEARN = "/learn/"


@pytest.fixture
def client(world, client_of):
    return client_of(world.mentor)


def learn(client):
    return client.get(LEARN).content.decode()


def url(name, session):
    return reverse(f"training:{name}", args=(session.pk,))


def test_it_opens_with_how_one_stands(world, client_of, time_machine):
    time_machine.move_to("2027-03-11T12:00:00Z")
    client = client_of(world.mentor)
    assert "You are still in training" in learn(client)
    assert "6 hours of initial training to go" in learn(client)
    initial_training(world.programme, world.mentor, days=335)
    text = learn(client)
    assert "Your training is due by 10 April 2027" in text
    assert "3 hours of refresher training or 2 gatherings by then keeps it in date" in text


def test_who_takes_no_part_finds_a_kind_page(world, client_of):
    text = learn(client_of(world.stranger))
    assert "Learning with others" in text
    assert "Nothing is planned yet" in text


def test_sessions_for_oneself_can_be_booked(world, client, coming):
    GatheringFactory.create(programme=world.programme, title="Mentors’ circle")
    SessionFactory.create(programme=world.programme, course__audience="mentees", title="Theirs")
    SessionFactory.create(programme=world.other_programme, title="Elsewhere")
    text = learn(client)
    assert "Difficult conversations" in text
    assert "Mentors’ circle" in text
    assert "Theirs" not in text
    assert "Elsewhere" not in text


def test_booking_and_giving_up(world, client, coming):
    page = client.post(url("enrol", coming), follow=True).content.decode()
    assert "You have a place" in page
    assert "Give up my place" in page
    assert Enrolment.objects.get().person == world.mentor

    page = client.post(url("give-up", coming), follow=True).content.decode()
    assert "Thank you for saying so" in page
    assert not Enrolment.objects.standing().exists()
    page = client.post(url("give-up", coming), follow=True).content.decode()
    assert "gave this place up before" in page


def test_a_full_session_offers_a_place_in_line(world, client, coming):
    coming.capacity = 1
    coming.save()
    EnrolmentFactory.create(session=coming)
    assert "Wait in line" in client.get(url("learn-session", coming)).content.decode()
    page = client.post(url("enrol", coming), follow=True).content.decode()
    assert "You are in line" in page
    assert "Leave the line" in page
    assert "You are in line" in learn(client)


def test_a_session_that_has_begun_cannot_be_booked_or_given_up(world, client, over):
    page = client.post(url("enrol", over), follow=True).content.decode()
    assert "cannot be booked any more" in page
    EnrolmentFactory.create(session=over, person=world.mentor)
    assert "has begun" in client.post(url("give-up", over), follow=True).content.decode()
    assert Enrolment.objects.get().has_place


def test_the_next_session_stands_on_top(world, client, coming):
    EnrolmentFactory.create(session=coming, person=world.mentor)
    text = learn(client)
    assert text.index("card-hero") < text.index("Difficult conversations")
    assert text.count("Difficult conversations") == 2  # the card, and its button read aloud


def test_a_booked_session_that_was_cancelled_says_so(world, client, coming):
    EnrolmentFactory.create(session=coming, person=world.mentor)
    coming.state, coming.cancelled_reason = "cancelled", "Snow"
    coming.save()
    page = client.get(url("learn-session", coming)).content.decode()
    assert "This session was cancelled" in page
    assert "Snow" in page


def test_hours_stand_with_what_they_count_as(world, client, over):
    initial_training(world.programme, world.mentor, days=700)
    record_attendance(over, {world.mentor: True}, by=world.coordinator)
    text = learn(client)
    assert "Asking" in text
    assert "Refresher" in text
    record_attendance(over, {world.mentor: False}, by=world.coordinator)
    assert "Asking" not in learn(client)


def test_hours_that_do_not_count_say_why(world, client):
    initial_training(world.programme, world.mentor, days=100)
    initial_training(world.programme, world.mentor, days=50, hours=1)
    assert "more than the initial training asks for" in learn(client)


def test_learn_makes_the_same_number_of_queries_for_one_and_for_thirty(world, client):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LEARN).status_code == 200
        return len(captured)

    def add(number):
        session = SessionFactory.create(programme=world.programme, starts_at=in_days(number))
        held = SessionFactory.create(programme=world.programme, starts_at=in_days(-number))
        record_attendance(held, {world.mentor: True}, by=world.coordinator)
        if number % 2:
            EnrolmentFactory.create(session=session, person=world.mentor)

    initial_training(world.programme, world.mentor, days=100)
    for number in (1, 2):
        add(number)
    queries()  # the first request of a person makes a few more
    few = queries()
    for number in range(3, 20):
        add(number)
    assert queries() == few


def test_an_answer_is_yes_or_no_and_can_change(client, coming):
    page = client.post(url("decline", coming), follow=True).content.decode()
    assert "You said that you cannot come" in page
    page = client.post(url("enrol", coming), follow=True).content.decode()
    assert "You have a place." in page
    assert "Put it into my calendar" in page
    page = client.post(url("decline", coming), follow=True).content.decode()
    assert "Put it into my calendar" not in page


def test_who_waits_reads_their_place_in_the_line(client, coming):
    coming.capacity = 1
    coming.save()
    EnrolmentFactory.create(session=coming)
    EnrolmentFactory.create(session=coming, state="waiting")
    client.post(url("enrol", coming))
    assert "second in line" in client.get(url("learn-session", coming)).content.decode()


def test_the_file_for_a_calendar_is_for_those_with_a_place(client, coming):
    assert client.get(url("learn-calendar", coming)).status_code == 404
    client.post(url("enrol", coming))
    response = client.get(url("learn-calendar", coming))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"SUMMARY:Difficult conversations" in response.content


def test_the_link_of_an_online_session_comes_with_the_place(client, coming):
    coming.place = "https://meet.example.org/asking"
    coming.save()
    assert coming.place not in client.get(url("learn-session", coming)).content.decode()
    page = client.post(url("enrol", coming), follow=True).content.decode()
    assert f'<a href="{coming.place}" rel="noopener nofollow">' in page
