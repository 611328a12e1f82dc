"""Initial training is planned before a cohort is matched."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programmes.enums import CohortState
from tests.factories.programmes import CohortFactory
from tests.factories.training import CourseFactory, SessionFactory
from training.enums import CourseKind, SessionState
from training.preparations import tasks_of_training


@pytest.fixture
def cohort(db):
    """A cohort that begins in six weeks."""
    return CohortFactory.create(
        state=CohortState.RECRUITING, starts_on=timezone.localdate() + timedelta(days=42)
    )


def state(cohort):
    (task,) = tasks_of_training(cohort.programme, cohort)
    return task.state.value


def session(prepared, kind=CourseKind.INITIAL, **fields):
    facts = {
        "programme": prepared.programme,
        "starts_at": timezone.now() + timedelta(days=20),
        "course": CourseFactory.create(kind=kind),
    }
    return SessionFactory.create(**(facts | fields))


def test_without_a_cohort_it_cannot_start(cohort):
    (task,) = tasks_of_training(cohort.programme, None)
    assert task.state.value == "blocked"


def test_a_session_of_the_programme_that_comes_in_time_is_enough(cohort):
    assert state(cohort) == "todo"
    session(cohort)
    assert state(cohort) == "done"


def test_a_refresher_a_cancelled_one_and_last_years_are_not(cohort):
    session(cohort, CourseKind.REFRESHER)
    session(cohort, state=SessionState.CANCELLED)
    session(cohort, starts_at=timezone.now() - timedelta(days=300))
    session(cohort, cohort=CohortFactory.create(programme=cohort.programme))
    assert state(cohort) == "todo"


def test_a_session_of_the_cohort_itself_counts_whenever_it_is(cohort):
    session(cohort, cohort=cohort, starts_at=timezone.now() - timedelta(days=300))
    assert state(cohort) == "done"
