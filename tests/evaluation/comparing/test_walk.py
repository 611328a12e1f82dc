"""The same people over time: who is compared, what is told, and what nobody can work out."""

from datetime import timedelta

import pytest

from evaluation.comparing.series import series_in, twins_in
from evaluation.comparing.walk import walk
from evaluation.enums import Candour, Purpose
from evaluation.models import Wave
from tests.evaluation.comparing.surveys import (
    answered,
    closed,
    instrument,
    mentees,
    mentors,
    seen_by_oneself,
    seen_by_others,
)
from tests.factories.evaluation import AnswerFactory


def waves():
    return list(Wave.objects.select_related("instrument", "cohort"))


def course(world, *marks, purposes=(Purpose.BASELINE, Purpose.CLOSE, Purpose.FOLLOW_UP), **fields):
    people = mentees(world, len(marks[0]))
    for day, (purpose, given) in enumerate(zip(purposes, marks, strict=False)):
        answered(closed(world, instrument(world, purpose, **fields), day=100 * day), people, given)
    return people


def test_nine_people_are_compared_with_themselves(world):
    course(world, [2, 3, 4, 3, 2, 5, 4, 3, 2], [4, 4, 4, 5, 3, 4, 5, 5, 2])
    (series,) = series_in(waves())
    (step,) = walk(series.waves).steps
    (row,) = step.rows
    assert (row.change.n, row.change.rose, row.change.same, row.change.fell) == (9, 6, 2, 1)
    assert row.change.value == pytest.approx(8 / 9)
    assert row.linked.set_aside == 0


def test_anonymous_surveys_and_surveys_asked_once_are_no_series(world):
    course(world, [1, 2, 3, 4, 5], [1, 2, 3, 4, 5], candour=Candour.ANONYMOUS)
    closed(world, instrument(world, Purpose.PULSE), day=30)
    assert series_in(waves()) == []


def test_who_answered_only_once_cannot_be_worked_out(world):
    marks = [3, 4, 5, 2, 6, 3, 4, 5, 2, 6, 3, 4, 5, 2, 6, 1]
    course(world, marks, [*marks[:-1], None])
    (step,) = walk(series_in(waves())[0].waves).steps
    (row,) = step.rows
    assert row.linked.found == 15
    assert row.change is not None
    assert row.change.before is not None
    assert row.change.n == 15 - row.linked.set_aside <= 11
    # What is left over is never the one person alone, on neither occasion.
    assert sum(marks) - row.change.before * row.change.n > 1 + 4


def test_a_later_step_is_among_the_people_of_the_one_before(world):
    first = [3, 4, 5, 2, 6] * 4
    people = course(world, first, [4, 5, 5, 3, None] * 4, [5, 5, 6, 4, 6] * 4)
    one, two = walk(series_in(waves())[0].waves).steps
    assert set(two.rows[0].linked.who) <= set(one.rows[0].linked.who)
    missing = {person.pk for person in people[4::5]}
    assert not missing & set(two.rows[0].linked.who)


def test_a_second_closing_survey_changes_nobody_who_is_compared(world):
    people = course(world, [2, 3, 4, 3, 2, 5], [4, 4, 4, 5, 3, 4])
    before = series_in(waves())
    late = closed(world, instrument(world, Purpose.CLOSE), day=300)
    answered(late, people[:5], [1, 2, 3, 4, 5])
    assert series_in(waves()) == before


def test_a_self_rating_that_closes_later_leaves_the_pairs_as_they_were(world):
    asked = seen_by_oneself(world)
    first, rating = (
        closed(world, asked, day=100),
        closed(world, seen_by_others(world), day=200),
    )
    assert twins_in(waves())[0].others == {first.pk: rating}
    closed(world, asked, day=201)
    assert twins_in(waves())[0].others == {first.pk: rating}


def test_surveys_follow_each_other_as_they_really_closed(world):
    """One closed early stays before one that closed later, though it was to end first."""
    asked = instrument(world, Purpose.PULSE)
    early, later = closed(world, asked, day=200), closed(world, asked, day=190)
    Wave.objects.filter(pk=early.pk).update(closed_at=later.closed_at - timedelta(days=5))
    assert series_in(waves())[0].waves == (early, later)


def test_a_survey_that_closes_after_a_later_one_of_its_course_comes_too_late(world):
    course(world, [2, 3, 4], [4, 4, 5], purposes=(Purpose.BASELINE, Purpose.FOLLOW_UP))
    before = series_in(waves())
    closed(world, instrument(world, Purpose.CLOSE), day=300)
    assert series_in(waves()) == before


def test_the_gap_is_the_mean_of_each_mentors_own_gap(world):
    own = closed(world, seen_by_oneself(world), day=200)
    others = closed(world, seen_by_others(world), day=203)
    people, raters = mentors(world, 10), mentees(world, 20)
    selves = [5, 6, 7, 5, 6, 7, 4, 5, 6, 7]
    answered(own, people, selves)
    gaps = []
    for place, mentor in enumerate(people):
        given = [4, 5, 3] if place % 2 else [4 + place % 3]
        gaps.append(selves[place] - sum(given) / len(given))
        answered(others, raters[place : place + len(given)], given, about=mentor)
    (twin,) = twins_in(waves())
    (gap,) = walk(twin.own, twin.others).gaps
    (row,) = gap.rows
    assert row.gap.value == pytest.approx(sum(gaps) / 10)
    assert (row.gap.n, row.ratings) == (10, 20)
    assert (row.own or 0) - (row.others or 0) == pytest.approx(row.gap.value)
    assert row.is_told


def test_a_gap_and_a_change_of_the_same_self_rating_are_of_nested_people(world):
    asked = seen_by_oneself(world)
    start, own = closed(world, asked, day=0), closed(world, asked, day=200)
    others = closed(world, seen_by_others(world), day=203)
    people, raters = mentors(world, 30), mentees(world, 30)
    answered(start, people, [None if place % 6 == 0 else place % 5 + 1 for place in range(30)])
    answered(own, people, [place * 3 % 7 + 1 for place in range(30)])
    for place in range(1, 30):
        answered(others, raters[place : place + 1], [place % 4 + 1], about=people[place])
    (twin,), (series,) = twins_in(waves()), series_in(waves())
    walked = walk(series.waves, twin.others)
    (step,), (gap,) = walked.steps, walked.gaps
    changed, seen = set(step.rows[0].linked.who), set(gap.rows[0].linked.who)
    assert seen < changed
    assert len(changed - seen) >= 5
    assert walk(twin.own, twin.others).gaps == walked.gaps


def test_areas_stand_without_the_questions_they_are_made_of(world):
    keys = ("care-1", "care-2", "care-3", "alone")
    people = mentees(world, 10)
    for day, purpose in enumerate((Purpose.BASELINE, Purpose.CLOSE)):
        wave = closed(world, instrument(world, purpose, keys=keys), day=day * 100)
        for place, person in enumerate(people):
            marks = {key: (place + at + day) % 7 + 1 for at, key in enumerate(keys)}
            AnswerFactory.create(wave=wave, participant=person, values=marks)
    (step,) = walk(series_in(waves())[0].waves).steps
    assert [row.measured.label for row in step.rows] == ["Care", "About alone."]
    assert step.rows[0].change.n == 10


def test_queries_do_not_grow_with_people(world, django_assert_num_queries):
    course(world, [1, 2, 3, 4, 5, 6] * 5, [2, 3, 4, 5, 6, 7] * 5, [1, 2, 4, 5, 6, 7] * 5)
    (series,) = series_in(waves())
    with django_assert_num_queries(3):
        walk(series.waves)
