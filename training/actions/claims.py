"""Asking to have credited what was learnt elsewhere, and answering it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import advance
from programmes.documents.keeping import keep_document
from programmes.documents.reading import Document
from programmes.enums import ParticipantRole
from programmes.models import Participant
from training import claim_emails
from training.actions.ledger import SAME_WITHIN, enter_prior_learning
from training.enums import CLAIM_TRANSITIONS, ClaimState, EntryKind
from training.models import Competency, PriorLearningClaim
from training.queries.currency import today_at


class OwnClaimError(Exception):
    """Nobody decides what they asked for themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """What somebody learnt elsewhere, and what shows it: words, a document, or both."""

    what: str
    hours: Decimal
    earned_on: date
    kind: EntryKind | str = EntryKind.INITIAL
    competency: Competency | None = None
    evidence: str = ""
    document: Document | None = None


@transaction.atomic
def claim_prior_learning(place: Participant, learnt: Learnt, *, by: Person) -> PriorLearningClaim:
    """Ask to have hours credited in the role of a place; recorded. Pressed twice, it is asked once.

    Raises ValueError without evidence, for a day still to come, or for a competency of another
    organisation.
    """
    programme = place.cohort.programme
    evidence = learnt.evidence.strip()
    if not evidence and learnt.document is None:
        raise ValueError("A claim needs evidence.")
    if learnt.earned_on > today_at(programme.organisation):
        raise ValueError("Prior learning cannot lie in the future.")
    competency = learnt.competency
    if competency is not None and competency.organisation_id != programme.organisation_id:
        raise ValueError("The competency belongs to another organisation.")
    document, organisation = learnt.document, programme.organisation
    # Two presses at once: the other one waits here.
    Person.objects.select_for_update(no_key=True).get(pk=place.person_id)
    twin = _claimed_just_now(place, learnt)
    if twin is not None:
        return twin
    file = keep_document(document, organisation=organisation, by=by) if document else None
    claim = PriorLearningClaim.objects.create(
        programme=programme,
        person_id=place.person_id,
        role=place.role,
        kind=learnt.kind,
        competency=competency,
        what=learnt.what.strip(),
        evidence=evidence,
        file=file,
        hours=learnt.hours,
        earned_on=learnt.earned_on,
    )
    _record("claim.made", claim, by=by, hours=learnt.hours)
    return claim


def _claimed_just_now(place: Participant, learnt: Learnt) -> PriorLearningClaim | None:
    """Return what somebody asked for a moment ago in the same words, and waits for an answer."""
    return (
        PriorLearningClaim.objects.open()
        .filter(
            programme=place.cohort.programme_id,
            person=place.person_id,
            role=place.role,
            kind=learnt.kind,
            competency=learnt.competency,
            what=learnt.what.strip(),
            evidence=learnt.evidence.strip(),
            hours=learnt.hours,
            earned_on=learnt.earned_on,
            claimed_at__gt=timezone.now() - SAME_WITHIN,
        )
        .first()
    )


@transaction.atomic
def withdraw_claim(claim: PriorLearningClaim, *, by: Person) -> None:
    """Take a claim back; recorded. Raises IllegalTransitionError once it was answered."""
    advance(claim, ClaimState.WITHDRAWN, CLAIM_TRANSITIONS)
    _record("claim.withdrawn", claim, by=by)


@transaction.atomic
def accept_claim(
    claim: PriorLearningClaim, *, hours: Decimal, by: Person, reason: str = ""
) -> PriorLearningClaim:
    """Credit a claim, in full or in part; recorded, and the person is told.

    What is above the policy's cap is entered too, as not assured. `reason` is what the person
    reads. Raises OwnClaimError, ValueError for more hours than were claimed or none, and
    IllegalTransitionError once it was answered or withdrawn.
    """
    _check_decider(claim, by)
    if not 0 < hours <= claim.hours:
        raise ValueError("Credit some of the hours, and no more than were claimed.")
    _decide(claim, ClaimState.ACCEPTED, by=by, reason=reason)
    entries = enter_prior_learning(
        claim.person,
        programme=claim.programme,
        role=ParticipantRole(claim.role),
        hours=hours,
        earned_on=claim.earned_on,
        evidence=claim.what,
        by=by,
        kind=EntryKind(claim.kind),
        competency=claim.competency,
    )
    counted = sum((entry.hours for entry in entries if entry.is_assured), Decimal(0))
    claim.hours_credited = counted
    claim.save(update_fields=["hours_credited"])
    _record("claim.accepted", claim, by=by, hours=counted)
    above = next((entry.rejected_reason for entry in entries if not entry.is_assured), "")
    claim_emails.post_claim_decided(claim, above_cap=above)
    return claim


@transaction.atomic
def refuse_claim(claim: PriorLearningClaim, *, reason: str, by: Person) -> None:
    """Say no to a claim, with a reason that the person reads; recorded, and the person is told.

    Raises OwnClaimError, ValueError without a reason, and IllegalTransitionError once it was
    answered or withdrawn.
    """
    _check_decider(claim, by)
    if not reason.strip():
        raise ValueError("A refusal needs a reason.")
    _decide(claim, ClaimState.REFUSED, by=by, reason=reason)
    _record("claim.refused", claim, by=by)
    claim_emails.post_claim_decided(claim)


def _check_decider(claim: PriorLearningClaim, by: Person) -> None:
    """Raise OwnClaimError for a person's own."""
    if claim.person_id == by.pk:
        raise OwnClaimError


def _decide(claim: PriorLearningClaim, to: ClaimState, *, by: Person, reason: str) -> None:
    """Move a claim to its answer, unless somebody was quicker."""
    advance(
        claim,
        to,
        CLAIM_TRANSITIONS,
        decided_at=timezone.now(),
        decided_by=by,
        reason=reason.strip(),
    )


def _record(kind: str, claim: PriorLearningClaim, *, by: Person, **changes: object) -> None:
    """Record under the organisation that the programme belongs to."""
    organisation_id = claim.programme.organisation_id
    record(kind, claim, by=by, organisation_id=organisation_id, changes=changes)
