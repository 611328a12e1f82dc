"""Sessions in the console: listed, planned, looked at, called off."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentorship.notifications.models import Message
from tests.factories.programmes import ParticipantFactory
from tests.factories.training import CourseFactory, EnrolmentFactory, SessionFactory, in_days
from training.actions import record_attendance
from training.enums import SessionState
from training.models import Course, Enrolment, Session


@pytest.fixture
def client(world, client_of):
    return client_of(world.coordinator)


def url(world, name, *args):
    return reverse(f"training:{name}", args=(world.programme.slug, *args))


def text_of(response):
    return response.content.decode()


def confirmed(person):
    return {"people": str(person.pk), "do": "enrol", "confirmed": "yes"}


@pytest.mark.usefixtures("coming", "over")
@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("", {"Difficult conversations"}),
        ("?when=past", {"Asking"}),
        ("?when=cancelled", {"Called off"}),
        ("?when=nonsense", {"Difficult conversations"}),
        ("?kind=gathering", set()),
    ],
)
def test_the_list_shows_what_was_asked_for(world, client, query, seen):
    SessionFactory.create(
        programme=world.programme, state=SessionState.CANCELLED, title="Called off"
    )
    text = text_of(client.get(url(world, "session-list") + query))
    for title in ("Difficult conversations", "Asking", "Called off"):
        assert (f">{title}</a>" in text) is (title in seen)
    assert "One session is to come" in text


def test_the_list_says_where_nobody_has_ticked_yet(world, client, over):
    row = EnrolmentFactory.create(session=over, person=world.mentor)
    past = url(world, "session-list") + "?when=past"
    assert "Who was there?" in text_of(client.get(past))
    record_attendance(over, {row.person: True}, by=world.coordinator)
    assert "Who was there?" not in text_of(client.get(past))
    assert "Held" in text_of(client.get(past))


def test_an_empty_list_offers_the_first_step(world, client):
    text = text_of(client.get(url(world, "session-list")))
    assert "No session is planned" in text
    assert text.count(url(world, "session-add")) >= 2


@pytest.mark.parametrize("query", ["", "?when=past"])
def test_the_list_makes_the_same_number_of_queries_for_one_and_for_thirty(world, client, query):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url(world, "session-list") + query).status_code == 200
        return len(captured)

    def add():
        days = -5 if query else 5
        session = SessionFactory.create(programme=world.programme, starts_at=in_days(days))
        EnrolmentFactory.create_batch(2, session=session)

    add()
    queries()  # the first request of a person makes a few more
    few = queries()
    for _ in range(24):
        add()
    assert queries() == few


def a_session(**fields):
    given = {
        "course": "",
        "title": "Listening",
        "kind": "online",
        "day": "2031-03-04",
        "starts": "14:30",
        "minutes": "90",
        "place": "",
        "capacity": "8",
        "cohort": "",
    }
    return given | fields


def test_planning_reads_times_in_the_planners_zone(world, client_of):
    world.coordinator.time_zone = "America/New_York"
    world.coordinator.save()
    client = client_of(world.coordinator)
    response = client.post(url(world, "session-add"), a_session())
    session = Session.objects.get()
    assert response["Location"] == url(world, "session", session.pk)
    assert session.starts_at.isoformat() == "2031-03-04T19:30:00+00:00"
    assert (session.minutes, session.capacity, session.course) == (90, 8, None)


def test_bad_input_is_kept_and_explained(world, client):
    response = client.post(url(world, "session-add"), a_session(capacity="0", title="Kept words"))
    text = text_of(response)
    assert "Kept words" in text
    assert "<title>Error: " in text
    assert not Session.objects.exists()


def test_courses_of_other_organisations_are_not_offered(world, client):
    theirs = CourseFactory.create(organisation=world.other_organisation)
    response = client.post(url(world, "session-add"), a_session(course=str(theirs.pk)))
    assert response.status_code == 422
    assert not Session.objects.exists()


def test_a_course_is_added_for_the_organisation(world, client):
    given = {
        "title": "Feedback",
        "summary": "",
        "kind": "refresher",
        "audience": "both",
        "hours": "1.5",
    }
    assert client.post(url(world, "course-add"), given | {"hours": "0"}).status_code == 200
    assert client.post(url(world, "course-add"), given).status_code == 302
    assert Course.objects.get().organisation == world.organisation


def test_a_session_shows_who_has_a_place_and_who_waits(world, client, coming):
    waiting = ParticipantFactory.create(cohort=world.cohort).person
    EnrolmentFactory.create(session=coming, person=world.mentor)
    EnrolmentFactory.create(session=coming, person=waiting, state="waiting")
    text = text_of(client.get(url(world, "session", coming.pk)))
    places, line = text.split("Waiting in line")
    assert world.mentor.name in places
    assert waiting.name in line
    assert "Refresher, 3 hours" in text


def test_calling_off_shows_first_who_is_told_what(world, client, coming):
    EnrolmentFactory.create(session=coming, person=world.mentor)
    text = text_of(client.get(url(world, "session-cancel", coming.pk)))
    assert world.mentor.email in text
    assert "is cancelled" in text
    assert not Message.objects.exists()

    client.post(url(world, "session-cancel", coming.pk), {"reason": "Snow"})
    coming.refresh_from_db()
    assert coming.state == SessionState.CANCELLED
    assert Message.objects.get().recipient == world.mentor

    again = client.post(url(world, "session-cancel", coming.pk), {"reason": "Snow"}, follow=True)
    assert f"You cancelled “{coming.title}” at" in text_of(again)


@pytest.mark.parametrize("who", ["Amara Okafor", "amara okafor", "AMARA@example.org "])
def test_somebody_gets_a_place_by_name_or_address(world, client, coming, who):
    page = text_of(client.post(url(world, "place-add", coming.pk), {"who": who}))
    assert "Your coordinator booked a place for you." in page
    assert not Enrolment.objects.exists()
    client.post(url(world, "session-people", coming.pk), confirmed(world.mentor))
    assert Enrolment.objects.get().person == world.mentor
    assert Message.objects.get().kind == "training.place_given"


@pytest.mark.parametrize(
    ("who", "answer"),
    [
        ("Okafor", "Did you mean Amara Okafor?"),
        ("Jonas Weber", "Nobody of that name can come"),  # it is for mentors
        ("Silas Stone", "Nobody of that name can come"),  # of another organisation
        ("", "Please fill this in"),
    ],
)
def test_a_name_that_fits_nobody_is_kept_and_explained(world, client, coming, who, answer):
    response = client.post(url(world, "place-add", coming.pk), {"who": who})
    assert response.status_code == 422
    assert answer in text_of(response)
    assert f'value="{who}"' in text_of(response) or not who
    assert not Enrolment.objects.exists()


def test_two_of_one_name_are_told_apart_by_address(world, client, coming):
    twin = ParticipantFactory.create(cohort=world.cohort, person__name="Amara Okafor").person
    response = client.post(url(world, "place-add", coming.pk), {"who": "Amara Okafor"})
    assert "Several people have this name" in text_of(response)
    page = text_of(client.post(url(world, "place-add", coming.pk), {"who": twin.email}))
    assert f'name="people" value="{twin.pk}"' in page


def test_a_place_taken_back_is_free(world, client, coming):
    row = EnrolmentFactory.create(session=coming, person=world.mentor)
    client.post(url(world, "place-cancel", coming.pk, row.pk))
    again = client.post(url(world, "place-cancel", coming.pk, row.pk), follow=True)
    assert "given up before" in text_of(again)
    assert not Enrolment.objects.standing().exists()


def test_places_of_a_session_that_is_over_stay_as_they_were(world, client, over):
    row = EnrolmentFactory.create(session=over, person=world.mentor)
    over.state = SessionState.HELD
    over.save()
    client.post(url(world, "place-cancel", over.pk, row.pk))
    client.post(url(world, "place-add", over.pk), {"who": world.mentor.name})
    client.post(url(world, "session-people", over.pk), confirmed(world.mentor))
    row.refresh_from_db()
    assert row.has_place
