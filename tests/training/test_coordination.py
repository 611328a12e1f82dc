"""Today says what training needs of a coordinator, and stops saying so when it is dealt with."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from programmes.needs import Urgency, needs_of
from tests.factories.programmes import ParticipantFactory
from tests.factories.training import (
    EnrolmentFactory,
    GatheringFactory,
    SessionFactory,
    in_days,
    initial_training,
)
from training.actions import invite_to_session, record_attendance
from training.actions.reminders import keep_reminding
from training.coordination import needs_of_training
from training.enums import AttendanceSource


@pytest.fixture(autouse=True)
def spring(time_machine):
    time_machine.move_to("2027-02-20T12:00:00Z")


def mentors(world, number, days=340):
    people = [
        place.person for place in ParticipantFactory.create_batch(number, cohort=world.cohort)
    ]
    for person in people:
        initial_training(world.programme, person, days=days)
    keep_reminding()
    return people


def needs(world, person=None):
    return list(needs_of_training(world.programme, person or world.coordinator))


def test_mentors_about_to_lapse_and_the_places_there_are(world):
    mentors(world, 7)
    SessionFactory.create(programme=world.programme, starts_at=in_days(20), capacity=9)
    (need,) = needs(world)
    # Trained on 17 March 2026: in date to 17 March, in grace to 16 May, lapsed on 17 May.
    assert need.title == "Seven mentors lapse before June"
    assert need.reason == "The March refresher has nine free places"
    assert need.action == "Invite them"
    assert need.url == "/programmes/leaders/training/register/invite/"
    assert need.urgency == Urgency.SOON


def test_a_gathering_is_called_one(world):
    mentors(world, 1)
    GatheringFactory.create(programme=world.programme, starts_at=in_days(20), capacity=1)
    (need,) = needs(world)
    assert need.title == "One mentor lapses before June"
    assert need.reason == "The March gathering has one free place"


def test_without_places_a_refresher_is_to_be_planned(world):
    mentors(world, 2)
    (need,) = needs(world)
    assert (need.reason, need.action) == ("No refresher has a free place", "Plan a refresher")


def test_who_has_lapsed_is_urgent(world):
    mentors(world, 2, days=500)
    (need,) = needs(world)
    assert (need.title, need.urgency) == ("Two mentors have lapsed", Urgency.NOW)


def test_whoever_booked_or_was_invited_needs_nothing_more(world):
    first, second = mentors(world, 2)
    session = SessionFactory.create(programme=world.programme)
    EnrolmentFactory.create(session=session, person=first)
    assert needs(world)[0].title == "One mentor lapses before June"
    invite_to_session(session, [second], by=world.coordinator)
    assert needs(world) == []


def test_a_session_that_nobody_ticked_waits_for_whoever_may_tick(world):
    session = SessionFactory.create(
        programme=world.programme, starts_at=in_days(-3), title="Asking more"
    )
    EnrolmentFactory.create(session=session, person=world.mentor)
    for person in (world.coordinator, world.facilitator):
        (need,) = needs(world, person)
        assert need.title == "Who was at “Asking more”?"
        assert "Wednesday 17 February" in need.reason
        assert need.url.endswith(f"/sessions/{session.pk}/attendance/")
    record_attendance(session, {world.mentor: True}, by=world.facilitator)
    assert needs(world) == []


def test_a_code_on_the_wall_says_nothing_of_the_others(world):
    session = SessionFactory.create(programme=world.programme, starts_at=in_days(-3))
    for person in (world.mentor, world.mentee):
        EnrolmentFactory.create(session=session, person=person)
    record_attendance(session, {world.mentor: True}, by=world.mentor, source=AttendanceSource.CODE)
    assert len(needs(world, world.facilitator)) == 1
    record_attendance(session, {world.mentee: False}, by=world.facilitator)
    assert needs(world, world.facilitator) == []


def test_a_session_to_come_or_of_nobody_needs_no_ticks(world):
    SessionFactory.create(programme=world.programme, starts_at=in_days(-3))
    EnrolmentFactory.create(session=SessionFactory.create(programme=world.programme))
    assert needs(world) == []


def test_who_does_not_look_after_training_is_not_asked(world):
    mentors(world, 2)
    assert needs(world, world.reviewer) == []
    assert needs(world, world.mentor) == []


def test_today_shows_them(world):
    mentors(world, 2)
    assert "training.lapses" in {need.key for need in needs_of(world.programme, world.coordinator)}


def test_the_number_of_queries_does_not_grow_with_people(world):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            needs(world)
        return len(captured)

    SessionFactory.create(programme=world.programme, starts_at=timezone.now() + timedelta(days=9))
    mentors(world, 1)
    queries()  # the first look also asks which roles the person holds
    few = queries()
    mentors(world, 20)
    assert queries() == few
