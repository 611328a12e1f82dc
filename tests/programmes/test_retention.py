"""Who came back, and who stepped up, on cohorts small enough to count by hand."""

import pytest

from programmes.enums import CohortState, ParticipantRole, ParticipantState
from programmes.retention import (
    Conversion,
    Share,
    both_roles_in_one_cohort,
    cohorts_served,
    conversion,
    mentees_who_mentored_later,
    people_ever,
    returning_mentors,
    seats_by_cohort,
)
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import CohortFactory, ParticipantFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db

MENTOR, MENTEE = ParticipantRole.MENTOR, ParticipantRole.MENTEE


@pytest.fixture
def programme():
    """Three cohorts that ran: ann and ben mentor first, cleo and dan are their mentees."""
    programme = ProgrammeFactory.create()
    first, second, third = CohortFactory.create_batch(
        3, programme=programme, state=CohortState.CLOSED
    )
    ann, ben, cleo, dan, eve = PersonFactory.create_batch(5)
    for cohort, role, people in (
        (first, MENTOR, [ann, ben]),
        (first, MENTEE, [cleo, dan]),
        (second, MENTOR, [ann]),
        (second, MENTEE, [ben, eve]),
        (third, MENTOR, [ann, cleo, eve]),
        (third, MENTEE, [eve]),
    ):
        for person in people:
            ParticipantFactory.create(
                cohort=cohort, person=person, role=role, state=ParticipantState.FINISHED
            )
    return programme


def test_seats(programme):
    assert seats_by_cohort(programme, MENTOR) == {1: 2, 2: 1, 3: 3}
    assert seats_by_cohort(programme, MENTEE) == {1: 2, 2: 2, 3: 1}
    assert people_ever(programme, MENTOR) == 4
    assert people_ever(programme, MENTEE) == 4


def test_returning(programme):
    assert returning_mentors(programme) == {1: Share(1, 2), 2: Share(1, 1)}
    assert cohorts_served(programme) == {1: 3, 3: 1}


def test_stepping_up(programme):
    # Ben mentored before he was a mentee, so he could not step up; cleo and eve did, dan did not.
    assert conversion(programme) == Conversion(stepped_up=2, of=3)
    assert mentees_who_mentored_later(programme) == 2
    assert both_roles_in_one_cohort(programme) == 1


@pytest.mark.parametrize(
    "state", [ParticipantState.INVITED, ParticipantState.APPLIED, ParticipantState.WITHDRAWN]
)
def test_who_never_sat_is_not_counted(programme, state):
    ParticipantFactory.create(cohort=programme.cohorts.get(number=1), state=state)
    assert seats_by_cohort(programme, MENTOR)[1] == 2


def test_a_cohort_that_has_not_begun_tells_nothing(programme):
    coming = CohortFactory.create(programme=programme, state=CohortState.RECRUITING)
    ParticipantFactory.create(cohort=coming)
    assert set(seats_by_cohort(programme, MENTOR)) == {1, 2, 3}
    assert set(returning_mentors(programme)) == {1, 2}


def test_a_programme_without_people_has_empty_figures():
    programme = ProgrammeFactory.create()
    assert seats_by_cohort(programme, MENTOR) == {}
    assert returning_mentors(programme) == {}
    assert people_ever(programme, MENTEE) == 0
    assert conversion(programme) == Conversion(0, 0)


def test_each_figure_is_one_query(programme, django_assert_num_queries):
    for figure in (returning_mentors, cohorts_served, conversion, both_roles_in_one_cohort):
        with django_assert_num_queries(1):
            figure(programme)
