"""Reads across programmes, cohorts and participants."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.accounts.access import grants_of
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Role
from programmes.enums import CohortState, ParticipantRole, ParticipantState
from programmes.models import Cohort, Participant
from programmes.queries import current_cohort, funnel_of, places_now
from tests.factories.programmes import CohortFactory, ParticipantFactory

D, R, C = CohortState.DESIGNING, CohortState.RUNNING, CohortState.CLOSED


@pytest.mark.parametrize(
    ("cohorts", "found"),
    [
        ([], None),
        ([("old", C, -900), ("older", C, -1300)], "old"),
        ([("old", C, -900), ("now", R, -60), ("next", D, 90)], "now"),
        ([("earlier", R, -200), ("now", R, -60)], "now"),
        ([("old", C, -900), ("after", D, 300), ("next", D, 90)], "next"),
        ([("closed early", C, -10), ("now", R, -60)], "now"),
    ],
)
def test_the_cohort_a_reader_means(cohorts, found):
    today = timezone.localdate()
    rows = [
        Cohort(name=name, state=state, number=number, starts_on=today + timedelta(days=start))
        for number, (name, state, start) in enumerate(cohorts)
    ]
    cohort = current_cohort(rows)
    assert (cohort.name if cohort else None) == found


def test_the_funnel_counts_every_step_and_names_leavers_only_where_there_are_any(world):
    steps = funnel_of(Participant.objects.filter(cohort=world.cohort))
    assert [step.count for step in steps] == [0, 0, 1, 1, 0, 0]

    ParticipantFactory.create(cohort=world.cohort, state=ParticipantState.WITHDRAWN)
    steps = funnel_of(Participant.objects.filter(cohort=world.cohort).by_name())
    assert steps[-1].state == ParticipantState.WITHDRAWN
    assert sum(step.count for step in steps) == 3


def test_places_now_leave_out_what_is_over(world):
    closed = CohortFactory.create(programme=world.programme, state=CohortState.CLOSED)
    ParticipantFactory.create(cohort=closed, person=world.mentor)
    left = CohortFactory.create(programme=world.programme)
    ParticipantFactory.create(cohort=left, person=world.mentor, state=ParticipantState.WITHDRAWN)
    both = ParticipantFactory.create(
        cohort=world.cohort, person=world.mentor, role=ParticipantRole.MENTEE
    )
    assert list(places_now(world.mentor)) == [both, world.mentor_place]


def test_a_team_role_counts_while_it_and_the_membership_last(world):
    assert [grant.role for grant in grants_of(world.reviewer)] == [Role.REVIEWER]

    today = timezone.localdate()
    world.reviewer.memberships.update(ended_on=today)
    assert grants_of(Person.objects.get(pk=world.reviewer.pk)) == ()

    world.facilitator.team_memberships.update(ended_on=today)
    assert grants_of(Person.objects.get(pk=world.facilitator.pk)) == ()
