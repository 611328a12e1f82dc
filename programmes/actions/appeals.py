"""What applicants ask after a decision, and what they are answered."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import advance
from programmes.actions.decision_effects import take_back
from programmes.actions.decisions import hold_application
from programmes.applying.enums import APPLICATION_TRANSITIONS, ApplicationState
from programmes.emails.decisions import post_answer
from programmes.models import Appeal, Decision
from programmes.selection.enums import DECISION_TRANSITIONS, AppealKind, DecisionState
from programmes.selection.obstacles import places_of


class StillOpenError(Exception):
    """They have asked already, and wait for an answer."""


class NotInForceError(Exception):
    """The decision is not in force any more."""


class AlreadyAnsweredError(Exception):
    """Somebody answered before; `appeal` is as it stands."""

    def __init__(self, appeal: Appeal) -> None:
        """Keep it."""
        self.appeal = appeal
        super().__init__(str(appeal.pk))


@transaction.atomic
def ask_about(decision: Decision, *, kind: AppealKind, words: str, by: Person) -> Appeal:
    """Ask about a decision, or for another look; one waits at a time. Recorded.

    Raises NotInForceError, StillOpenError.
    """
    hold_application(decision.application)
    if not Decision.objects.in_force().filter(pk=decision.pk).exists():
        raise NotInForceError
    try:
        with transaction.atomic():
            appeal = Appeal.objects.create(
                decision=decision, kind=kind, words=words, asked_at=timezone.now()
            )
    except IntegrityError as error:
        raise StillOpenError from error
    _record("appeal.asked", appeal, by=by)
    return appeal


@transaction.atomic
def answer_appeal(appeal: Appeal, *, answer: str, by: Person) -> Appeal:
    """Answer what an applicant asked, and mail it to them; recorded.

    Raises AlreadyAnsweredError.
    """
    stored = _hold(appeal)
    _write(stored, answer=answer, by=by)
    post_answer(stored, answer=answer, by=by)
    return stored


@transaction.atomic
def reconsider(appeal: Appeal, *, answer: str, by: Person) -> Appeal:
    """Open the decision again, tell the applicant so, and let another one be staged; recorded.

    The application waits again as if nothing had been decided; what was decided stays on record.
    Raises AlreadyAnsweredError, NotInForceError, GoneTooFarError.
    """
    stored = _hold(appeal)
    decision = stored.decision
    if decision.state != DecisionState.PUBLISHED:
        raise NotInForceError
    application = decision.application
    take_back(decision, places_of([application]).get(application.pk), by=by)
    advance(decision, DecisionState.SUPERSEDED, DECISION_TRANSITIONS)
    advance(application, ApplicationState.SUBMITTED, APPLICATION_TRANSITIONS)
    _write(stored, answer=answer, by=by)
    record(
        "decision.reconsidered",
        decision,
        by=by,
        organisation_id=application.cohort.programme.organisation_id,
        changes={"outcome": decision.outcome},
    )
    post_answer(stored, answer=answer, by=by)
    return stored


def _hold(appeal: Appeal) -> Appeal:
    """Return an appeal that waits, with its application held first; else raise."""
    application = hold_application(appeal.decision.application)
    stored = Appeal.objects.select_for_update(of=("self",)).select_related("answered_by")
    found = stored.get(pk=appeal.pk)
    if found.answered_at is not None:
        raise AlreadyAnsweredError(found)
    found.decision = Decision.objects.get(pk=found.decision_id)
    found.decision.application = application
    return found


def _write(appeal: Appeal, *, answer: str, by: Person) -> None:
    """Keep the answer."""
    appeal.answer, appeal.answered_by, appeal.answered_at = answer, by, timezone.now()
    appeal.save(update_fields=["answer", "answered_by", "answered_at"])
    _record("appeal.answered", appeal, by=by)


def _record(kind: str, appeal: Appeal, *, by: Person) -> None:
    """Record under the organisation that the programme belongs to."""
    organisation_id = appeal.decision.application.cohort.programme.organisation_id
    record(kind, appeal, by=by, organisation_id=organisation_id, changes={"kind": appeal.kind})
