"""Asking a mentee's line manager, reminding them, and what they answer on a signed link."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from mentorship.accounts.actions import find_or_make_person
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import advance
from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.enums import CancelReason, MessageState
from mentorship.notifications.models import Message
from mentorship.notifications.reminders import Reconciled, reconcile
from programmes.applying.enums import ApplicationState
from programmes.emails.intake import (
    ENDORSEMENT_REMINDER,
    ENDORSEMENT_REQUEST,
    post_endorsement_news,
    post_endorsement_receipt,
    post_endorsement_request,
)
from programmes.enums import ParticipantRole
from programmes.intake.enums import ENDORSEMENT_TRANSITIONS, EndorsementState
from programmes.intake.queries import (
    LinkState,
    intake_policy_of,
    last_endorsement,
    manager_of,
    state_of_request,
)
from programmes.intake.reminders import endorsement_plans
from programmes.models import Application, Endorsement
from programmes.queries import policy_of

# How often a request may be handed from one to the next before a coordinator names somebody.
MOST_PASSED_ON = 2
# How many people an applicant may have asked before a coordinator names somebody.
MOST_BY_APPLICANT = 4
NUDGE_REST = timedelta(days=1)


class CannotBeEndorsedError(Exception):
    """The application is not handed in, or waits for a decision no more; nothing was changed."""


class EndorsesThemselvesError(Exception):
    """The applicant was named as their own line manager; nothing was changed."""


class AlreadyEndorsedError(Exception):
    """A line manager endorsed the application already; nothing was changed."""


class AlreadyAskedError(Exception):
    """The same person is asked already, and still may answer; nothing was changed."""


class NudgedTodayError(Exception):
    """They were written to within a day; nothing was changed."""


class AskedTooOftenError(Exception):
    """The applicant named several people already; nothing was changed."""


class PassedOnTooOftenError(Exception):
    """The request was handed on as often as it may be; nothing was changed."""


class LinkClosedError(Exception):
    """The link may act no more; `state` says why. Nothing was changed."""

    def __init__(self, state: LinkState) -> None:
        """Remember why."""
        self.state = state
        super().__init__(state)


@dataclass(frozen=True, slots=True)
class EndorsementAnswer:
    """What a line manager says; conditions and a refusal have words."""

    state: EndorsementState
    hours_a_month: Decimal | None = None
    words: str = ""


@transaction.atomic
def ask_endorsement(
    application: Application, *, endorser_name: str, endorser_email: str, by: Person | None
) -> Endorsement:
    """Ask somebody to endorse an application; recorded.

    A request that is open stops working, and this one stands in its place. Raises
    CannotBeEndorsedError, AlreadyEndorsedError, AlreadyAskedError, EndorsesThemselvesError, and
    AskedTooOftenError for an applicant who would have the product write to everybody.
    """
    _lock(application)
    if (
        application.state != ApplicationState.SUBMITTED
        or application.role != ParticipantRole.MENTEE
    ):
        raise CannotBeEndorsedError
    if application.endorsements.favourable().exists():
        raise AlreadyEndorsedError
    if by == application.person and application.endorsements.count() >= MOST_BY_APPLICANT:
        raise AskedTooOftenError
    endorser = _endorser(application, endorser_name, endorser_email, by=by)
    last = last_endorsement(application)
    if last is not None and last.state == EndorsementState.OPEN:
        if last.endorser_id == endorser.pk and not last.is_over(timezone.now()):
            raise AlreadyAskedError
        _withdraw(last, by=by)
    return _ask(application, endorser, instead_of=last, by=by)


@transaction.atomic
def nudge_endorsement(endorsement: Endorsement, *, by: Person) -> None:
    """Write to a line manager once more, at most once a day; recorded.

    Raises NudgedTodayError, or LinkClosedError when there is nothing to answer any more.
    """
    stored = _open(endorsement)
    now = timezone.now()
    if stored.asked_at > now - NUDGE_REST:
        raise NudgedTodayError
    rested = Endorsement.objects.filter(pk=stored.pk).filter(
        Q(nudged_at__isnull=True) | Q(nudged_at__lte=now - NUDGE_REST)
    )
    if not rested.update(nudged_at=now):
        raise NudgedTodayError
    endorsement.nudged_at = now
    day = timezone.localdate(now, stored.endorser.time_zone)
    post_endorsement_request(stored, occurrence=f"nudge on {day.isoformat()}")
    _record("endorsement.nudged", stored, by=by)


@transaction.atomic
def answer_endorsement(endorsement: Endorsement, *, answer: EndorsementAnswer) -> None:
    """Let a line manager answer by their link; recorded. They and the applicant get one mail each.

    Raises LinkClosedError when it was answered or withdrawn, or is over.
    """
    stored = _open(endorsement)
    _close(stored, answer.state, hours_a_month=answer.hours_a_month, words=answer.words)
    changes: dict[str, object] = {"state": answer.state, "hours_a_month": answer.hours_a_month}
    _record("endorsement.answered", stored, by=stored.endorser, changes=changes)
    post_endorsement_receipt(stored)
    post_endorsement_news(stored)


@transaction.atomic
def pass_endorsement_on(endorsement: Endorsement, *, name: str, email: str) -> Endorsement:
    """Let who is not the right person name who is, and ask them instead; recorded.

    Raises LinkClosedError, EndorsesThemselvesError, AlreadyAskedError (they named themselves), or
    PassedOnTooOftenError.
    """
    stored = _open(endorsement)
    application, by = stored.application, stored.endorser
    passed = application.endorsements.filter(state=EndorsementState.PASSED_ON).count()
    if passed >= MOST_PASSED_ON:
        raise PassedOnTooOftenError
    endorser = _endorser(application, name, email, by=by)
    if endorser == by:
        raise AlreadyAskedError
    _close(stored, EndorsementState.PASSED_ON)
    _record("endorsement.passed_on", stored, by=by, changes={"to": endorser.pk})
    new = _ask(application, endorser, instead_of=stored, by=by)
    stored.substitute = new
    post_endorsement_receipt(stored)
    post_endorsement_news(stored)
    return new


def ask_known_manager(application: Application, *, by: Person | None) -> Endorsement | None:
    """Ask the line manager whom the applicant named, where the programme wants it.

    Nobody is asked twice: None where somebody was asked before, or nobody is known.
    """
    programme = application.cohort.programme
    if application.role != ParticipantRole.MENTEE or not policy_of(programme).asks_endorsement:
        return None
    last = last_endorsement(application)
    if last is not None and state_of_request(last) in {LinkState.OPEN, LinkState.ANSWERED}:
        return None
    manager = manager_of(application)
    if manager is None:
        return None
    try:
        with transaction.atomic():
            return ask_endorsement(
                application, endorser_name=manager.name, endorser_email=manager.email, by=by
            )
    except (
        EndorsesThemselvesError,
        AlreadyEndorsedError,
        CannotBeEndorsedError,
        AskedTooOftenError,
    ):
        return None


def withdraw_request(application: Application, *, by: Person | None) -> None:
    """Close a request that nobody has answered: the application is withdrawn. Recorded."""
    for open_one in application.endorsements.open().select_related(
        "application__cohort__programme"
    ):
        _withdraw(open_one, by=by)


def remind_endorsers() -> Reconciled:
    """Keep the reminders of requests in line with what is true; safe to run twice."""
    return reconcile(ENDORSEMENT_REMINDER, endorsement_plans(timezone.now()))


def _ask(
    application: Application,
    endorser: Person,
    *,
    instead_of: Endorsement | None,
    by: Person | None,
) -> Endorsement:
    """Store a request and write to whom it is for; the caller has locked the application."""
    now = timezone.now()
    endorsement = Endorsement.objects.create(
        application=application,
        endorser=endorser,
        asked_at=now,
        expires_at=_expiry(application, now),
        instead_of=instead_of,
    )
    post_endorsement_request(endorsement)
    _record("endorsement.asked", endorsement, by=by, changes={"endorser": endorser.pk})
    return endorsement


def _expiry(application: Application, now: datetime) -> datetime:
    """Return until when a request may be answered."""
    return now + timedelta(days=intake_policy_of(application.cohort.programme).endorsement_days)


def _endorser(application: Application, name: str, email: str, *, by: Person | None) -> Person:
    """Return who is to be asked; they need no account, and belong nowhere by it."""
    organisation = application.cohort.programme.organisation
    person = find_or_make_person(organisation=organisation, name=name, email=email, by=by)
    if person.pk == application.person_id:
        raise EndorsesThemselvesError
    return person


def _withdraw(endorsement: Endorsement, *, by: Person | None) -> None:
    """Close a request that is asked of nobody any more, and stop what has not left."""
    _close(endorsement, EndorsementState.WITHDRAWN)
    _record("endorsement.withdrawn", endorsement, by=by)
    waiting = Message.objects.filter(kind=ENDORSEMENT_REQUEST.name, about=about_key(endorsement))
    waiting.move_to(
        MessageState.CANCELLED,
        cancelled_at=timezone.now(),
        cancel_reason=CancelReason.NO_LONGER_NEEDED,
    )


def _close(endorsement: Endorsement, to: EndorsementState, **also: Any) -> None:
    """End a request with an answer, or without one."""
    advance(endorsement, to, ENDORSEMENT_TRANSITIONS, answered_at=timezone.now(), **also)


def _open(endorsement: Endorsement) -> Endorsement:
    """Return the request as it is stored, if it may be answered now; raises LinkClosedError."""
    _lock(endorsement.application)
    stored = Endorsement.objects.select_related(
        "application__cohort__programme__organisation", "application__person", "endorser"
    ).get(pk=endorsement.pk)
    state = state_of_request(stored)
    if state != LinkState.OPEN:
        raise LinkClosedError(state)
    return stored


def _lock(application: Application) -> None:
    """Let one change to an application's endorsement happen at a time, and read it anew."""
    Application.objects.select_for_update().get(pk=application.pk)
    application.refresh_from_db(fields=["state"])


def _record(
    kind: str,
    endorsement: Endorsement,
    *,
    by: Person | None,
    changes: dict[str, object] | None = None,
) -> None:
    """Record under the organisation that the programme belongs to; words do not belong there."""
    organisation_id = endorsement.application.cohort.programme.organisation_id
    record(kind, endorsement, by=by, organisation_id=organisation_id, changes=changes or {})
