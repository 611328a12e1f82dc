"""Putting somebody forward, and what they say to it."""

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.actions import add_person, find_or_make_person
from mentorship.accounts.models import Membership, Organisation, Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import IllegalTransitionError, advance
from mentorship.notifications.reminders import Reconciled, reconcile
from programmes.emails.intake import (
    NOMINATION_REMINDER,
    post_nomination,
    post_nomination_answered,
)
from programmes.enums import ParticipantRole
from programmes.intake.enums import NOMINATION_TRANSITIONS, NominationState, NominatorKind
from programmes.intake.queries import roles_to_nominate
from programmes.intake.reminders import nomination_plans
from programmes.models import Cohort, Nomination

# So that nobody can make the product write to everybody.
MOST_OPEN = 20


class TakesNoNominationsError(Exception):
    """Nobody can be nominated for the cohort and role now."""


class NominatesThemselvesError(Exception):
    """Somebody nominated themselves."""


class TooManyOpenError(Exception):
    """Somebody has nominated many people who have not answered yet."""


@transaction.atomic
def nominate(
    *,
    cohort: Cohort,
    role: ParticipantRole,
    nominee_name: str,
    nominee_email: str,
    nominated_by: Person,
    kind: NominatorKind,
    reason: str,
    by: Person,
) -> Nomination:
    """Put somebody forward, and write to them; recorded. Pressed twice, they are asked once.

    `by` is the nominator, or the coordinator who notes it for them. Raises
    TakesNoNominationsError, NominatesThemselvesError, TooManyOpenError.
    """
    Person.objects.select_for_update(no_key=True).get(pk=nominated_by.pk)
    if role not in roles_to_nominate(cohort):
        raise TakesNoNominationsError
    organisation = cohort.programme.organisation
    nominee = find_or_make_person(
        organisation=organisation, name=nominee_name, email=nominee_email, by=by
    )
    if nominee == nominated_by:
        raise NominatesThemselvesError
    made = Nomination.objects.open().filter(cohort=cohort, nominated_by=nominated_by)
    if known := made.filter(role=role, nominee=nominee).first():
        return known
    if by == nominated_by and made.count() >= MOST_OPEN:
        raise TooManyOpenError
    nomination = Nomination.objects.create(
        cohort=cohort,
        role=role,
        nominee=nominee,
        nominated_by=nominated_by,
        nominator_kind=kind,
        noted_by=None if by == nominated_by else by,
        reason=reason,
        nominated_at=timezone.now(),
    )
    changes = {"nominee": nominee.pk, "role": role, "nominated_by": nominated_by.pk}
    _record("nomination.made", nomination, by=by, changes=changes)
    if _joins(organisation, nominee, by=by):
        post_nomination(nomination)
    return nomination


@transaction.atomic
def answer_nomination(
    nomination: Nomination, *, is_yes: bool, words: str = "", by: Person
) -> list[Nomination]:
    """Let the nominee say yes or no to all who nominated them for the same; recorded for each.

    Each nominator is told. Raises IllegalTransitionError when it was answered or withdrawn before.
    """
    to = NominationState.CONFIRMED if is_yes else NominationState.DECLINED
    same = (
        Nomination.objects.open()
        .filter(cohort=nomination.cohort, role=nomination.role, nominee=nomination.nominee)
        .select_for_update(of=("self",))
        .select_related("cohort__programme__organisation", "nominated_by", "nominee")
        .order_by("nominated_at", "pk")
    )
    waiting = list(same)
    if nomination not in waiting:
        raise IllegalTransitionError(nomination, to)
    now = timezone.now()
    for each in waiting:
        advance(each, to, NOMINATION_TRANSITIONS, answered_at=now, words=words)
        _record(
            "nomination.confirmed" if is_yes else "nomination.declined",
            each,
            by=by,
            changes={"nominee": each.nominee_id},
        )
        post_nomination_answered(each)
    nomination.refresh_from_db()
    return waiting


@transaction.atomic
def withdraw_nomination(nomination: Nomination, *, by: Person) -> None:
    """Take a nomination back that nobody has answered; recorded.

    Raises IllegalTransitionError when the nominee was quicker.
    """
    advance(
        nomination,
        NominationState.WITHDRAWN,
        NOMINATION_TRANSITIONS,
        answered_at=timezone.now(),
    )
    _record("nomination.withdrawn", nomination, by=by, changes={"nominee": nomination.nominee_id})


def remind_nominees() -> Reconciled:
    """Keep the reminders of nominations in line with what is true; safe to run twice."""
    return reconcile(NOMINATION_REMINDER, nomination_plans(timezone.now()))


def _joins(organisation: Organisation, nominee: Person, *, by: Person) -> bool:
    """Let somebody who is new belong, so that they can answer; who has left is not let in again."""
    membership = Membership.objects.filter(organisation=organisation, person=nominee).first()
    if membership is not None:
        return membership.ended_on is None
    add_person(organisation=organisation, name=nominee.name, email=nominee.email, by=by)
    return True


def _record(kind: str, nomination: Nomination, *, by: Person, changes: dict[str, object]) -> None:
    """Record under the organisation that the programme belongs to; words do not belong there."""
    organisation_id = nomination.cohort.programme.organisation_id
    record(kind, nomination, by=by, organisation_id=organisation_id, changes=changes)
