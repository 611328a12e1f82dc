"""Beginning an application, handing it in, taking it back, and opening it again."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import IllegalTransitionError, advance
from programmes.actions.answers import follow_form_in_use, lock
from programmes.actions.decision_effects import drop_staged
from programmes.actions.endorsements import withdraw_request
from programmes.actions.participants import (
    AlreadyTakesPartError,
    add_participant,
    move_participant,
    withdraw_participant,
)
from programmes.actions.waiting_list import leave_if_waiting
from programmes.applying.entry import Obstacle, entry_of, state_of
from programmes.applying.enums import APPLICATION_TRANSITIONS, ApplicationState
from programmes.applying.filling import Sheet, sheet_of
from programmes.applying.windows import WindowState, window_of
from programmes.emails.applications import post_application_received
from programmes.enums import PARTICIPANT_TRANSITIONS, ParticipantRole, ParticipantState
from programmes.intake.eligibility import eligibility_of
from programmes.models import (
    Answer,
    Application,
    Cohort,
    IdealMentorProfile,
    Participant,
    Programme,
    Question,
    Review,
)
from programmes.selection.enums import REVIEW_TRANSITIONS, ReviewState
from programmes.signals import application_submitted

_NOT_ACCEPTED_YET = (ParticipantState.INVITED, ParticipantState.APPLIED)


class CannotApplyError(Exception):
    """They cannot begin, or go on, now; `obstacle` says why. Nothing was changed."""

    def __init__(self, obstacle: Obstacle) -> None:
        """Remember why."""
        self.obstacle = obstacle
        super().__init__(obstacle)


class AnswersMissingError(Exception):
    """Something has to be answered before it can be handed in; `questions` are those."""

    def __init__(self, questions: list[Question]) -> None:
        """Remember which."""
        self.questions = questions
        super().__init__(len(questions))


@transaction.atomic
def begin_application(
    *, cohort: Cohort, person: Person, role: ParticipantRole, by: Person
) -> Application:
    """Begin an application, or return the one there is, whatever became of it; recorded once.

    Who goes on with one that they are still writing finds the form in use. Raises CannotApplyError.
    """
    entry = entry_of(cohort, role, person)
    if entry.application is not None:
        if entry.application.state == ApplicationState.DRAFT:
            follow_form_in_use(lock(entry.application))
        return entry.application
    if entry.obstacle is not None or entry.form is None:
        raise CannotApplyError(entry.obstacle or Obstacle.NO_FORM)
    application, is_new = Application.objects.get_or_create(
        cohort=cohort,
        person=person,
        role=role,
        defaults={"form": entry.form, "profile": _profile_in_use(cohort.programme, role)},
    )
    if is_new:
        _record("application.begun", application, by=by, changes={"role": role})
    return application


@transaction.atomic
def submit_application(application: Application, *, by: Person) -> None:
    """Hand an application in; recorded, confirmed by e-mail, and the person has a place: applied.

    What the profile knows is kept with it as it is today, and a mentor's is judged by the profile
    in use today. Raises AnswersMissingError, CannotApplyError, and IllegalTransitionError where it
    is not being written any more.
    """
    held = lock(application)
    if held.state != ApplicationState.DRAFT:
        raise IllegalTransitionError(application, ApplicationState.SUBMITTED)
    state = _state_for(held)
    follow_form_in_use(held)
    sheet = sheet_of(held, follows=False)
    if sheet.missing:
        raise AnswersMissingError(sheet.missing)
    _keep_known(sheet)
    advance(
        held,
        ApplicationState.SUBMITTED,
        {ApplicationState.SUBMITTED: frozenset({ApplicationState.DRAFT})},
        submitted_at=timezone.now(),
        is_late=state == WindowState.GRACE,
        profile=_profile_in_use(held.cohort.programme, held.role),
        at_question=None,
    )
    _take_place(held, by=by)
    _record("application.submitted", held, by=by, changes={"is_late": held.is_late})
    post_application_received(held)
    application_submitted.send(sender=Application, application=held, by=by)
    application.refresh_from_db()


@transaction.atomic
def withdraw_application(application: Application, *, by: Person, reason: str = "") -> None:
    """Take an application back before it is decided; recorded.

    The place is given up with it, on the waiting list too, what was staged is dropped, and whoever
    was to review or endorse it need not. Its answers are kept, so that it can be opened again.
    Raises IllegalTransitionError.
    """
    held = lock(application)
    now = timezone.now()
    advance(
        held,
        ApplicationState.WITHDRAWN,
        APPLICATION_TRANSITIONS,
        withdrawn_at=now,
        withdrawn_reason=reason,
    )
    drop_staged(held, by=by)
    withdraw_request(held, by=by)
    leave_if_waiting(held, by=by)
    place = _place_of(held)
    if place is not None and place.state in _NOT_ACCEPTED_YET:
        withdraw_participant(place, by=by, reason=reason[:200])
    Review.objects.filter(
        application=held, state__in=REVIEW_TRANSITIONS[ReviewState.WITHDRAWN]
    ).update(state=ReviewState.WITHDRAWN, ended_at=now)
    _record("application.withdrawn", held, by=by)
    application.refresh_from_db()


@transaction.atomic
def reopen_application(application: Application, *, by: Person) -> None:
    """Let somebody go on with what they withdrew, or what nobody reviews yet; recorded.

    Only while the window is open; the answers are as they were, under the form and the profile
    in use. Raises CannotApplyError, and
    IllegalTransitionError where somebody reviews it or it is decided.
    """
    held = lock(application)
    entry = entry_of(held.cohort, held.role, held.person)
    if entry.obstacle is not None:
        raise CannotApplyError(entry.obstacle)
    if not may_reopen(held):
        raise IllegalTransitionError(application, ApplicationState.DRAFT)
    advance(
        held,
        ApplicationState.DRAFT,
        APPLICATION_TRANSITIONS,
        submitted_at=None,
        withdrawn_at=None,
        withdrawn_reason="",
        is_late=False,
        profile=_profile_in_use(held.cohort.programme, held.role),
    )
    _let_go_of_known(held)
    follow_form_in_use(held)
    _record("application.reopened", held, by=by)
    application.refresh_from_db()


def may_reopen(application: Application) -> bool:
    """Tell whether an application may go back to its writer: nobody reviews it; one query."""
    if application.state not in APPLICATION_TRANSITIONS[ApplicationState.DRAFT]:
        return False
    return not Review.objects.standing().filter(application=application).exists()


def _state_for(application: Application) -> WindowState:
    """Return in which days it is handed in; raises CannotApplyError where they are over."""
    state = state_of(application, window_of(application.cohort, application.role))
    if state == WindowState.NOT_YET:
        raise CannotApplyError(Obstacle.NOT_YET)
    if state == WindowState.CLOSED:
        raise CannotApplyError(Obstacle.CLOSED)
    cohort = application.cohort
    if eligibility_of(application.person, cohort.programme, application.role).is_barred:
        raise CannotApplyError(Obstacle.BARRED)
    return state


def _profile_in_use(programme: Programme, role: str) -> IdealMentorProfile | None:
    """Return the Ideal Mentor Profile by which mentors are judged now."""
    if role != ParticipantRole.MENTOR:
        return None
    return IdealMentorProfile.objects.published().filter(programme=programme).first()


def _keep_known(sheet: Sheet) -> None:
    """Keep what the profile says today as answers, as though they had been asked."""
    Answer.objects.bulk_create(
        Answer(application=sheet.application, question_id=question_id, values=values)
        for question_id, values in sheet.known.items()
    )


def _let_go_of_known(application: Application) -> None:
    """Drop what was kept from the profile and still stands there, so that it is not asked again."""
    live = sheet_of(application)
    for question in live.questions:
        answer = live.answers.get(question.pk)
        if question.profile_field and answer and answer.values == live.values[question.pk]:
            answer.delete()


def _take_place(application: Application, *, by: Person) -> None:
    """Give the applicant a place that is applied for, or move theirs there."""
    place = _place_of(application)
    if place is None:
        try:
            add_participant(
                cohort=application.cohort,
                person=application.person,
                role=ParticipantRole(application.role),
                by=by,
                state=ParticipantState.APPLIED,
            )
        except AlreadyTakesPartError:
            place = _place_of(application)
    if place is not None and place.state in PARTICIPANT_TRANSITIONS[ParticipantState.APPLIED]:
        move_participant(place, ParticipantState.APPLIED, by=by)


def _place_of(application: Application) -> Participant | None:
    """Return the place that the application is about, if there is one."""
    return Participant.objects.filter(
        cohort=application.cohort_id, person=application.person_id, role=application.role
    ).first()


def _record(
    kind: str, application: Application, *, by: Person, changes: Mapping[str, Any] | None = None
) -> None:
    """Record under the organisation that the programme belongs to."""
    organisation_id = application.cohort.programme.organisation_id
    record(kind, application, by=by, organisation_id=organisation_id, changes=changes)
