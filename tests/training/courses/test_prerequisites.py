"""Who has had what comes first, and what others are told."""

from decimal import Decimal

import pytest

from tests.factories.programmes import ProgrammeFactory
from tests.factories.training import CourseFactory, EntryFactory, SessionFactory
from training.actions import enrol, reverse_entry
from training.courses.prerequisites import (
    ComesFirstError,
    missing_before,
    not_yet_sentence,
)
from training.enums import Audience, CourseKind, EntryKind
from training.models import Enrolment


@pytest.fixture
def first(world):
    return CourseFactory.create(
        organisation=world.organisation, title="First steps", audience=Audience.BOTH
    )


@pytest.fixture
def session(world, first):
    course = CourseFactory.create(organisation=world.organisation, audience=Audience.BOTH)
    course.prerequisites.add(first)
    return SessionFactory.create(programme=world.programme, course=course)


def hours_of(world, course, **fields):
    taken = SessionFactory.create(programme=world.programme, course=course)
    given = {"programme": world.programme, "person": world.mentor, "kind": EntryKind.TOPIC}
    return EntryFactory.create(session=taken, **given | fields)


def test_who_lacks_a_course_is_told_which_comes_first(world, session):
    with pytest.raises(ComesFirstError, match="“First steps”"):
        enrol(session, world.mentor, by=world.mentor)
    assert not Enrolment.objects.exists()


def test_a_coordinator_may_book_them_all_the_same_and_reads_it(world, session, first):
    assert enrol(session, world.mentor, by=world.coordinator).has_place
    sentence = not_yet_sentence(world.mentor, [first])
    assert world.mentor.name in sentence
    assert "First steps" in sentence


def test_hours_of_the_course_open_the_way(world, session, first):
    entry = hours_of(world, first)
    assert missing_before(session, world.mentor) == ()
    reverse_entry(entry, by=world.coordinator, reason="a slip")
    assert missing_before(session, world.mentor) == (first,)


@pytest.mark.parametrize("case", ["rejected", "somebody else’s", "another course"])
def test_other_hours_do_not(world, session, first, case):
    if case == "rejected":
        hours_of(world, first, is_assured=False, rejected_reason="over the cap")
    elif case == "somebody else’s":
        hours_of(world, first, person=world.mentee)
    else:
        hours_of(world, CourseFactory.create(organisation=world.organisation))
    assert missing_before(session, world.mentor) == (first,)


@pytest.mark.parametrize(
    ("role", "kind", "is_open"),
    [
        ("mentor", EntryKind.INITIAL, True),
        ("mentee", EntryKind.INITIAL, False),
        ("mentor", EntryKind.REFRESHER, False),
    ],
)
def test_any_initial_training_in_its_role_stands_for_an_initial_course(
    world, session, first, role, kind, is_open
):
    first.kind, first.audience = CourseKind.INITIAL, Audience.MENTORS
    first.save()
    EntryFactory.create(
        programme=world.programme, person=world.mentor, role=role, kind=kind, hours=Decimal(2)
    )
    assert (missing_before(session, world.mentor) == ()) is is_open


def test_initial_training_elsewhere_stands_for_nothing_here(world, session, first):
    first.kind, first.audience = CourseKind.INITIAL, Audience.MENTORS
    first.save()
    EntryFactory.create(programme=ProgrammeFactory.create(), person=world.mentor)
    assert missing_before(session, world.mentor) == (first,)


def test_a_withdrawn_course_holds_nobody_up(world, session, first):
    first.is_active = False
    first.save()
    assert missing_before(session, world.mentor) == ()
