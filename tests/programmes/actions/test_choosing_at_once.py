"""What one person has begun and not finished yet, another waits for: no lock is taken crosswise."""

from threading import Event
from time import sleep

import pytest
from django.db import transaction

from programmes.actions.appeals import reconsider
from programmes.actions.application_forms import begin_version, publish_form
from programmes.actions.applications import withdraw_application
from programmes.actions.decisions import hold_application, publish_decisions, stage_decision
from programmes.actions.profile_versions import begin_version as begin_profile
from programmes.actions.profile_versions import publish_profile
from programmes.actions.reviews import (
    IsDecidedError,
    PlanChangedError,
    assign_reviewers,
    give_back,
    recuse,
)
from programmes.actions.selection_rounds import declare_conflicts
from programmes.actions.waiting_list import NobodyWaitsError, NotWaitingError, promote_next
from programmes.applying.enums import ApplicationState, OpenApplications
from programmes.applying.filling import sheet_of
from programmes.enums import ParticipantState
from programmes.models import Application, Criterion, Decision, Programme, Review, WaitingPlace
from programmes.selection.enums import DecisionReason, Outcome, ReviewState
from programmes.selection.rounds import plan_assignment
from tests.factories.choosing import AppealFactory
from tests.programmes.applicants import applying_in
from tests.programmes.deciding import mentee_application, reviewed, reviewers
from tests.programmes.races import both_at_once
from tests.programmes.reviewing import make_reviewing

pytestmark = pytest.mark.django_db(transaction=True)

A_WHILE = 0.4


def one_in_the_middle(begin, go_on, other):
    """Let one be half-way in a transaction when the other begins; return what went wrong."""
    is_begun = Event()

    def one():
        with transaction.atomic():
            begin()
            is_begun.set()
            sleep(A_WHILE)
            go_on()

    def then():
        is_begun.wait(timeout=20)
        other()

    return both_at_once(one, then)


def nothing():
    """Go on with nothing but ending the transaction."""


def test_nobody_is_given_an_application_that_is_just_being_withdrawn(world):
    scene = make_reviewing(world.cohort, applications=1)
    application = scene.applications[0]
    fingerprint = plan_assignment(scene.round).fingerprint
    wrong = one_in_the_middle(
        lambda: withdraw_application(application, by=application.person),
        nothing,
        lambda: assign_reviewers(scene.round, by=world.coordinator, fingerprint=fingerprint),
    )
    assert [type(each) for each in wrong] == [PlanChangedError]
    assert not Review.objects.exists()


def test_who_is_just_withdrawing_is_not_asked_again(world):
    scene = make_reviewing(world.cohort, applications=2)
    leaving, staying = scene.applications
    Criterion.objects.update(evidence="Tells of a talk")
    draft = begin_profile(world.programme, by=world.coordinator)
    wrong = one_in_the_middle(
        lambda: withdraw_application(leaving, by=leaving.person),
        nothing,
        lambda: publish_profile(
            draft, by=world.coordinator, open_applications=OpenApplications.ASK_AGAIN
        ),
    )
    assert not wrong
    states = dict(Application.objects.values_list("pk", "state"))
    assert states[leaving.pk] == ApplicationState.WITHDRAWN
    assert states[staying.pk] == ApplicationState.DRAFT


def test_standing_aside_and_noting_a_conflict_do_not_wait_for_each_other(world):
    scene = make_reviewing(world.cohort, applications=1)
    assign_reviewers(scene.round, by=world.coordinator)
    review = Review.objects.all()[0]
    wrong = one_in_the_middle(
        lambda: Programme.objects.select_for_update().get(pk=world.programme.pk),
        lambda: declare_conflicts(
            world.programme,
            reviewer=review.reviewer,
            applicants=[review.application.person],
            by=world.coordinator,
        ),
        lambda: recuse(review, reason="A friend", by=review.reviewer),
    )
    assert "deadlock" not in " ".join(map(str, wrong))
    review.refresh_from_db()
    assert review.state == ReviewState.RECUSED


def test_no_review_is_given_back_while_it_is_being_decided_on(world):
    application = reviewed(world.cohort, reviewers(2), [], [])
    review = Review.objects.filter(application=application)[0]

    def decide():
        decision = stage_decision(
            application,
            outcome=Outcome.DECLINE,
            reason=DecisionReason.OTHER,
            by=world.coordinator,
        )
        assert publish_decisions([decision], by=world.coordinator).told

    wrong = one_in_the_middle(
        decide, nothing, lambda: give_back(review, reason="Again", by=world.coordinator)
    )
    assert [type(each) for each in wrong] == [IsDecidedError]
    review.refresh_from_db()
    assert review.state == ReviewState.SUBMITTED


def test_promoting_and_reconsidering_do_not_wait_for_each_other(world):
    application = mentee_application(world.cohort)
    decision = stage_decision(
        application, outcome=Outcome.WAIT, reason=DecisionReason.NO_PLACE, by=world.coordinator
    )
    publish_decisions([decision], by=world.coordinator)
    appeal = AppealFactory.create(decision=Decision.objects.get())
    wrong = one_in_the_middle(
        lambda: hold_application(application),
        lambda: reconsider(appeal, answer="We look again", by=world.coordinator),
        lambda: promote_next(world.cohort, by=world.coordinator),
    )
    assert [type(each) for each in wrong] in ([NobodyWaitsError], [NotWaitingError])
    assert WaitingPlace.objects.get().state == "left"
    assert application.person.places.get().state == ParticipantState.APPLIED


def test_what_is_handed_in_keeps_to_one_form_while_another_is_published(world):
    applying = applying_in(world)
    applying.ask("name", is_required=False)
    application = applying.begun()
    publish_form(begin_version(applying.form, by=None), by=world.coordinator)
    kept = sheet_of(application, follows=False).questions
    assert kept == (applying.questions["name"],)
    assert sheet_of(application).questions != kept
