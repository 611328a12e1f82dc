"""Questions of a quiz: written, put otherwise, ordered, taken out."""

from dataclasses import replace

import pytest

from tests.factories.training import CourseFactory
from training.actions.quizzes import (
    FaultyQuestionError,
    QuestionPlan,
    add_question,
    change_question,
    move_question,
    remove_question,
)
from training.courses.quiz import Fault

PLAN = QuestionPlan(text="Which?", options=("This", "", " That "), right={2}, explanation="So.")


@pytest.fixture
def course(world):
    return CourseFactory.create(organisation=world.organisation)


def test_empty_options_are_left_out_and_the_right_ones_stay_right(world, course):
    question = add_question(course, PLAN, by=world.coordinator)
    question.refresh_from_db()
    assert question.options == [
        {"text": "This", "is_right": False},
        {"text": "That", "is_right": True},
    ]


def test_a_faulty_question_is_not_stored(world, course):
    with pytest.raises(FaultyQuestionError) as error:
        add_question(course, replace(PLAN, right=set()), by=world.coordinator)
    assert [finding.fault for finding in error.value.findings] == [Fault.NONE_RIGHT]
    question = add_question(course, PLAN, by=world.coordinator)
    with pytest.raises(FaultyQuestionError):
        change_question(question, replace(PLAN, options=("This",)), by=world.coordinator)
    assert course.quiz.get().text == "Which?"


def test_questions_are_put_otherwise_ordered_and_taken_out(world, course):
    one, two = (
        add_question(course, replace(PLAN, text=text), by=world.coordinator) for text in "12"
    )
    move_question(two, step=-1, by=world.coordinator)
    change_question(one, replace(PLAN, text="One"), by=world.coordinator)
    assert [question.text for question in course.quiz.all()] == ["2", "One"]
    remove_question(two, by=world.coordinator)
    assert [(each.text, each.position) for each in course.quiz.all()] == [("One", 0)]
