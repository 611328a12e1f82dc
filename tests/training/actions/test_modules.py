"""Doing a module by oneself: begun, read, answered, and counted exactly once."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from tests.factories.fresh import MaterialFactory, QuizQuestionFactory
from tests.factories.programmes import ParticipantFactory
from tests.factories.training import CourseFactory, EnrolmentFactory, SessionFactory, in_days
from tests.programmes.races import both_at_once
from training.actions.enrolments import NotForThemError
from training.actions.modules import (
    ModuleClosedError,
    NotReadyError,
    QuizChangedError,
    begin_module,
    finish_module,
    hand_in,
    keep_answers,
    note_seen,
)
from training.courses.modules import Stage, counts_of, mark_of_quiz, progress_of, questions_of
from training.courses.prerequisites import ComesFirstError
from training.enums import AttendanceSource, EnrolmentState, EntrySource, SessionState
from training.models import Attendance, LedgerEntry, ModuleRun, QuizTry

RIGHT, WRONG = [0], [1]


def a_module(programme, *, questions=2, materials=1, **fields):
    course = CourseFactory.create(organisation=programme.organisation, hours=Decimal("0.5"))
    MaterialFactory.create_batch(materials, course=course)
    QuizQuestionFactory.create_batch(questions, course=course)
    given = {"kind": "module", "starts_at": in_days(-3), "capacity": 1}
    return SessionFactory.create(programme=programme, course=course, **given | fields)


@pytest.fixture
def module(world):
    return a_module(world.programme)


def read_all(module, person):
    begin_module(module, person, by=person)
    for material in module.course.materials.all():
        note_seen(module, person, material, by=person)


def answer(module, person, chosen, *, turn=1):
    questions = questions_of(module)
    answers = {str(question.pk): chosen for question in questions}
    return hand_in(module, person, answers, turn=turn, quiz_mark=mark_of_quiz(questions), by=person)


def test_beginning_books_a_place_once_also_where_others_fill_it(world, module):
    EnrolmentFactory.create(session=module)
    begin_module(module, world.mentor, by=world.mentor)
    begin_module(module, world.mentor, by=world.mentor)
    assert module.enrolments.of(world.mentor).get().state == EnrolmentState.ENROLLED
    assert ModuleRun.objects.count() == 1


@pytest.mark.parametrize("state", [EnrolmentState.CANCELLED, EnrolmentState.WAITING])
def test_who_gave_up_or_waited_gets_a_place_by_beginning(world, module, state):
    EnrolmentFactory.create(session=module, person=world.mentor, state=state)
    begin_module(module, world.mentor, by=world.mentor)
    assert module.enrolments.of(world.mentor).get().has_place


def test_others_cannot_begin(world, module):
    with pytest.raises(NotForThemError):
        begin_module(module, world.mentee, by=world.mentee)


def test_what_comes_first_comes_first_unless_a_coordinator_gave_the_place(world, module):
    module.course.prerequisites.add(CourseFactory.create(organisation=world.organisation))
    with pytest.raises(ComesFirstError):
        begin_module(module, world.mentor, by=world.mentor)
    EnrolmentFactory.create(session=module, person=world.mentor)
    assert begin_module(module, world.mentor, by=world.mentor).turn == 1


@pytest.mark.parametrize(
    ("fields", "stage"),
    [
        ({"starts_at": in_days(1)}, Stage.NOT_YET),
        ({"open_until": in_days(-2).date()}, Stage.CLOSED),
        ({"state": SessionState.CANCELLED}, Stage.CANCELLED),
    ],
)
def test_a_module_that_is_not_open_says_why(world, fields, stage):
    with pytest.raises(ModuleClosedError) as error:
        begin_module(a_module(world.programme, **fields), world.mentor, by=world.mentor)
    assert error.value.stage is stage


def test_its_last_day_where_the_organisation_is_belongs_to_it(world, time_machine):
    world.organisation.time_zone = "Pacific/Auckland"
    world.organisation.save()
    time_machine.move_to("2027-03-01T12:00:00Z")
    module = a_module(world.programme, open_until=date(2027, 3, 2))
    assert progress_of(module, world.mentor).stage is Stage.OPEN
    time_machine.move_to("2027-03-02T12:00:00Z")
    assert progress_of(module, world.mentor).stage is Stage.CLOSED


def test_materials_come_one_after_another_and_the_quiz_after_all(world):
    module = a_module(world.programme, materials=2)
    begin_module(module, world.mentor, by=world.mentor)
    first, second = module.course.materials.all()
    assert progress_of(module, world.mentor).now == first
    with pytest.raises(NotReadyError):
        answer(module, world.mentor, RIGHT)
    note_seen(module, world.mentor, first, by=world.mentor)
    assert progress_of(module, world.mentor).now == second
    note_seen(module, world.mentor, second, by=world.mentor)
    assert progress_of(module, world.mentor).may_answer


def test_passing_enters_the_hours_on_its_day_and_says_they_come_from_a_module(
    world, module, time_machine
):
    time_machine.move_to("2031-05-06T09:00:00Z")
    read_all(module, world.mentor)
    assert answer(module, world.mentor, RIGHT).has_passed
    entry = LedgerEntry.objects.get()
    assert (entry.earned_on, entry.hours) == (date(2031, 5, 6), Decimal("0.5"))
    assert (entry.source, entry.session, entry.role) == (EntrySource.MODULE, module, "mentor")
    there = Attendance.objects.get()
    assert (there.is_present, there.source) == (True, AttendanceSource.MODULE)
    module.refresh_from_db()
    assert module.state == SessionState.PLANNED


def test_who_does_not_pass_tries_again_and_is_counted_then(world, module):
    read_all(module, world.mentor)
    assert not answer(module, world.mentor, WRONG).has_passed
    assert not LedgerEntry.objects.exists()
    assert answer(module, world.mentor, RIGHT, turn=2).has_passed
    assert LedgerEntry.objects.count() == 1


@pytest.mark.parametrize("chosen", [RIGHT, WRONG])
def test_a_second_press_returns_the_same_try(world, module, chosen):
    read_all(module, world.mentor)
    once = answer(module, world.mentor, chosen)
    assert answer(module, world.mentor, RIGHT) == once
    assert QuizTry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_count_once():
    place = ParticipantFactory.create()
    module, person = a_module(place.cohort.programme), place.person
    read_all(module, person)
    wrong = both_at_once(
        lambda: answer(module, person, RIGHT), lambda: answer(module, person, RIGHT)
    )
    assert wrong == []
    counts = (QuizTry.objects.count(), Attendance.objects.count(), LedgerEntry.objects.count())
    assert counts == (1, 1, 1)


def test_finishing_twice_is_finishing_once(world, module):
    day = date(2031, 5, 6)
    with transaction.atomic():
        assert finish_module(module, world.mentor, on=day, by=world.mentor)
        assert not finish_module(module, world.mentor, on=day, by=world.mentor)
    assert LedgerEntry.objects.get().earned_on == day


def test_without_a_quiz_the_last_material_finishes_it(world):
    module = a_module(world.programme, questions=0, materials=2)
    begin_module(module, world.mentor, by=world.mentor)
    finished = [
        note_seen(module, world.mentor, material, by=world.mentor)
        for material in module.course.materials.all()
    ]
    assert finished == [False, True]
    assert LedgerEntry.objects.count() == 1


def test_answers_are_kept_until_they_are_handed_in(world, module):
    read_all(module, world.mentor)
    first, second = (str(question.pk) for question in questions_of(module))
    keep_answers(module, world.mentor, {first: [1], "gone": [0]}, by=world.mentor)
    keep_answers(module, world.mentor, {second: [0]}, by=world.mentor)
    assert ModuleRun.objects.get().answers == {first: [1], second: [0]}
    answer(module, world.mentor, WRONG)
    assert ModuleRun.objects.get().answers == {}


def test_answers_to_questions_that_changed_meanwhile_are_not_marked(world, module):
    read_all(module, world.mentor)
    with pytest.raises(QuizChangedError):
        hand_in(module, world.mentor, {}, turn=1, quiz_mark="before", by=world.mentor)
    assert not QuizTry.objects.exists()


def test_coordinators_learn_how_many_began_and_finished(world, module):
    read_all(module, world.mentor)
    other = ParticipantFactory.create(cohort=world.cohort).person
    begin_module(module, other, by=other)
    answer(module, world.mentor, RIGHT)
    counts = counts_of(module)
    assert (counts.begun, counts.finished) == (2, 1)
    assert not QuizTry.objects.visible_to(world.coordinator).exists()
    assert not ModuleRun.objects.visible_to(world.coordinator).exists()
