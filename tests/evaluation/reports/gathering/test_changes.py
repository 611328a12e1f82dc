"""Linked changes: as the page of comparisons tells them, and put together from nothing else."""

from dataclasses import replace

import pytest
from django.utils import timezone

from evaluation.comparing.series import series_in
from evaluation.comparing.walk import walk
from evaluation.enums import Purpose
from evaluation.models import Wave
from evaluation.reports.gathering.changes import changes_of
from evaluation.reports.model import State
from evaluation.statistics import paired_change
from programmes.enums import CohortState
from tests.evaluation.comparing.surveys import answered, closed, instrument
from tests.factories.programmes import CohortFactory, MenteeFactory

BEFORE = [2, 3, 4, 3, 2, 5, 4, 3, 2]
AFTER = [4, 4, 4, 5, 3, 4, 5, 5, 2]


def course(world, cohort, before, after, *, surveys):
    people = MenteeFactory.create_batch(len(before), cohort=cohort)
    for day, (asked, given) in enumerate(zip(surveys, (before, after), strict=True)):
        answered(closed(world, asked, day=100 * day, cohort=cohort), people, given)


def close_to(frozen, expected):
    return float(frozen) == pytest.approx(expected, abs=1e-4)


@pytest.fixture
def surveys(world):
    return [instrument(world, purpose) for purpose in (Purpose.BASELINE, Purpose.CLOSE)]


@pytest.fixture
def second(world):
    return CohortFactory.create(
        programme=world.programme, number=world.cohort.number + 1, state=CohortState.RUNNING
    )


def test_one_cohort_is_told_as_its_page_tells_it(world, surveys):
    course(world, world.cohort, BEFORE, AFTER, surveys=surveys)
    (line,) = changes_of([world.cohort])
    (series,) = series_in(Wave.objects.select_related("instrument", "cohort"))
    change = walk(series.waves).steps[0].rows[0].change
    assert (line.figure.n, line.of, line.rose) == (change.n, 9, change.rose)
    assert close_to(line.figure.value, change.value)
    assert close_to(line.effect, change.d_z)
    assert (line.level, line.audience, line.low, line.high) == (2, "mentee", 1, 7)
    assert line.first_on == timezone.localdate(series.waves[0].closed_at)
    assert line.last_on == timezone.localdate(series.waves[1].closed_at)
    assert line.is_told


def test_two_cohorts_are_put_together_pair_by_pair(world, surveys, second):
    course(world, world.cohort, BEFORE, AFTER, surveys=surveys)
    course(world, second, [3, 4, 2, 5, 4, 6], [5, 4, 3, 6, 4, 7], surveys=surveys)
    (line,) = changes_of([world.cohort, second])
    whole = paired_change([*BEFORE, 3, 4, 2, 5, 4, 6], [*AFTER, 5, 4, 3, 6, 4, 7])
    assert (line.figure.n, line.rose) == (15, whole.rose)
    for frozen, expected in (
        (line.figure.value, whole.value),
        (line.figure.low, whole.low),
        (line.figure.high, whole.high),
        (line.effect, whole.d_z),
        (line.first, whole.before),
        (line.last, whole.after),
    ):
        assert close_to(frozen, expected)


def test_a_cohort_too_small_adds_nothing_and_alone_says_so(world, surveys, second, reports):
    course(world, world.cohort, BEFORE, AFTER, surveys=surveys)
    course(world, second, [3, 4], [5, 4], surveys=surveys)
    together, (alone,) = changes_of([world.cohort, second]), changes_of([second])
    assert [line.figure.n for line in together] == [9]
    assert alone.figure.state == State.TOO_FEW
    assert {alone.figure.n, alone.figure.value, alone.first, alone.rose, alone.of} == {None}
    data = reports.alone[3]
    assert replace(data, changes=(alone,)).hidden == data.hidden + 1


def test_as_many_queries_for_many_cohorts(world, surveys, second, django_assert_num_queries):
    course(world, world.cohort, BEFORE, AFTER, surveys=surveys)
    with django_assert_num_queries(4):
        changes_of([world.cohort])
    course(world, second, BEFORE, AFTER, surveys=surveys)
    with django_assert_num_queries(4):
        changes_of([world.cohort, second])


def test_nothing_asked_twice_changed(world):
    assert changes_of([world.cohort]) == ()
