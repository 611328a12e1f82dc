"""What somebody should know before they move a cohort on."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programmes.enums import CohortState, ParticipantState
from programmes.readiness import checks_before
from tests.factories.programmes import (
    CohortFactory,
    MenteeFactory,
    ParticipantFactory,
    PhaseFactory,
    SponsorshipFactory,
)


def said(cohort):
    return [(check.text, check.is_met) for check in checks_before(cohort)]


@pytest.fixture
def cohort(db):
    def make(state):
        return CohortFactory.create(state=state)

    return make


def test_before_recruiting_a_sponsor_and_a_timetable(cohort):
    new = cohort(CohortState.DESIGNING)
    assert said(new) == [
        ("Nobody champions the programme yet", False),
        ("There is no timetable yet", False),
    ]
    SponsorshipFactory.create(programme=new.programme)
    PhaseFactory.create(cohort=new)
    assert said(new) == [
        ("A sponsor stands for the programme", True),
        ("The timetable is drawn up", True),
    ]


def test_before_matching_decisions_and_enough_mentors(cohort):
    new = cohort(CohortState.RECRUITING)
    MenteeFactory.create_batch(2, cohort=new)
    ParticipantFactory.create(cohort=new)
    ParticipantFactory.create(cohort=new, state=ParticipantState.APPLIED)
    ParticipantFactory.create(cohort=new, state=ParticipantState.WITHDRAWN)
    assert said(new) == [
        ("1 application is undecided", False),
        ("1 mentors for 2 mentees", False),
    ]
    new.participants.filter(state=ParticipantState.APPLIED).update(state=ParticipantState.TRAINED)
    assert said(new) == [
        ("Every application is decided", True),
        ("2 mentors for 2 mentees", True),
    ]


def test_an_empty_cohort_has_not_enough_of_anybody(cohort):
    assert said(cohort(CohortState.RECRUITING))[1] == ("0 mentors for 0 mentees", False)


def test_before_running_a_mentor_for_each_mentee(cohort):
    new = cohort(CohortState.MATCHING)
    MenteeFactory.create(cohort=new, state=ParticipantState.MATCHED)
    assert said(new) == [("Every mentee has a mentor", True)]
    MenteeFactory.create_batch(3, cohort=new, state=ParticipantState.TRAINED)
    assert said(new) == [("3 mentees have no mentor yet", False)]


@pytest.mark.parametrize("state", [CohortState.RUNNING, CohortState.CLOSING])
def test_before_the_end_the_last_day(cohort, state):
    new = cohort(state)
    assert [is_met for _text, is_met in said(new)] == [False]
    new.ends_on = timezone.localdate() - timedelta(days=1)
    assert [is_met for _text, is_met in said(new)] == [True]


def test_after_the_end_nothing(cohort):
    assert said(cohort(CohortState.CLOSED)) == []
