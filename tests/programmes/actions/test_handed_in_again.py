"""What was handed in, taken back, and handed in again is reviewed and decided like any other."""

import pytest

from programmes.actions.appeals import reconsider
from programmes.actions.application_forms import begin_version as begin_form_version
from programmes.actions.application_forms import publish_form
from programmes.actions.applications import (
    reopen_application,
    submit_application,
    withdraw_application,
)
from programmes.actions.decision_effects import GoneTooFarError, bring_in_later
from programmes.actions.decisions import publish_decisions, stage_decision
from programmes.actions.profile_versions import begin_version, publish_profile
from programmes.actions.reviews import assign_reviewers
from programmes.applying.enums import ApplicationState, OpenApplications
from programmes.applying.filling import answers_of
from programmes.enums import CohortState, ParticipantRole
from programmes.models import Criterion
from programmes.selection.enums import DecisionReason, DecisionState, Outcome
from programmes.selection.panel import is_complete_panel
from tests.factories.choosing import (
    AnswerFactory,
    AppealFactory,
    DecisionFactory,
    mentor_application,
)
from tests.factories.programmes import CohortFactory
from tests.programmes.applicants import applying_in
from tests.programmes.reviewing import hand_in, make_reviewing

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(world):
    """A round with just as many reviewers as each application wants."""
    world.cohort.state = CohortState.RECRUITING
    world.cohort.save()
    found = make_reviewing(world.cohort, applications=1)
    spare = [world.reviewer, found.reviewers[2]]
    world.programme.team.filter(person__in=spare).delete()
    Criterion.objects.update(evidence="Tells of a talk")
    return found


def reviewed_by_all(world, scene):
    """Give the application out, let everybody hand in, and tell whether the panel is open."""
    application = scene.applications[0]
    assign_reviewers(scene.round, by=world.coordinator)
    for review in application.reviews.standing():
        hand_in(review, 3, 3)
    application.refresh_from_db()
    return is_complete_panel(application)


def test_the_same_reviewers_read_what_was_withdrawn_and_handed_in_again(world, scene):
    application = scene.applications[0]
    assign_reviewers(scene.round, by=world.coordinator)
    withdraw_application(application, by=application.person)
    reopen_application(application, by=application.person)
    submit_application(application, by=application.person)
    assert reviewed_by_all(world, scene)
    assert application.reviews.counted().count() == 2


def test_the_same_reviewers_read_what_was_asked_again_under_a_new_profile(world, scene):
    application = scene.applications[0]
    assign_reviewers(scene.round, by=world.coordinator)
    publish_profile(
        begin_version(world.programme, by=world.coordinator),
        by=world.coordinator,
        open_applications=OpenApplications.ASK_AGAIN,
    )
    application.refresh_from_db()
    submit_application(application, by=application.person)
    assert reviewed_by_all(world, scene)
    assert application.round == scene.round


def test_a_decision_about_an_earlier_application_is_not_published(world):
    applying = applying_in(world, ParticipantRole.MENTEE)
    application = applying.begun()
    submit_application(application, by=applying.person)
    decision = stage_decision(
        application, outcome=Outcome.ACCEPT, reason=DecisionReason.OTHER, by=world.coordinator
    )
    reopen_application(application, by=applying.person)
    submit_application(application, by=applying.person)
    result = publish_decisions([decision], by=world.coordinator)
    assert not result.told
    ((left, why),) = result.left_out
    assert left == decision
    assert "handed it in again" in why


def test_who_was_brought_into_a_later_cohort_is_not_decided_about_anew(world):
    application = mentor_application(
        world.programme, cohort=world.cohort, state=ApplicationState.DECIDED
    )
    decision = DecisionFactory.create(
        application=application, outcome=Outcome.LATER, state=DecisionState.PUBLISHED
    )
    appeal = AppealFactory.create(decision=decision)
    later = CohortFactory.create(programme=world.programme, number=world.cohort.number + 1)
    bring_in_later(decision, cohort=later, by=world.coordinator)
    with pytest.raises(GoneTooFarError):
        reconsider(appeal, answer="We look again", by=world.coordinator)


def test_a_form_is_published_though_something_was_opened_again_under_the_one_before(world):
    applying = applying_in(world)
    question = applying.ask("name")
    application = applying.begun()
    AnswerFactory.create(application=application, question=question, values=["Nadia"])
    submit_application(application, by=applying.person)
    second = begin_form_version(applying.form, by=None)
    publish_form(second, by=world.coordinator)
    reopen_application(application, by=applying.person)
    third = begin_form_version(second, by=None)
    publish_form(third, by=world.coordinator)
    application.refresh_from_db()
    assert application.form == third
    ((shown,),) = (section.answers for section in answers_of(application))
    assert shown.answer == "Nadia"
    submit_application(application, by=applying.person)
