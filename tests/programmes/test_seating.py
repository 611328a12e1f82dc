"""What is asked for once people come."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programmes.enums import CohortState, ParticipantState
from programmes.models import Participant
from programmes.seating import tasks_of_people
from tests.factories.programmes import (
    CohortFactory,
    MenteeFactory,
    ParticipantFactory,
    ProgrammeFactory,
    TeamMemberFactory,
)
from tests.factories.setup import ProgrammePolicyFactory


@pytest.fixture
def cohort(db):
    """A cohort that recruits."""
    return CohortFactory.create(state=CohortState.RECRUITING)


def stand(cohort):
    """How each task stands, and its hint, by the last words of its key."""
    tasks = tasks_of_people(cohort.programme, cohort)
    return {task.key.partition(".")[2]: (task.state.value, task.hint) for task in tasks}


def test_an_empty_cohort_can_do_nothing_yet(cohort):
    now = stand(cohort)
    assert now["decisions"] == ("blocked", "Needs people who apply")
    assert now["mentors"] == ("todo", "Nobody has been accepted yet")
    assert now["matched"] == ("blocked", "Needs mentees who are accepted")
    assert now["caseloads"][0] == "blocked"


def test_no_cohort_at_all_is_as_empty(db):
    tasks = list(tasks_of_people(ProgrammeFactory.create(), None))
    assert [task.key for task in tasks] == [
        "programmes.decisions",
        "programmes.mentors",
        "programmes.caseloads",
        "programmes.matched",
    ]


def test_before_matching_every_application_is_decided(cohort):
    ParticipantFactory.create(cohort=cohort, state=ParticipantState.APPLIED)
    ParticipantFactory.create(cohort=cohort, state=ParticipantState.WITHDRAWN)
    assert stand(cohort)["decisions"] == ("progress", "1 application is undecided")
    Participant.objects.filter(state=ParticipantState.APPLIED).update(
        state=ParticipantState.ACCEPTED
    )
    assert stand(cohort)["decisions"][0] == "done"


def test_before_matching_there_are_as_many_mentors_as_the_policy_asks_for(cohort):
    policy = ProgrammePolicyFactory.create(programme=cohort.programme, mentees_per_mentor=1)
    ParticipantFactory.create(cohort=cohort, state=ParticipantState.TRAINED)
    MenteeFactory.create_batch(2, cohort=cohort)
    state, hint = stand(cohort)["mentors"]
    assert state == "progress"
    assert hint.startswith("1 mentors for 2 mentees")

    policy.mentees_per_mentor = 2
    policy.save()
    assert stand(cohort)["mentors"][0] == "done"


def test_mentors_without_mentees_are_not_enough_of_anything(cohort):
    ParticipantFactory.create(cohort=cohort)
    assert stand(cohort)["mentors"][0] == "progress"


def test_caseloads_are_offered_and_never_required(cohort):
    place = ParticipantFactory.create(cohort=cohort)
    MenteeFactory.create(cohort=cohort, state=ParticipantState.WITHDRAWN)
    assert stand(cohort)["caseloads"] == ("todo", "1 person is in nobody’s caseload")
    MenteeFactory.create(cohort=cohort)
    place.coordinator = TeamMemberFactory.create(programme=cohort.programme)
    place.save()
    assert stand(cohort)["caseloads"][0] == "progress"
    tasks = {task.key: task for task in tasks_of_people(cohort.programme, cohort)}
    assert not tasks["programmes.caseloads"].is_missing


def test_before_pairs_meet_every_mentee_has_a_mentor(cohort):
    MenteeFactory.create(cohort=cohort, state=ParticipantState.MATCHED)
    assert stand(cohort)["matched"][0] == "done"
    MenteeFactory.create_batch(3, cohort=cohort, state=ParticipantState.TRAINED)
    assert stand(cohort)["matched"] == ("progress", "3 mentees have no mentor yet")


@pytest.mark.parametrize("step", [CohortState.CLOSING, CohortState.CLOSED])
def test_before_the_end_comes_the_last_day(cohort, step):
    assert stand(cohort)[f"last_day.{step}"][0] == "blocked"
    cohort.ends_on = timezone.localdate() - timedelta(days=1)
    assert stand(cohort)[f"last_day.{step}"][0] == "done"


def test_all_of_it_takes_two_queries_however_many_come(cohort, django_assert_num_queries):
    ParticipantFactory.create_batch(5, cohort=cohort)
    MenteeFactory.create_batch(25, cohort=cohort)
    with django_assert_num_queries(2):
        list(tasks_of_people(cohort.programme, cohort))
