"""A session that changes tells those whom it matters to, once, and nobody is overwritten."""

from dataclasses import replace
from datetime import timedelta

import pytest
from icalendar import Calendar

from mentorship.audit.models import Event
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.enums import Placement
from mentorship.notifications.models import Message
from tests.factories.programmes import CohortFactory, ParticipantFactory
from tests.factories.training import SessionFactory
from tests.programmes.races import both_at_once
from training.actions import (
    ChangedMeanwhileError,
    SessionPlan,
    TooFewPlacesError,
    cancel_enrolment,
    cancel_session,
    change_session,
    enrol,
)
from training.models import Enrolment, Session


@pytest.fixture
def session(world):
    return SessionFactory.create(programme=world.programme, capacity=1, title="Asking more")


@pytest.fixture
def waiting(world):
    return ParticipantFactory.create(cohort=world.cohort).person


@pytest.fixture
def booked(world, session, waiting):
    enrol(session, world.mentor, by=world.mentor)
    enrol(session, waiting, by=waiting)
    Message.objects.all().delete()
    return session


def changed(session, world, **fields):
    plan = replace(SessionPlan.of(session), **fields)
    return change_session(session, plan, by=world.coordinator, version=session.sequence)


def calendar_in(message, placement=Placement.ALTERNATIVE):
    raw = bytes(message.attachments.get(placement=placement).content)
    calendar = Calendar.from_ical(raw)
    return calendar["METHOD"], calendar.walk("VEVENT")[0]


@pytest.mark.parametrize("field", ["starts_at", "minutes", "place"])
def test_who_booked_or_waits_hears_of_another_time_place_or_length(world, booked, waiting, field):
    news = {"starts_at": booked.starts_at + timedelta(days=1), "minutes": 95, "place": "Hall 3"}
    now = changed(booked, world, **{field: news[field]})
    assert now.sequence == 1
    told = Message.objects.filter(kind="training.session_changed")
    assert {message.recipient for message in told} == {world.mentor, waiting}
    method, event = calendar_in(told.get(recipient=world.mentor))
    assert (method, event["SEQUENCE"]) == ("REQUEST", 1)
    assert event.decoded("DTSTART") == now.starts_at.replace(microsecond=0)
    assert not told.get(recipient=waiting).attachments.exists()


@pytest.mark.parametrize("fields", [{"title": "Asking well"}, {"agenda": "1. Hello"}])
def test_nobody_is_written_to_about_the_rest(world, booked, fields):
    assert changed(booked, world, **fields).sequence == 1
    assert not Message.objects.exists()
    event = Event.objects.about(booked).filter(kind="session.changed").get()
    assert event.actor_id == world.coordinator.pk


def test_more_places_go_to_the_line_which_hears_of_that_alone(world, booked, waiting):
    changed(booked, world, capacity=2, place="Hall 3")
    assert Enrolment.objects.get(person=waiting).has_place
    assert {(message.recipient, message.kind) for message in Message.objects.all()} == {
        (world.mentor, "training.session_changed"),
        (waiting, "training.place_given"),
    }


def test_nobody_loses_a_place_to_a_smaller_room(world, booked, waiting):
    changed(booked, world, capacity=2)
    booked.refresh_from_db()
    with pytest.raises(TooFewPlacesError) as refused:
        changed(booked, world, capacity=1, place="Cupboard")
    assert refused.value.taken == 2
    assert Session.objects.get().place == booked.place


def test_who_is_later_overwrites_nobody(world, session):
    seen = Session.objects.get()
    changed(session, world, title="Mine")
    with pytest.raises(ChangedMeanwhileError):
        changed(seen, world, title="Yours")
    assert Session.objects.get().title == "Mine"


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_changes_it(world, session):
    one, other = (Session.objects.get(pk=session.pk) for _each in range(2))
    errors = both_at_once(
        lambda: changed(one, world, title="One"), lambda: changed(other, world, title="Other")
    )
    assert [type(error) for error in errors] == [ChangedMeanwhileError]
    assert Session.objects.get(pk=session.pk).sequence == 1


def test_what_is_off_or_belongs_to_others_is_refused(world, session):
    with pytest.raises(ValueError, match="another"):
        changed(session, world, cohort=CohortFactory.create(programme=world.other_programme))
    cancel_session(session, by=world.coordinator)
    with pytest.raises(IllegalTransitionError):
        changed(session, world, title="Back again")


def test_leaders_stay_unless_they_are_said(world, session):
    plan = SessionPlan.of(session)
    change_session(session, plan, by=world.coordinator, facilitators=[world.facilitator])
    change_session(session, plan, by=world.coordinator)
    assert list(session.facilitators.all()) == [world.facilitator]


def test_a_place_its_end_and_a_session_called_off_are_in_the_calendar(world, session):
    place = enrol(session, world.mentor, by=world.mentor)
    given = Message.objects.get(kind="training.place_given")
    method, event = calendar_in(given)
    assert (method, event["SEQUENCE"]) == ("REQUEST", 0)
    assert calendar_in(given, Placement.ATTACHED)[1]["UID"] == event["UID"]

    cancel_enrolment(place, by=world.mentor)
    freed = Message.objects.get(kind="training.place_freed")
    assert "You gave up" in freed.subject
    method, gone = calendar_in(freed)
    assert (method, gone["UID"], gone["SEQUENCE"]) == ("CANCEL", event["UID"], 1)

    enrol(session, world.mentor, by=world.mentor)
    again = Message.objects.filter(kind="training.place_given").latest("created_at")
    assert calendar_in(again)[1]["SEQUENCE"] == 2
    cancel_session(session, by=world.coordinator)
    off = Message.objects.get(kind="training.session_cancelled")
    assert (calendar_in(off)[0], calendar_in(off)[1]["SEQUENCE"]) == ("CANCEL", 3)


def test_the_link_is_for_those_who_have_a_place(world, waiting):
    link = "https://meet.example.org/asking"
    session = SessionFactory.create(programme=world.programme, capacity=1, place=link)
    enrol(session, world.mentor, by=world.mentor)
    enrol(session, waiting, by=waiting)
    assert link in Message.objects.get(recipient=world.mentor).text
    changed(session, world, minutes=30)
    told = Message.objects.filter(kind="training.session_changed")
    assert link in told.get(recipient=world.mentor).text
    assert link not in told.get(recipient=waiting).text
