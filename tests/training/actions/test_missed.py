"""Who was missed is excused with one press, written to once, and asked after the second time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.notifications.models import Message
from tests.factories.programmes import ParticipantFactory
from tests.factories.training import CourseFactory, EnrolmentFactory, SessionFactory, in_days
from training.actions import record_attendance
from training.actions.missed import call_after_missing, excuse, invite_missed
from training.attending.chances import chances_of
from training.models import CareCall
from training.queries.attending import excused, missed
from training.retention.enums import CareReason


@pytest.fixture
def course(world):
    return CourseFactory.create(organisation=world.organisation)


def held(world, course, days, **ticks):
    session = SessionFactory.create(
        programme=world.programme, course=course, starts_at=in_days(-days)
    )
    people = {getattr(world, name): was_there for name, was_there in ticks.items()}
    for person in people:
        EnrolmentFactory.create(session=session, person=person)
    record_attendance(session, people, by=world.coordinator)
    return session


def test_only_who_had_a_place_and_was_not_there_was_missed(world, course):
    session = held(world, course, 3, mentor=False, mentee=True)
    unknown = EnrolmentFactory.create(session=session)
    walked_out = ParticipantFactory.create(cohort=world.cohort).person
    record_attendance(session, {walked_out: False}, by=world.coordinator)
    assert [row.person for row in missed(session)] == [world.mentor]
    assert unknown.person not in {row.person for row in excused(session)}


def test_an_excuse_is_kept_until_somebody_says_that_they_were_there(world, course):
    session = held(world, course, 3, mentor=False, mentee=True)
    assert excuse(session, world.mentor, by=world.coordinator)
    assert not excuse(session, world.mentor, by=world.coordinator)
    assert not excuse(session, world.mentee, by=world.coordinator)
    assert not missed(session)
    assert [row.person for row in excused(session)] == [world.mentor]
    record_attendance(session, {world.mentor: True}, by=world.coordinator)
    record_attendance(session, {world.mentor: False}, by=world.coordinator)
    assert [row.person for row in missed(session)] == [world.mentor]


def test_each_is_offered_the_next_seat_of_the_same_course_once(world, course):
    session = held(world, course, 3, mentor=False)
    SessionFactory.create(programme=world.programme, starts_at=in_days(2), title="Another one")
    full = SessionFactory.create(
        programme=world.programme, course=course, starts_at=in_days(4), capacity=1
    )
    EnrolmentFactory.create(session=full)
    later = SessionFactory.create(programme=world.programme, course=course, starts_at=in_days(9))
    chances = chances_of(session)
    assert chances.by_person == {world.mentor: later}

    assert invite_missed(session, chances.by_person, by=world.coordinator) == 1
    assert invite_missed(session, chances.by_person, by=world.coordinator) == 0
    mail = Message.objects.get()
    assert mail.subject == f"We missed you at “{session.title}”"
    assert str(later.pk) in mail.text
    assert chances_of(session).told == (world.mentor,)


def test_who_has_a_seat_or_no_chance_is_not_written_to(world, course):
    session = held(world, course, 3, mentor=False)
    assert chances_of(session).without == (world.mentor,)
    later = SessionFactory.create(programme=world.programme, course=course, starts_at=in_days(9))
    EnrolmentFactory.create(session=later, person=world.mentor)
    assert chances_of(session).offers == ()


def test_two_missed_in_a_row_ask_for_a_person_once_and_not_on_the_same_day(world, course):
    held(world, course, 20, mentor=False, mentee=False)
    second = held(world, course, 0.5, mentor=False, mentee=True)
    assert call_after_missing(timezone.now()) == 0
    for _ in range(2):
        call_after_missing(timezone.now() + timedelta(days=1))
    call = CareCall.objects.get()
    assert (call.person, call.reason) == (world.mentor, CareReason.NO_SHOW)
    assert str(second.pk) in call.occasion_key


@pytest.mark.parametrize("between", ["there", "excused"])
def test_being_there_breaks_the_row_and_an_excuse_does_not_count(world, course, between):
    held(world, course, 20, mentor=False)
    middle = held(world, course, 10, mentor=between == "there")
    if between == "excused":
        excuse(middle, world.mentor, by=world.coordinator)
    held(world, course, 2, mentor=False)
    assert call_after_missing(timezone.now()) == (1 if between == "excused" else 0)
