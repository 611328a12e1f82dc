"""Handing in, taking back, opening again, and following the form and the profile in use."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from mentorship.audit.models import Event
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.enums import MessageState
from mentorship.notifications.models import Message
from programmes.actions.answers import AnswersClosedError, Given, save_answer
from programmes.actions.applications import (
    AnswersMissingError,
    CannotApplyError,
    begin_application,
    reopen_application,
    submit_application,
    withdraw_application,
)
from programmes.actions.decisions import stage_decision
from programmes.actions.endorsements import ask_endorsement
from programmes.actions.waiting_list import join_waiting_list
from programmes.applying.entry import Obstacle
from programmes.applying.enums import ApplicationState, QuestionKind
from programmes.applying.filling import answers_of, sheet_of
from programmes.enums import CohortState, ParticipantRole, ParticipantState, VersionState
from programmes.intake.enums import EndorsementState, NominationState, WaitingState
from programmes.intake.links import EndorsementLink
from programmes.models import Answer, Application, Cohort, Decision, Participant, Profile
from programmes.selection.enums import DecisionReason, Outcome, ReviewState
from tests.factories.choosing import (
    AnswerFactory,
    ApplicationFormFactory,
    FormSectionFactory,
    NominationFactory,
    QuestionFactory,
    ReviewFactory,
    published_profile,
)
from tests.factories.programmes import ParticipantFactory
from tests.factories.setup import IdealMentorProfileFactory
from tests.people import make_world
from tests.programmes.applicants import applying_in
from tests.programmes.deciding import mentee_application
from tests.programmes.races import both_at_once


@pytest.fixture
def applying(world):
    """A cohort that recruits mentors, with one question."""
    applying = applying_in(world)
    applying.ask("name")
    return applying


def answered(applying, **facts):
    application = applying.begun(**facts)
    AnswerFactory.create(application=application, question=applying.questions["name"])
    return application


def close_since(applying, days):
    applying.window.opens_on = timezone.localdate() - timedelta(days=60)
    applying.window.closes_on = timezone.localdate() - timedelta(days=days)
    applying.window.save()


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_hand_in_once():
    applying = applying_in(make_world())
    applying.ask("name")
    application = answered(applying)

    def press():
        submit_application(Application.objects.get(pk=application.pk), by=applying.person)

    (late,) = both_at_once(press, press)
    assert isinstance(late, IllegalTransitionError)
    assert Participant.objects.filter(cohort=applying.cohort, person=applying.person).count() == 1
    assert Event.objects.filter(kind="application.submitted").count() == 1
    assert Message.objects.filter(kind="programmes.application_received").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_devices_at_once_begin_one_application_and_both_answers_arrive():
    applying = applying_in(make_world())
    question = applying.ask("name")

    def begin():
        begin_application(
            cohort=applying.cohort,
            person=applying.person,
            role=ParticipantRole.MENTOR,
            by=applying.person,
        )

    assert both_at_once(begin, begin) == []
    application = Application.objects.get()

    def saying(word):
        return lambda: save_answer(application, question, Given([word]), by=applying.person)

    assert both_at_once(saying("one"), saying("other")) == []
    assert Answer.objects.get().values in (["one"], ["other"])


@pytest.mark.parametrize(
    "state", [ParticipantState.INVITED, ParticipantState.WITHDRAWN, ParticipantState.DECLINED]
)
def test_a_place_there_was_becomes_applied_for(applying, state):
    today = timezone.localdate()
    place = ParticipantFactory.create(
        cohort=applying.cohort,
        person=applying.person,
        state=state,
        ended_on=None if state == ParticipantState.INVITED else today,
    )
    submit_application(answered(applying), by=applying.person)
    place.refresh_from_db()
    assert (place.state, place.ended_on) == (ParticipantState.APPLIED, None)


def test_who_takes_part_already_cannot_begin(applying):
    ParticipantFactory.create(cohort=applying.cohort, person=applying.person)
    with pytest.raises(CannotApplyError):
        begin_application(
            cohort=applying.cohort,
            person=applying.person,
            role=ParticipantRole.MENTOR,
            by=applying.person,
        )


def test_in_the_days_of_grace_what_was_begun_is_taken_as_late_and_nothing_is_begun(applying, world):
    application = answered(applying)
    close_since(applying, 1)
    submit_application(application, by=applying.person)
    assert application.is_late
    with pytest.raises(CannotApplyError):
        begin_application(
            cohort=applying.cohort,
            person=world.facilitator,
            role=ParticipantRole.MENTOR,
            by=world.facilitator,
        )


def test_after_the_days_of_grace_nothing_is_handed_in(applying):
    application = answered(applying)
    close_since(applying, 3)
    with pytest.raises(CannotApplyError):
        submit_application(application, by=applying.person)
    with pytest.raises(AnswersClosedError):
        save_answer(application, applying.questions["name"], Given(["x"]), by=applying.person)
    application.refresh_from_db()
    assert application.state == ApplicationState.DRAFT


def test_withdrawing_frees_reviewers_and_keeps_what_was_reviewed(applying, world):
    application = answered(applying)
    submit_application(application, by=applying.person)
    to_do = ReviewFactory.create(application=application, reviewer=world.reviewer)
    done = ReviewFactory.create(
        application=application,
        round=to_do.round,
        state=ReviewState.SUBMITTED,
        ended_at=timezone.now(),
    )
    with pytest.raises(IllegalTransitionError):
        reopen_application(application, by=applying.person)
    withdraw_application(application, by=applying.person, reason="A new job")

    to_do.refresh_from_db()
    done.refresh_from_db()
    assert (to_do.state, done.state) == (ReviewState.WITHDRAWN, ReviewState.SUBMITTED)
    place = Participant.objects.get(cohort=applying.cohort, person=applying.person)
    assert (place.state, place.ended_reason) == (ParticipantState.WITHDRAWN, "A new job")
    with pytest.raises(IllegalTransitionError):
        withdraw_application(application, by=applying.person)


def test_what_is_decided_cannot_be_withdrawn(applying):
    application = answered(applying)
    submit_application(application, by=applying.person)
    Application.objects.update(state=ApplicationState.DECIDED)
    with pytest.raises(IllegalTransitionError):
        withdraw_application(application, by=applying.person)


def test_after_the_last_day_nothing_is_opened_again(applying):
    application = answered(applying)
    withdraw_application(application, by=applying.person)
    close_since(applying, 1)
    with pytest.raises(CannotApplyError):
        reopen_application(application, by=applying.person)


def test_what_the_profile_said_on_the_day_is_kept_and_not_asked_when_opened_again(applying):
    question = applying.ask("job", QuestionKind.PROFILE, profile_field="job_title")
    profile = Profile.objects.create(
        membership=applying.person.memberships.get(), job_title="Engineer"
    )
    application = answered(applying)
    submit_application(application, by=applying.person)
    assert application.answers.get(question=question).values == ["Engineer"]

    reopen_application(application, by=applying.person)
    profile.job_title = "Lead"
    profile.save()
    sheet = sheet_of(application)
    assert sheet.known == {question.pk: ["Lead"]}
    submit_application(application, by=applying.person)
    assert application.answers.get(question=question).values == ["Lead"]


def test_a_mentor_is_judged_by_the_profile_in_use_on_the_day_they_hand_in(applying, world):
    application = answered(applying)
    first = published_profile(world.programme, {"name": "Listens"})
    submit_application(application, by=applying.person)
    first.state = VersionState.SUPERSEDED
    first.save()
    IdealMentorProfileFactory.create(
        programme=world.programme,
        version=2,
        state=VersionState.PUBLISHED,
        published_at=timezone.now(),
    )
    application.refresh_from_db()
    assert application.profile == first


def test_what_is_being_written_follows_the_form_in_use_and_its_answers_come_along(applying, world):
    application = answered(applying)
    gone = applying.ask("gone", is_required=False)
    AnswerFactory.create(application=application, question=gone, values=["old words"])
    applying.form.state = VersionState.SUPERSEDED
    applying.form.save()
    form = ApplicationFormFactory.create(programme=world.programme, version=2)
    section = FormSectionFactory.create(form=form, title="About you")
    kept = QuestionFactory.create(section=section, key=applying.questions["name"].key)
    new = QuestionFactory.create(section=section, text="New?", position=1)

    with pytest.raises(AnswersMissingError) as missing:
        submit_application(application, by=applying.person)
    assert missing.value.questions == [new]
    save_answer(application, new, Given(["yes"]), by=applying.person)
    submit_application(application, by=applying.person)
    assert application.form == form
    assert application.answers.get(question=kept).values == ["Something"]
    assert application.answers.filter(question=gone).exists()
    (shown,) = answers_of(application)
    assert [answer.text for answer in shown.answers] == [kept.text, "New?"]


def test_answers_to_what_is_asked_no_more_are_kept_and_not_shown(applying):
    before = applying.ask("before", QuestionKind.CHOICE, options=["Yes", "No"])
    where = applying.ask("where", asked_if=before, asked_if_answers=["Yes"])
    application = answered(applying)
    AnswerFactory.create(application=application, question=before, values=["Yes"])
    AnswerFactory.create(application=application, question=where, values=["Here"])
    save_answer(application, before, Given(["No"]), by=applying.person)
    submit_application(application, by=applying.person)

    (section,) = answers_of(application)
    assert [answer.text for answer in section.answers] == ["Name?", "Before?"]
    assert application.answers.get(question=where).values == ["Here"]


def test_who_was_asked_again_hands_in_after_the_window_and_is_not_late(applying, client):
    application = answered(applying, asked_again_until=timezone.localdate())
    close_since(applying, 30)
    client.force_login(applying.person)
    page = client.get(reverse("programmes:apply-check", args=[application.pk])).content.decode()
    assert f"until {date_format(timezone.localdate(), 'l j F Y')}" in page
    submit_application(application, by=applying.person)
    assert (application.state, application.is_late) == (ApplicationState.SUBMITTED, False)


def test_who_was_asked_again_has_until_their_day_and_while_the_cohort_lasts(applying):
    application = answered(applying, asked_again_until=timezone.localdate() - timedelta(days=1))
    close_since(applying, 30)
    with pytest.raises(CannotApplyError):
        submit_application(application, by=applying.person)
    Application.objects.update(asked_again_until=timezone.localdate())
    Cohort.objects.update(state=CohortState.CLOSED, closed_at=timezone.now())
    with pytest.raises(CannotApplyError):
        submit_application(application, by=applying.person)


def test_what_is_opened_again_follows_the_profile_and_the_form_in_use(applying):
    application = answered(applying)
    submit_application(application, by=applying.person)
    profile = published_profile(applying.cohort.programme, {"name": "Listens"})
    applying.form.state = VersionState.SUPERSEDED
    applying.form.save()
    newer = ApplicationFormFactory.create(
        programme=applying.cohort.programme, role=applying.form.role, version=2
    )
    reopen_application(application, by=applying.person)
    assert (application.profile, application.form) == (profile, newer)


def test_withdrawing_a_mentees_application_closes_all_that_waits_for_it(world, client):
    application = mentee_application(world.cohort)
    decision = stage_decision(
        application,
        outcome=Outcome.ACCEPT,
        reason=DecisionReason.MEETS_PROFILE,
        by=world.coordinator,
    )
    asked = ask_endorsement(
        application, endorser_name="Mo", endorser_email="mo@example.org", by=world.coordinator
    )
    place = join_waiting_list(application, by=world.coordinator)
    withdraw_application(application, by=application.person)

    place.refresh_from_db()
    asked.refresh_from_db()
    assert (place.state, asked.state) == (WaitingState.LEFT, EndorsementState.WITHDRAWN)
    assert not Decision.objects.filter(pk=decision.pk).exists()
    kinds = {"waiting_list.left", "endorsement.withdrawn", "decision.unstaged"}
    assert Event.objects.filter(kind__in=kinds).count() == 3
    mail = Message.objects.get(kind="programmes.endorsement_request")
    assert mail.state == MessageState.CANCELLED
    page = client.get(
        reverse("programmes:endorsement-answer", args=[EndorsementLink.of(asked).token])
    )
    assert page.status_code == HTTPStatus.GONE
    assert "The request was withdrawn" in page.content.decode()


@pytest.mark.parametrize("state", NominationState)
def test_where_not_anybody_may_apply_a_confirmed_nomination_gives_the_right_to(applying, state):
    applying.window.takes_anybody = False
    applying.window.save()
    NominationFactory.create(
        cohort=applying.cohort,
        role=ParticipantRole.MENTOR,
        nominee=applying.person,
        state=state,
        answered_at=None if state == NominationState.OPEN else timezone.now(),
    )

    def begin():
        return begin_application(
            cohort=applying.cohort,
            person=applying.person,
            role=ParticipantRole.MENTOR,
            by=applying.person,
        )

    if state == NominationState.CONFIRMED:
        assert begin().state == ApplicationState.DRAFT
        return
    with pytest.raises(CannotApplyError) as refused:
        begin()
    assert refused.value.obstacle == Obstacle.BY_INVITATION
