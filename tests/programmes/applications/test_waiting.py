"""How far an application is, for whom it waits and since when."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programmes.applications.waiting import Stage, WaitsFor, applications_of, with_waiting
from programmes.applying.enums import ApplicationState
from programmes.enums import ParticipantRole
from programmes.intake.enums import EndorsementState
from programmes.models import Appeal, Application, Decision
from programmes.selection.enums import DecisionReason, DecisionState, Outcome, ReviewState
from tests.factories.choosing import (
    ApplicationFactory,
    EndorsementFactory,
    ReviewFactory,
    SelectionRoundFactory,
    WaitingPlaceFactory,
)
from tests.factories.setup import ProgrammePolicyFactory

NOW = timezone.now()


def days_ago(number):
    return NOW - timedelta(days=number)


@pytest.fixture
def mentor(world):
    return ApplicationFactory.create(
        cohort=world.cohort,
        submitted_at=days_ago(9),
        round=SelectionRoundFactory.create(cohort=world.cohort),
    )


@pytest.fixture
def mentee(world):
    return ApplicationFactory.create(
        cohort=world.cohort, role=ParticipantRole.MENTEE, submitted_at=days_ago(9)
    )


@pytest.fixture
def stands(world):
    """Say how an application stands: its stage, what it waits for, and since how many days."""

    def standing(application):
        found = applications_of(world.programme, world.coordinator).filter(pk=application.pk)
        row = with_waiting(found, world.programme, now=NOW).get()
        return row.stage, row.waits_for, (NOW - row.since).days

    return standing


def review(application, state, days, ended=None):
    return ReviewFactory.create(
        application=application,
        round=application.round,
        state=state,
        assigned_at=days_ago(days),
        ended_at=None if ended is None else days_ago(ended),
    )


def decide(application, by, state=DecisionState.STAGED, outcome=Outcome.ACCEPT):
    is_told = state != DecisionState.STAGED
    return Decision.objects.create(
        application=application,
        outcome=outcome,
        state=state,
        reason=DecisionReason.MEETS_PROFILE,
        staged_by=by,
        staged_at=days_ago(4),
        published_by=by if is_told else None,
        published_at=days_ago(3) if is_told else None,
    )


def test_a_mentor_waits_for_reviewers_to_be_given_then_for_them_then_for_a_decision(mentor, stands):
    assert stands(mentor) == (Stage.HANDED_IN, WaitsFor.ASSIGNING, 9)

    first = review(mentor, ReviewState.ASSIGNED, 6)
    review(mentor, ReviewState.SUBMITTED, 7, ended=2)
    assert stands(mentor) == (Stage.IN_REVIEW, WaitsFor.REVIEWERS, 6)

    first.state, first.ended_at = ReviewState.RECUSED, NOW
    first.save()
    assert stands(mentor) == (Stage.IN_REVIEW, WaitsFor.ASSIGNING, 9)

    review(mentor, ReviewState.SUBMITTED, 5, ended=1)
    assert stands(mentor) == (Stage.READY, WaitsFor.DECIDING, 1)


def test_a_mentee_waits_for_the_line_manager_where_the_programme_asks_one(world, mentee, stands):
    assert stands(mentee) == (Stage.READY, WaitsFor.DECIDING, 9)
    ProgrammePolicyFactory.create(programme=world.programme, asks_endorsement=True)
    assert stands(mentee) == (Stage.HANDED_IN, WaitsFor.ASKING, 9)

    asked = EndorsementFactory.create(
        application=mentee, asked_at=days_ago(5), expires_at=NOW + timedelta(days=1)
    )
    assert stands(mentee) == (Stage.HANDED_IN, WaitsFor.ENDORSER, 5)

    asked.expires_at = days_ago(2)
    asked.save()
    assert stands(mentee) == (Stage.HANDED_IN, WaitsFor.ASKING, 2)

    asked.state, asked.answered_at = EndorsementState.ENDORSED, days_ago(3)
    asked.save()
    assert stands(mentee) == (Stage.READY, WaitsFor.DECIDING, 3)


def test_a_decision_is_published_and_perhaps_questioned(world, mentor, stands):
    decision = decide(mentor, world.coordinator)
    assert stands(mentor) == (Stage.STAGED, WaitsFor.PUBLISHING, 4)

    Application.objects.filter(pk=mentor.pk).update(state=ApplicationState.DECIDED)
    decision.state, decision.published_at = DecisionState.PUBLISHED, days_ago(3)
    decision.published_by = world.coordinator
    decision.save()
    assert stands(mentor) == (Stage.DECIDED, WaitsFor.NOBODY, 3)

    Appeal.objects.create(decision=decision, kind="question", words="Why?", asked_at=days_ago(1))
    assert stands(mentor) == (Stage.DECIDED, WaitsFor.ANSWERING, 1)


def test_the_waiting_list_and_those_who_withdrew_stand_by_themselves(world, mentee, mentor, stands):
    Application.objects.filter(pk=mentee.pk).update(state=ApplicationState.DECIDED)
    decide(mentee, world.coordinator, DecisionState.PUBLISHED, Outcome.WAIT)
    WaitingPlaceFactory.create(application=mentee)
    assert stands(mentee) == (Stage.WAITING, WaitsFor.NOBODY, 3)

    Application.objects.filter(pk=mentor.pk).update(
        state=ApplicationState.WITHDRAWN, withdrawn_at=days_ago(1)
    )
    assert stands(mentor) == (Stage.WITHDRAWN, WaitsFor.NOBODY, 1)


def test_drafts_and_ones_own_are_not_dealt_with(world, mentor):
    ApplicationFactory.create(cohort=world.cohort, state=ApplicationState.DRAFT)
    ApplicationFactory.create(
        cohort=world.cohort, state=ApplicationState.DRAFT, submitted_at=days_ago(3)
    )
    ApplicationFactory.create(cohort=world.cohort, person=world.coordinator)
    assert list(applications_of(world.programme, world.coordinator)) == [mentor]
