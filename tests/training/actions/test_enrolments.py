"""Places are given once each, fairly, and people hear of what they did not do themselves."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.models import Message
from programmes.enums import CohortState, ParticipantState
from tests.factories.programmes import CohortFactory, MenteeFactory, ParticipantFactory
from tests.factories.training import GatheringFactory, SessionFactory, in_days
from training.actions import cancel_enrolment, enrol
from training.actions.enrolments import NotForThemError, SessionClosedError
from training.enums import EnrolmentState, SessionState
from training.models import Enrolment


@pytest.fixture
def session(world):
    return SessionFactory.create(programme=world.programme, capacity=1)


@pytest.fixture
def second(world):
    return ParticipantFactory.create(cohort=world.cohort).person


@pytest.fixture
def third(world):
    return ParticipantFactory.create(cohort=world.cohort).person


def state_of(session, person):
    return Enrolment.objects.get(session=session, person=person).state


def test_who_books_gets_a_place_and_a_file_for_their_calendar(world, session):
    enrolment = enrol(session, world.mentor, by=world.mentor)
    assert enrolment.state == EnrolmentState.ENROLLED
    message = Message.objects.get()
    assert "You booked this place" in message.text
    assert message.attachments.count() == 2


def test_booking_twice_is_once(world, session):
    first = enrol(session, world.mentor, by=world.mentor)
    assert enrol(session, world.mentor, by=world.mentor) == first
    assert Enrolment.objects.count() == 1


def test_who_comes_to_a_full_session_waits(world, session, second):
    enrol(session, world.mentor, by=world.mentor)
    assert enrol(session, second, by=second).state == EnrolmentState.WAITING


def test_a_place_that_came_free_goes_to_the_first_in_line_who_is_told(
    world, session, second, third
):
    taken = enrol(session, world.mentor, by=world.mentor)
    enrol(session, second, by=second)
    enrol(session, third, by=third)

    cancel_enrolment(taken, by=world.mentor)

    assert state_of(session, second) == EnrolmentState.ENROLLED
    assert state_of(session, third) == EnrolmentState.WAITING
    message = Message.objects.get(kind="training.place_given", recipient=second)
    assert session.title in message.subject
    assert not Message.objects.filter(recipient=third).exists()


def test_who_waits_again_waits_behind_the_others_and_is_told_again(world, session, second, third):
    taken = enrol(session, world.mentor, by=world.mentor)
    waiting = enrol(session, second, by=second)
    enrol(session, third, by=third)
    cancel_enrolment(waiting, by=second)
    enrol(session, second, by=second)

    cancel_enrolment(taken, by=world.mentor)
    assert state_of(session, third) == EnrolmentState.ENROLLED
    cancel_enrolment(Enrolment.objects.get(session=session, person=third), by=third)
    assert state_of(session, second) == EnrolmentState.ENROLLED
    cancel_enrolment(Enrolment.objects.get(session=session, person=second), by=second)
    enrol(session, world.mentor, by=world.mentor)
    enrol(session, second, by=second)
    cancel_enrolment(Enrolment.objects.get(session=session, person=world.mentor), by=world.mentor)

    given = Message.objects.filter(recipient=second, kind="training.place_given")
    assert given.count() == 2


def test_nobody_overtakes_the_line(world, session, second, third):
    enrol(session, world.mentor, by=world.mentor)
    enrol(session, second, by=second)
    session.capacity = 5
    session.save()
    assert enrol(session, third, by=third).state == EnrolmentState.WAITING


def test_who_was_booked_by_a_coordinator_is_told(world, session):
    enrol(session, world.mentor, by=world.coordinator)
    message = Message.objects.get()
    assert message.recipient == world.mentor
    assert message.kind == "training.place_given"


def test_giving_up_a_place_twice_is_refused(world, session):
    enrolment = enrol(session, world.mentor, by=world.mentor)
    cancel_enrolment(enrolment, by=world.mentor)
    with pytest.raises(IllegalTransitionError):
        cancel_enrolment(enrolment, by=world.mentor)


def test_a_place_given_up_after_the_start_goes_to_nobody(world, session, second):
    taken = enrol(session, world.mentor, by=world.mentor)
    enrol(session, second, by=second)
    session.starts_at = in_days(-1)
    session.save()
    cancel_enrolment(taken, by=world.coordinator)
    assert state_of(session, second) == EnrolmentState.WAITING


@pytest.mark.parametrize("state", [SessionState.HELD, SessionState.CANCELLED])
def test_a_session_that_is_over_takes_nobody(world, session, state):
    session.state = state
    session.save()
    with pytest.raises(SessionClosedError):
        enrol(session, world.mentor, by=world.coordinator)


def test_after_the_start_only_coordinators_book(world):
    session = SessionFactory.create(programme=world.programme, starts_at=in_days(-1))
    with pytest.raises(SessionClosedError):
        enrol(session, world.mentor, by=world.mentor)
    assert enrol(session, world.mentor, by=world.coordinator).state == EnrolmentState.ENROLLED


def test_a_session_for_mentors_is_not_for_mentees_or_strangers(world, session):
    for person in (world.mentee, world.stranger):
        with pytest.raises(NotForThemError):
            enrol(session, person, by=person)


def test_a_session_of_one_cohort_is_for_its_people_alone(world):
    other = CohortFactory.create(programme=world.programme)
    session = GatheringFactory.create(programme=world.programme, cohort=other)
    mentee = MenteeFactory.create(cohort=other).person
    assert enrol(session, mentee, by=mentee).state == EnrolmentState.ENROLLED
    with pytest.raises(NotForThemError):
        enrol(session, world.mentee, by=world.mentee)


@pytest.mark.parametrize("state", [ParticipantState.INVITED, ParticipantState.WITHDRAWN])
def test_who_has_no_seat_cannot_book(world, session, state):
    person = ParticipantFactory.create(cohort=world.cohort, state=state).person
    with pytest.raises(NotForThemError):
        enrol(session, person, by=person)


def test_a_seat_in_a_closed_cohort_is_no_seat(world, session):
    closed = CohortFactory.create(programme=world.programme, state=CohortState.CLOSED)
    person = ParticipantFactory.create(cohort=closed, state=ParticipantState.FINISHED).person
    with pytest.raises(NotForThemError):
        enrol(session, person, by=person)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_never_get_the_same_last_place(world, session, second):
    barrier = Barrier(2)

    def book(person):
        barrier.wait()
        try:
            enrol(session, person, by=person)
        finally:
            connection.close()

    threads = [Thread(target=book, args=(person,)) for person in (world.mentor, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    states = sorted(Enrolment.objects.values_list("state", flat=True))
    assert states == [EnrolmentState.ENROLLED, EnrolmentState.WAITING]
