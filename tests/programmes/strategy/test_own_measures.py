"""Figures of people, against counts by hand."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from programmes.enums import CohortState, ParticipantRole, ParticipantState
from programmes.measures import all_measures, measure_of, read_measures
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import (
    CohortFactory,
    MenteeFactory,
    ParticipantFactory,
    ProgrammeFactory,
)

TODAY = timezone.localdate()
State = ParticipantState


def read(programme, name):
    return measure_of(f"programmes.{name}").read(programme, as_of=TODAY)


def cohort_of(programme, *, days_ago, state=CohortState.CLOSED):
    start = TODAY - timedelta(days=days_ago)
    return CohortFactory.create(
        programme=programme, state=state, starts_on=start, ends_on=start + timedelta(days=300)
    )


@pytest.fixture
def programme(db):
    """Two cohorts. Ann mentored in both, Bea in the first, Cem was a mentee and is a mentor."""
    programme = ProgrammeFactory.create()
    first = cohort_of(programme, days_ago=500)
    second = cohort_of(programme, days_ago=100, state=CohortState.RUNNING)
    ann, bea, cem = (PersonFactory.create(name=name) for name in ("Ann", "Bea", "Cem"))
    for person in (ann, bea):
        ParticipantFactory.create(cohort=first, person=person, state=State.FINISHED)
    MenteeFactory.create(cohort=first, person=cem, state=State.FINISHED)
    MenteeFactory.create(cohort=first, state=State.WITHDRAWN)
    for person in (ann, cem):
        ParticipantFactory.create(cohort=second, person=person, state=State.MATCHED)
    ParticipantFactory.create(cohort=second, state=State.INVITED)
    MenteeFactory.create_batch(2, cohort=second, state=State.MATCHED)
    MenteeFactory.create(cohort=second, state=State.TRAINED)
    MenteeFactory.create(cohort=second, state=State.WITHDRAWN)
    ParticipantFactory.create(state=State.MATCHED)  # of another programme
    return programme


@pytest.mark.parametrize(
    ("name", "value", "n", "of"),
    [
        ("people", "6", 6, None),
        ("mentors", "2", 2, None),
        ("finished", "75", 3, 4),
        ("mentors_returning", "50", 1, 2),
        ("mentees_matched", "66.7", 2, 3),
        ("mentees_to_mentors", "1", 1, None),
    ],
)
def test_a_figure_is_what_one_counts_by_hand(programme, name, value, n, of):
    reading = read(programme, name)
    assert (reading.value, reading.n, reading.of) == (Decimal(value), n, of)
    assert reading.as_of == TODAY


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["finished", "mentors_returning", "mentees_matched"])
def test_a_share_of_nobody_cannot_be_told(name):
    assert read(ProgrammeFactory.create(), name) is None


@pytest.mark.django_db
def test_nobody_returns_to_a_first_cohort():
    programme = ProgrammeFactory.create()
    ParticipantFactory.create(cohort__programme=programme)
    assert read(programme, "mentors_returning") is None


@pytest.mark.django_db
def test_every_app_offers_figures_that_say_what_they_count():
    offered = all_measures()
    assert {each.key.split(".")[0] for each in offered} == {
        "programmes",
        "training",
        "matching",
        "evaluation",
    }
    assert all(str(each.title) and str(each.describe).endswith(".") for each in offered)


@pytest.mark.django_db
def test_reading_every_figure_makes_the_same_number_of_queries(
    programme, django_assert_num_queries, django_assert_max_num_queries
):
    keys = [each.key for each in all_measures()]
    with django_assert_max_num_queries(40) as before:
        read_measures(programme, keys, as_of=TODAY)
    cohort = programme.cohorts.first()
    for role in ParticipantRole:
        ParticipantFactory.create_batch(15, cohort=cohort, role=role, state=State.FINISHED)
    with django_assert_num_queries(len(before)):
        read_measures(programme, [*keys, *keys], as_of=TODAY)


def test_a_figure_that_no_app_offers_is_left_out(db):
    assert read_measures(ProgrammeFactory.create(), ["moon.phase"], as_of=TODAY) == {}
