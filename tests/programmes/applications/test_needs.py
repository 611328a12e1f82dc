"""What applications put on Today, what they ask for before a step, and the figures they give."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programmes.applications.measures import (
    days_to_decision,
    mentors_accepted,
    mentors_reviewed_twice,
)
from programmes.applications.needs import needs_of_applications
from programmes.applications.tasks import tasks_of_applications
from programmes.applying.enums import ApplicationState
from programmes.enums import CohortState, ParticipantRole, ParticipantState
from programmes.models import Decision
from programmes.seating import tasks_of_people
from programmes.selection.enums import DecisionReason, DecisionState, Outcome, ReviewState
from programmes.task_list import TaskState
from tests.factories.choosing import (
    ApplicationFactory,
    ApplicationWindowFactory,
    EndorsementFactory,
    ReviewFactory,
    SelectionRoundFactory,
)
from tests.factories.programmes import CohortFactory, ParticipantFactory


def days_ago(number):
    return timezone.now() - timedelta(days=number)


@pytest.fixture
def cohort(world):
    return CohortFactory.create(programme=world.programme, state=CohortState.RECRUITING)


@pytest.fixture
def needs(world):
    """Return the titles of the needs by the last word of their key."""

    def said(person=world.coordinator):
        found = needs_of_applications(world.programme, person)
        return {need.key.split(".")[1]: f"{need.title}. {need.reason}" for need in found}

    return said


def decide(application, by, outcome=Outcome.ACCEPT, *, told=None, staged=5):
    return Decision.objects.create(
        application=application,
        outcome=outcome,
        state=DecisionState.STAGED if told is None else DecisionState.PUBLISHED,
        reason=DecisionReason.MEETS_PROFILE,
        staged_by=by,
        staged_at=days_ago(staged),
        published_by=None if told is None else by,
        published_at=None if told is None else days_ago(told),
    )


def test_nothing_is_needed_where_nobody_applied(world, cohort, needs):
    assert needs() == {}


def test_what_waits_for_a_coordinator_is_on_today(world, cohort, needs):
    ApplicationFactory.create_batch(2, cohort=cohort)
    ApplicationFactory.create(cohort=cohort, role=ParticipantRole.MENTEE)
    decide(ApplicationFactory.create(cohort=cohort), world.coordinator, staged=3)
    decide(ApplicationFactory.create(cohort=cohort), world.coordinator, staged=1)
    EndorsementFactory.create(application__cohort=cohort, asked_at=days_ago(8))
    EndorsementFactory.create(application__cohort=cohort, asked_at=days_ago(6))

    titles = {key: said.partition(".")[0] for key, said in needs().items()}
    assert titles == {
        "ready": "One application can be decided",
        "endorsements": "One line manager has not answered for a week",
    }
    assert needs(world.reviewer) == {}


@pytest.mark.parametrize(("left", "is_told"), [(3, True), (4, False), (-1, False)])
def test_a_window_that_closes_soon_tells_how_many_have_not_finished(cohort, needs, left, is_told):
    ApplicationWindowFactory.create(
        cohort=cohort, closes_on=timezone.localdate() + timedelta(days=left)
    )
    ApplicationFactory.create_batch(2, cohort=cohort, state=ApplicationState.DRAFT)
    said = needs()
    assert ("closes" in said) == is_told
    if is_told:
        assert "Two applications are begun and not handed in" in said["closes"]


def test_a_window_that_closed_with_too_few_is_told(cohort, needs):
    ApplicationWindowFactory.create(
        cohort=cohort, closes_on=timezone.localdate() - timedelta(days=3), places=2
    )
    ApplicationFactory.create(cohort=cohort)
    assert "1 of 2, and the last day is over" in needs()["few"]
    ApplicationFactory.create(cohort=cohort)
    assert "few" not in needs()


def task(tasks, key):
    return next((each for each in tasks if each.key == key), None)


def test_before_matching_every_application_has_its_reviewers(world, cohort):
    key = "programmes.reviewers_assigned"
    assert task(tasks_of_applications(world.programme, cohort), key) is None
    selection = SelectionRoundFactory.create(cohort=cohort)
    covered, _bare = ApplicationFactory.create_batch(2, cohort=cohort, round=selection)
    ReviewFactory.create_batch(2, application=covered, round=selection)

    found = task(tasks_of_applications(world.programme, cohort), key)
    assert (found.state, found.hint) == (
        TaskState.IN_PROGRESS,
        "1 application has too few reviewers",
    )


def test_naming_reviewers_is_offered_before_recruiting(world):
    found = task(tasks_of_applications(world.programme, None), "programmes.reviewers_named")
    assert (found.state, found.is_required) == (TaskState.IN_PROGRESS, False)


def test_who_is_on_the_waiting_list_is_decided(world, cohort):
    place = ParticipantFactory.create(
        cohort=cohort, role=ParticipantRole.MENTEE, state=ParticipantState.APPLIED
    )
    application = ApplicationFactory.create(
        cohort=cohort, person=place.person, role=ParticipantRole.MENTEE
    )
    found = task(tasks_of_people(world.programme, cohort), "programmes.decisions")
    assert found.hint == "1 application is undecided"
    assert "/applications/" in found.url

    application.state = ApplicationState.DECIDED
    application.save()
    found = task(tasks_of_people(world.programme, cohort), "programmes.decisions")
    assert found.state == TaskState.DONE


def test_the_figures_count_what_was_told(world, cohort):
    today = timezone.localdate()
    assert mentors_accepted(world.programme, as_of=today) is None
    assert days_to_decision(world.programme, as_of=today) is None
    decided = ApplicationFactory.create_batch(3, cohort=cohort, submitted_at=days_ago(20))
    for application, outcome, told in zip(
        decided, (Outcome.ACCEPT, Outcome.LATER, Outcome.DECLINE), (10, 6, 1), strict=True
    ):
        decide(application, world.coordinator, outcome, told=told, staged=15)
    decide(ApplicationFactory.create(cohort=cohort), world.coordinator)
    selection = SelectionRoundFactory.create(cohort=cohort)
    ReviewFactory.create_batch(
        2,
        application=decided[0],
        round=selection,
        state=ReviewState.SUBMITTED,
        ended_at=days_ago(16),
    )

    accepted = mentors_accepted(world.programme, as_of=today)
    assert (float(accepted.value), accepted.n, accepted.of) == (66.7, 2, 3)
    days = days_to_decision(world.programme, as_of=today)
    assert (days.value, days.n) == (14, 3)
    twice = mentors_reviewed_twice(world.programme, as_of=today)
    assert (twice.value, twice.n, twice.of) == (50, 1, 2)
