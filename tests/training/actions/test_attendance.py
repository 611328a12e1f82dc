"""Ticks become hours, hours become standings, and saying it again changes nothing."""

from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import connection

from mentorship.audit.models import Event
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.enums import ParticipantRole, ParticipantState
from tests.factories.programmes import MenteeFactory, ParticipantFactory
from tests.factories.training import CourseFactory, GatheringFactory, SessionFactory, in_days
from training.actions import NotInProgrammeError, TooEarlyError, record_attendance
from training.enums import (
    Audience,
    CourseKind,
    CurrencyStatus,
    EntryKind,
    EntrySource,
    SessionKind,
    SessionState,
)
from training.models import Attendance, LedgerEntry, Standing


def held(world, **fields):
    return SessionFactory.create(programme=world.programme, starts_at=in_days(-1), **fields)


def course(world, **fields):
    return CourseFactory.create(organisation=world.organisation, **fields)


def the_entry():
    return LedgerEntry.objects.get()


@pytest.mark.parametrize(
    ("kind", "counts_as"),
    [
        (CourseKind.INITIAL, EntryKind.INITIAL),
        (CourseKind.REFRESHER, EntryKind.REFRESHER),
        (CourseKind.TRANSITION, EntryKind.TRANSITION),
        (CourseKind.TOPIC, EntryKind.TOPIC),
    ],
)
def test_hours_count_as_what_the_course_is_for(world, kind, counts_as):
    session = held(world, course=course(world, kind=kind, hours=Decimal("2.5")))
    record_attendance(session, {world.mentor: True}, by=world.facilitator)
    entry = the_entry()
    assert (entry.kind, entry.hours) == (counts_as, Decimal("2.5"))
    assert (entry.role, entry.source) == (ParticipantRole.MENTOR, EntrySource.ATTENDANCE)
    assert (entry.session, entry.entered_by) == (session, world.facilitator)


def test_a_gathering_counts_as_one_for_its_length(world):
    session = GatheringFactory.create(programme=world.programme, starts_at=in_days(-1), minutes=90)
    record_attendance(session, {world.mentor: True, world.mentee: True}, by=world.coordinator)
    found = set(LedgerEntry.objects.values_list("person", "role", "kind", "hours"))
    hours = Decimal("1.5")
    assert found == {
        (world.mentor.pk, "mentor", "gathering", hours),
        (world.mentee.pk, "mentee", "gathering", hours),
    }


def test_a_module_says_so(world):
    session = held(world, kind=SessionKind.MODULE)
    record_attendance(session, {world.mentor: True}, by=world.coordinator)
    assert the_entry().source == EntrySource.MODULE


def test_the_day_is_that_of_the_organisation(world, time_machine):
    time_machine.move_to("2027-03-02T12:00:00Z")
    world.organisation.time_zone = "Pacific/Auckland"
    world.organisation.save()
    session = held(world)
    session.starts_at = session.starts_at.replace(hour=20)
    session.save()
    record_attendance(session, {world.mentor: True}, by=world.coordinator)
    assert str(the_entry().earned_on) == "2027-03-02"


def test_who_was_not_there_earns_nothing_and_the_session_counts_as_held(world):
    session = held(world)
    record_attendance(session, {world.mentor: False}, by=world.coordinator)
    assert not LedgerEntry.objects.exists()
    assert not Attendance.objects.get().is_present
    session.refresh_from_db()
    assert session.state == SessionState.HELD


def test_saying_it_again_changes_nothing(world):
    session = held(world)
    for _ in range(3):
        record_attendance(session, {world.mentor: True}, by=world.coordinator)
    assert LedgerEntry.objects.count() == Attendance.objects.count() == 1
    assert Event.objects.filter(kind="attendance.recorded").count() == 1


def test_a_tick_taken_back_is_reversed_and_given_again_is_entered_anew(world):
    session = held(world)
    record_attendance(session, {world.mentor: True}, by=world.coordinator)
    first = the_entry()

    record_attendance(session, {world.mentor: False}, by=world.coordinator)
    reversal = LedgerEntry.objects.get(reverses=first)
    assert (reversal.hours, reversal.person) == (first.hours, world.mentor)
    assert not LedgerEntry.objects.standing().exists()

    record_attendance(session, {world.mentor: True}, by=world.coordinator)
    again = LedgerEntry.objects.standing().get()
    assert again.pk not in {first.pk, reversal.pk}
    assert LedgerEntry.objects.count() == 3


def test_ticks_of_some_leave_the_others_alone(world):
    other = ParticipantFactory.create(cohort=world.cohort).person
    session = held(world)
    record_attendance(session, {world.mentor: True}, by=world.coordinator)
    record_attendance(session, {other: True}, by=world.coordinator)
    assert {entry.person for entry in LedgerEntry.objects.standing()} == {world.mentor, other}


def test_who_is_mentor_and_mentee_earns_hours_for_both_as_both(world):
    MenteeFactory.create(cohort=world.cohort, person=world.mentor)
    session = held(world, course=course(world, audience=Audience.BOTH))
    record_attendance(session, {world.mentor: True}, by=world.coordinator)
    assert set(LedgerEntry.objects.values_list("role", flat=True)) == {"mentor", "mentee"}


def test_a_course_for_mentors_earns_hours_as_a_mentor(world):
    session = held(world, course=course(world, kind=CourseKind.TRANSITION))
    record_attendance(session, {world.mentee: True}, by=world.coordinator)
    assert the_entry().role == ParticipantRole.MENTOR


def test_nobody_was_at_a_session_of_tomorrow(world):
    session = SessionFactory.create(programme=world.programme, starts_at=in_days(2))
    with pytest.raises(TooEarlyError):
        record_attendance(session, {world.mentor: True}, by=world.coordinator)
    assert not Attendance.objects.exists()


def test_nobody_was_at_a_session_that_was_cancelled(world):
    session = held(world, state=SessionState.CANCELLED)
    with pytest.raises(IllegalTransitionError):
        record_attendance(session, {world.mentor: True}, by=world.coordinator)


def test_strangers_earn_nothing_here_and_nothing_else_is_kept(world):
    session = held(world)
    with pytest.raises(NotInProgrammeError):
        record_attendance(session, {world.mentor: True, world.stranger: True}, by=None)
    assert not LedgerEntry.objects.exists()
    assert not Attendance.objects.exists()


def test_initial_training_moves_on_who_was_accepted(world):
    place = ParticipantFactory.create(cohort=world.cohort)
    four, two = (
        held(world, course=course(world, kind=CourseKind.INITIAL, hours=Decimal(hours)))
        for hours in (4, 2)
    )
    record_attendance(four, {place.person: True}, by=world.coordinator)
    place.refresh_from_db()
    assert place.state == ParticipantState.ACCEPTED
    assert Standing.objects.get(person=place.person).status == CurrencyStatus.IN_TRAINING

    record_attendance(two, {place.person: True}, by=world.coordinator)
    place.refresh_from_db()
    assert place.state == ParticipantState.TRAINED
    assert Standing.objects.get(person=place.person).status == CurrencyStatus.IN_DATE


@pytest.mark.django_db(transaction=True)
def test_two_who_tick_at_once_enter_hours_once(world):
    session = held(world)
    barrier = Barrier(2)

    def tick():
        barrier.wait()
        try:
            record_attendance(session, {world.mentor: True}, by=world.coordinator)
        finally:
            connection.close()

    threads = [Thread(target=tick) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert LedgerEntry.objects.count() == 1
