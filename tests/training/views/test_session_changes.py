"""Changing a session in the console: who is told is seen first, and nothing typed is lost."""

import pytest
from django.urls import reverse

from mentorship.notifications.models import Message
from tests.factories.programmes import ParticipantFactory
from tests.factories.training import EnrolmentFactory, SessionFactory
from training.actions import SessionPlan, change_session
from training.models import Session


@pytest.fixture
def client(world, client_of):
    return client_of(world.coordinator)


def url(session, name="session-edit"):
    return reverse(f"training:{name}", args=(session.programme.slug, session.pk))


def typed(session, **fields):
    given = {
        "title": session.title,
        "kind": session.kind,
        "course": str(session.course_id or ""),
        "audience": "both",
        "cohort": "",
        "day": "2031-03-04",
        "starts": "14:30",
        "length": "",
        "minutes": "90",
        "place": session.place,
        "capacity": "8",
        "facilitators": "",
        "version": str(session.sequence),
    }
    return given | fields


def text_of(response):
    return response.content.decode()


def test_a_change_that_matters_is_seen_before_it_is_stored(client, world, coming):
    EnrolmentFactory.create(session=coming, person=world.mentor)
    page = text_of(client.post(url(coming), typed(coming)))
    assert "One person is told" in page or "1 person is told" in page
    assert world.mentor.email in page
    assert "is now on Tuesday 4 March" in page
    assert 'value="14:30"' in page
    assert not Message.objects.exists()

    client.post(url(coming), typed(coming, confirmed="yes"))
    coming.refresh_from_db()
    assert coming.starts_at.isoformat() == "2031-03-04T14:30:00+00:00"
    assert Message.objects.get().kind == "training.session_changed"


def test_what_matters_to_nobody_is_stored_at_once(client, coming):
    response = client.post(url(coming), typed(coming, title="Asking well"), follow=True)
    assert "The session is changed." in text_of(response)
    assert Session.objects.get().title == "Asking well"


@pytest.mark.parametrize(("length", "minutes"), [("210", 210), ("420", 420), ("", 90)])
def test_half_and_whole_days_fill_in_the_minutes(client, coming, length, minutes):
    client.post(url(coming), typed(coming, length=length))
    assert Session.objects.get().minutes == minutes


def test_leaders_are_named_and_found(client, world, coming):
    both = f"{world.facilitator.name}\r\n {world.mentor.email.upper()}"
    client.post(url(coming), typed(coming, facilitators=both))
    assert set(coming.facilitators.all()) == {world.facilitator, world.mentor}
    page = text_of(client.get(url(coming)))
    assert world.facilitator.name in page


@pytest.mark.parametrize(
    ("wrong", "answer"),
    [
        ({"facilitators": "Okafor"}, "Did you mean Amara Okafor?"),
        ({"facilitators": "Silas Stone"}, "neither in the team nor a mentor"),
        ({"minutes": ""}, "Say how long it is."),
        ({"kind": "module"}, "Say until when the module is open."),
        ({"kind": "module", "open_until": "2031-03-01"}, "until its first day at least"),
        ({"kind": "gathering", "slot_title": "Asking"}, "Say how long the training slot is."),
        (
            {"kind": "gathering", "slot_title": "A", "slot_minutes": "91"},
            "longer than the gathering",
        ),
        ({"place": "javascript://alert"}, "A link begins with https://"),
    ],
)
def test_what_cannot_be_is_explained_and_kept(client, coming, wrong, answer):
    response = client.post(url(coming), typed(coming, title="Kept words", **wrong))
    assert response.status_code == 422
    assert answer in text_of(response)
    assert "Kept words" in text_of(response)
    assert Session.objects.get().sequence == 0


def test_fewer_places_than_people_are_refused_in_words(client, world, coming):
    for person in (world.mentor, ParticipantFactory.create(cohort=world.cohort).person):
        EnrolmentFactory.create(session=coming, person=person)
    response = client.post(url(coming), typed(coming, capacity="1"))
    assert "2 people have a place" in text_of(response)
    assert not Message.objects.exists()


def test_the_later_of_two_reads_what_the_first_did(client, world, coming):
    late = typed(coming, title="Mine")
    plan = SessionPlan.of(coming)
    change_session(coming, plan, by=world.coordinator)
    Session.objects.filter(pk=coming.pk).update(place="Hall 3")
    response = client.post(url(coming), late | {"confirmed": "yes"})
    page = text_of(response)
    assert response.status_code == 409
    assert "You changed “" in page
    assert ": Hall 3" in page
    assert 'value="Mine"' in page
    assert Session.objects.get().title != "Mine"

    client.post(url(coming), late | {"version": "1"})
    assert Session.objects.get().title == "Mine"


def test_a_session_that_is_over_stays_as_it_is(client, coming):
    Session.objects.update(state="cancelled")
    assert "stays as it is" in text_of(client.get(url(coming), follow=True))


def test_notes_are_read_by_those_who_had_a_place(client, client_of, world, over):
    EnrolmentFactory.create(session=over, person=world.mentor)
    kept = {"agenda": "", "notes": "We tried it", "recording_url": "https://example.org/film"}
    client.post(url(over, "gathering-write-up"), kept)
    reader = reverse("training:learn-session", args=(over.pk,))
    page = text_of(client_of(world.mentor).get(reader))
    assert "We tried it" in page
    assert 'href="https://example.org/film" rel="noopener nofollow"' in page
    other = ParticipantFactory.create(cohort=world.cohort).person
    assert "We tried it" not in text_of(client_of(other).get(reader))


def test_a_place_is_taken_back_after_a_look_at_who_gets_it(client, world, coming):
    coming.capacity = 1
    coming.save()
    row = EnrolmentFactory.create(session=coming, person=world.mentor)
    second = ParticipantFactory.create(cohort=world.cohort).person
    EnrolmentFactory.create(session=coming, person=second, state="waiting")
    args = (world.programme.slug, coming.pk, row.pk)
    page = text_of(client.get(reverse("training:place-cancel", args=args)))
    assert f"{second.name} is next in line and gets it" in page
    assert "took this place back" in page
    row.refresh_from_db()
    assert row.has_place


def test_the_list_shows_a_seat_bar_and_the_month(client, world):
    SessionFactory.create(programme=world.programme, starts_at="2031-03-04T10:00Z")
    page = text_of(client.get(reverse("training:session-list", args=(world.programme.slug,))))
    assert "March 2031" in page
    assert "12 free places" in page
