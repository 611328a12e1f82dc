"""Who types what is on the wall is there; a code from elsewhere or from before is worth nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.common.lifecycle import IllegalTransitionError
from tests.factories.programmes import ParticipantFactory
from tests.factories.training import EnrolmentFactory, SessionFactory
from training.actions import record_attendance
from training.actions.wall import (
    NoRoomError,
    SaidOtherwiseError,
    TooManyTriesError,
    WrongCodeError,
    come_in_by_code,
    put_wall_up,
    take_wall_down,
)
from training.attending.wall import code_at, step_at
from training.enums import AttendanceSource, SessionState
from training.models import Attendance, LedgerEntry


@pytest.fixture
def session(world, time_machine):
    time_machine.move_to("2027-03-02T12:00:10Z", tick=False)
    session = SessionFactory.create(
        programme=world.programme, starts_at=timezone.now() - timedelta(minutes=10), minutes=60
    )
    put_wall_up(session, by=world.facilitator)
    session.refresh_from_db()
    return session


def shown(session, steps_ago=0):
    return code_at(session.wall_key, step_at(timezone.now()) - steps_ago)


def test_who_reads_it_off_the_wall_is_there_and_earns_the_hours(world, session):
    EnrolmentFactory.create(session=session, person=world.mentor)
    assert come_in_by_code(world.mentor, shown(session)) == session
    row = Attendance.objects.get()
    assert (row.person, row.source, row.recorded_by) == (
        world.mentor,
        AttendanceSource.CODE,
        world.mentor,
    )
    come_in_by_code(world.mentor, shown(session))
    assert LedgerEntry.objects.count() == Attendance.objects.count() == 1


@pytest.mark.parametrize(("steps_ago", "counts"), [(0, True), (1, True), (2, False), (-1, False)])
def test_an_old_code_is_worth_nothing(world, session, steps_ago, counts):
    if counts:
        come_in_by_code(world.mentor, shown(session, steps_ago))
        return
    with pytest.raises(WrongCodeError):
        come_in_by_code(world.mentor, shown(session, steps_ago))
    assert not Attendance.objects.exists()


@pytest.mark.parametrize(
    ("minutes", "counts"), [(-16, False), (-14, True), (74, True), (76, False)]
)
def test_it_counts_around_the_session_alone(world, session, time_machine, minutes, counts):
    time_machine.move_to(session.starts_at + timedelta(minutes=minutes), tick=False)
    if counts:
        come_in_by_code(world.mentor, shown(session))
        return
    with pytest.raises(WrongCodeError):
        come_in_by_code(world.mentor, shown(session))


def test_a_wall_taken_down_takes_nobody_and_a_new_one_has_other_codes(world, session):
    code = shown(session)
    take_wall_down(session, by=world.facilitator)
    with pytest.raises(WrongCodeError):
        come_in_by_code(world.mentor, code)
    put_wall_up(session, by=world.facilitator)
    with pytest.raises(WrongCodeError):
        come_in_by_code(world.mentor, code)


def test_it_is_for_those_whom_the_session_is_for(world, session):
    for person in (world.mentee, world.stranger, world.reviewer):
        with pytest.raises(WrongCodeError):
            come_in_by_code(person, shown(session))


def test_without_a_place_one_comes_in_while_there_is_room(world, session):
    session.capacity = 2
    session.save()
    EnrolmentFactory.create(session=session, person=ParticipantFactory(cohort=world.cohort).person)
    come_in_by_code(world.mentor, shown(session))
    late = ParticipantFactory.create(cohort=world.cohort).person
    with pytest.raises(NoRoomError):
        come_in_by_code(late, shown(session))


def test_a_code_does_not_overrule_the_facilitator(world, session):
    come_in_by_code(world.mentor, shown(session))
    record_attendance(session, {world.mentor: False}, by=world.facilitator)
    with pytest.raises(SaidOtherwiseError):
        come_in_by_code(world.mentor, shown(session))
    assert not LedgerEntry.objects.standing().exists()


def test_who_guesses_has_to_wait(world, session):
    for _ in range(10):
        with pytest.raises(WrongCodeError):
            come_in_by_code(world.mentor, "AAAAAA")
    with pytest.raises(TooManyTriesError):
        come_in_by_code(world.mentor, shown(session))
    other = ParticipantFactory.create(cohort=world.cohort).person
    come_in_by_code(other, shown(session))


def test_a_cancelled_session_has_no_wall(world):
    session = SessionFactory.create(programme=world.programme, state=SessionState.CANCELLED)
    with pytest.raises(IllegalTransitionError):
        put_wall_up(session, by=world.facilitator)
