"""Sessions are planned, held or called off once, and nobody waits in front of a locked door."""

from typing import Any

import pytest

from mentorship.audit.models import Event
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.models import Message
from tests.factories.programmes import CohortFactory, ParticipantFactory
from tests.factories.training import CourseFactory, SessionFactory, in_days
from training.actions import SessionPlan, cancel_enrolment, cancel_session, enrol, mark_held
from training.actions import plan_session as plan
from training.enums import SessionKind, SessionState


def a_plan(**fields):
    given: dict[str, Any] = {
        "title": "Listening",
        "kind": SessionKind.ONLINE,
        "starts_at": in_days(5),
        "minutes": 60,
        "capacity": 8,
    }
    return SessionPlan(**(given | fields))


def test_a_plan_becomes_a_session_and_is_recorded(world):
    course = CourseFactory.create(organisation=world.organisation)
    session = plan(
        world.programme,
        a_plan(course=course, cohort=world.cohort),
        by=world.coordinator,
        facilitators=[world.facilitator],
    )
    assert session.state == SessionState.PLANNED
    assert list(session.facilitators.all()) == [world.facilitator]
    event = Event.objects.about(session).get()
    assert (event.kind, event.actor_id) == ("session.planned", world.coordinator.pk)
    assert event.organisation_id == world.organisation.pk


def test_what_belongs_to_others_is_refused(world):
    for theirs in (
        {"course": CourseFactory.create(organisation=world.other_organisation)},
        {"cohort": CohortFactory.create(programme=world.other_programme)},
    ):
        with pytest.raises(ValueError, match="another"):
            plan(world.programme, a_plan(**theirs), by=world.coordinator)


def test_whoever_booked_or_waits_is_told_once_that_it_is_off(world):
    session = SessionFactory.create(programme=world.programme, capacity=1, title="Asking more")
    waiting, gone = (ParticipantFactory.create(cohort=world.cohort).person for _ in range(2))
    for person in (world.mentor, waiting, gone):
        enrol(session, person, by=person)
    cancel_enrolment(session.enrolments.get(person=gone), by=gone)

    cancel_session(session, by=world.coordinator, reason="The trainer is ill.")

    told = Message.objects.filter(kind="training.session_cancelled")
    assert {message.recipient for message in told} == {world.mentor, waiting}
    assert all("Asking more" in message.subject for message in told)
    assert all("The trainer is ill." in message.text for message in told)
    session.refresh_from_db()
    assert (session.state, session.cancelled_reason) == ("cancelled", "The trainer is ill.")


def test_a_session_is_called_off_once(world):
    session = SessionFactory.create(programme=world.programme)
    cancel_session(session, by=world.coordinator)
    with pytest.raises(IllegalTransitionError):
        cancel_session(session, by=world.coordinator)


def test_what_was_held_cannot_be_called_off(world):
    session = SessionFactory.create(programme=world.programme, starts_at=in_days(-1))
    mark_held(session, by=world.coordinator)
    with pytest.raises(IllegalTransitionError):
        cancel_session(session, by=world.coordinator)
    session.refresh_from_db()
    assert session.state == SessionState.HELD
