"""Courses: added, changed, withdrawn, and never after themselves."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.factories.fresh import CompetencyFactory
from tests.factories.training import CourseFactory
from tests.programmes.races import both_at_once
from training.actions.catalogue import (
    CircleError,
    CoursePlan,
    add_course,
    change_course,
    offer_course,
    withdraw_course,
)
from training.models import Course

PLAN = CoursePlan(title="Feedback", kind="topic", audience="both", hours=Decimal("1.5"))


def after(*courses):
    return replace(PLAN, prerequisites=courses)


def test_a_course_is_added_and_changed_with_what_it_works_on_and_comes_after(world):
    skill = CompetencyFactory.create(organisation=world.organisation)
    first = CourseFactory.create(organisation=world.organisation)
    plan = replace(PLAN, competencies=(skill,), prerequisites=(first,), pass_percent=60)
    course = add_course(world.organisation, plan, by=world.coordinator)
    assert (course.title, course.hours, course.pass_percent) == ("Feedback", Decimal("1.5"), 60)
    assert ([*course.competencies.all()], [*course.prerequisites.all()]) == ([skill], [first])
    change_course(course, replace(PLAN, title="Better feedback"), by=world.coordinator)
    course = Course.objects.get(pk=course.pk)
    assert (course.title, course.prerequisites.count(), course.pass_percent) == (
        "Better feedback",
        0,
        80,
    )


def test_a_circle_is_refused_and_named(world):
    one, two, three = (
        CourseFactory.create(organisation=world.organisation, title=title)
        for title in ("One", "Two", "Three")
    )
    two.prerequisites.add(one)
    three.prerequisites.add(two)
    with pytest.raises(CircleError) as error:
        change_course(one, after(three), by=world.coordinator)
    assert error.value.titles == ["Three", "Two", "One"]
    assert not one.prerequisites.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_changes_at_once_that_close_a_circle_one_is_refused():
    one = CourseFactory.create()
    two = CourseFactory.create(organisation=one.organisation)
    wrong = both_at_once(
        lambda: change_course(one, after(two), by=None),
        lambda: change_course(two, after(one), by=None),
    )
    assert [type(error) for error in wrong] == [CircleError]


def test_what_belongs_to_others_is_refused(world):
    course = CourseFactory.create(organisation=world.other_organisation)
    skill = CompetencyFactory.create(organisation=world.other_organisation)
    for plan in (after(course), replace(PLAN, competencies=(skill,))):
        with pytest.raises(ValueError, match="another organisation"):
            add_course(world.organisation, plan, by=world.coordinator)


def test_withdrawing_and_offering_again_are_done_once(world):
    course = CourseFactory.create(organisation=world.organisation)
    by = world.coordinator
    assert [withdraw_course(course, by=by), withdraw_course(course, by=by)] == [True, False]
    assert not Course.objects.offered().exists()
    assert [offer_course(course, by=by), offer_course(course, by=by)] == [True, False]
