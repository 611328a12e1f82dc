"""Reviews: giving them out, writing and handing them in, standing aside, and giving them back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.audit.models import Event
from mentorship.common.lifecycle import IllegalTransitionError, advance
from mentorship.notifications.reminders import Reconciled, reconcile
from programmes.actions.selection_rounds import declare_conflicts, lock_rounds, prepare_samples
from programmes.applying.enums import ApplicationState
from programmes.emails.reviews import (
    REVIEWS_REMINDER,
    post_review_given_back,
    post_reviews_assigned,
    post_reviews_nudge,
)
from programmes.models import Application, Decision, Mark, Programme, Review, SelectionRound
from programmes.selection.enums import REVIEW_TRANSITIONS, DecisionState, ReviewState
from programmes.selection.review_reminders import review_plans
from programmes.selection.rounds import (
    AssignmentPlan,
    before_handed_in_again,
    criteria_to_mark,
    hold_to_review,
    missing_of,
    next_reviewer,
    plan_assignment,
    reviews_open_to,
    waits_for_samples,
)


class PlanChangedError(Exception):
    """Something changed since the preview, so that it is no longer what would happen."""


class ReviewClosedError(Exception):
    """The application waits for no marks any more, or the reviewer reviews no more."""


class SamplesFirstError(Exception):
    """The reviewer has to mark the samples of the round first."""


class IncompleteReviewError(Exception):
    """Some criteria have no level, and no word that they cannot be judged; or no evidence."""

    def __init__(self, criteria: Sequence[UUID]) -> None:
        """Remember which."""
        self.criteria = criteria
        super().__init__(f"{len(criteria)} criteria are open.")


class EnoughReviewersError(Exception):
    """The application has all its reviewers: somebody was quicker."""


class NobodyFitError(Exception):
    """Nobody is left who may review the application."""


class NudgedAlreadyError(Exception):
    """The reviewer was reminded today."""


class IsDecidedError(Exception):
    """A decision about the application rests on its reviews."""


@dataclass(frozen=True, slots=True)
class MarkEntry:
    """What a reviewer gives for a criterion: a level, or None for “cannot judge”, once chosen."""

    criterion: UUID
    level: int | None
    is_chosen: bool
    evidence: str


@transaction.atomic
def assign_reviewers(
    selection_round: SelectionRound, *, by: Person | None, fingerprint: str = ""
) -> AssignmentPlan:
    """Give each application of the round its reviewers; recorded once, one mail for each reviewer.

    What people who left the team had still to do goes to others. `fingerprint` names the plan that
    was shown: raises PlanChangedError, with nothing changed, when another would be carried out.
    """
    lock_rounds(selection_round.cohort)
    hold_to_review(selection_round)
    plan = plan_assignment(selection_round)
    if fingerprint and plan.fingerprint != fingerprint:
        raise PlanChangedError
    if plan.is_empty:
        return plan
    now = timezone.now()
    Review.objects.to_do().filter(pk__in=[each.pk for each in plan.stranded]).update(
        state=ReviewState.WITHDRAWN, ended_at=now
    )
    _number(selection_round, list(plan.reviewers))
    before_handed_in_again().filter(application__in=list(plan.reviewers)).delete()
    Review.objects.bulk_create(
        [
            Review(
                round=selection_round,
                application=application,
                reviewer=reviewer,
                assigned_by=by,
                assigned_at=now,
            )
            for application, people in plan.reviewers.items()
            for reviewer in people
        ],
        batch_size=1000,
    )
    busy = [portion for portion in plan.portions if portion.gets]
    prepare_samples(selection_round, reviewers=[each.reviewer for each in busy], by=by)
    changes = {
        "reviews": plan.number,
        "applications": len(plan.reviewers),
        "reviewers": len(busy),
        "taken_back": len(plan.stranded),
        "short": len(plan.shortages),
    }
    event = _record("round.assigned", selection_round, by=by, changes=changes)
    for each in busy:
        post_reviews_assigned(
            selection_round, each.reviewer, number=each.gets, occurrence=f"assigned {event.pk}"
        )
    return plan


@transaction.atomic
def replace_reviewer(review: Review, *, by: Person | None) -> Person:
    """Let somebody else review the application: who may, and has least; recorded, and mailed.

    A review still to do is taken back. Raises EnoughReviewersError, NobodyFitError,
    IllegalTransitionError where it is handed in, ReviewClosedError.
    """
    lock_rounds(review.round.cohort)
    stored = _hold(review)
    application = stored.application
    if application is None or application.state != ApplicationState.SUBMITTED:
        raise ReviewClosedError
    if stored.state == ReviewState.SUBMITTED:
        raise IllegalTransitionError(stored, ReviewState.WITHDRAWN)
    now = timezone.now()
    reviewer = next_reviewer(stored)
    if stored.state != ReviewState.ASSIGNED and not missing_of(stored):
        raise EnoughReviewersError
    if reviewer is None:
        raise NobodyFitError
    before_handed_in_again().filter(application=application, reviewer=reviewer).delete()
    if stored.state == ReviewState.ASSIGNED:
        advance(stored, ReviewState.WITHDRAWN, REVIEW_TRANSITIONS, ended_at=now)
    new = Review.objects.create(
        round=stored.round,
        application=application,
        reviewer=reviewer,
        assigned_by=by,
        assigned_at=now,
    )
    prepare_samples(stored.round, reviewers=[reviewer], by=by)
    _record_review("marking.replaced", stored, by=by, changes={"by_review": str(new.pk)})
    post_reviews_assigned(stored.round, reviewer, number=1, occurrence=f"assigned {new.pk}")
    return reviewer


@transaction.atomic
def save_review(review: Review, *, marks: Sequence[MarkEntry], note: str, by: Person) -> None:
    """Keep what a reviewer has so far, complete or not.

    Raises ReviewClosedError, SamplesFirstError, IllegalTransitionError when it is handed in.
    """
    stored = _hold_open(review, by=by)
    stored.marks.all().delete()
    Mark.objects.bulk_create(
        Mark(
            review=stored,
            criterion_id=entry.criterion,
            level=entry.level,
            is_chosen=entry.is_chosen,
            evidence=entry.evidence,
        )
        for entry in marks
        if entry.is_chosen or entry.evidence
    )
    stored.private_note, stored.saved_at = note, timezone.now()
    stored.save(update_fields=["private_note", "saved_at"])


@transaction.atomic
def submit_review(review: Review, *, by: Person) -> None:
    """Hand in what was saved, once every criterion is answered for; recorded.

    Raises IncompleteReviewError, ReviewClosedError, SamplesFirstError, IllegalTransitionError.
    """
    stored = _hold_open(review, by=by)
    missing = _missing(stored)
    if missing:
        raise IncompleteReviewError(missing)
    now = timezone.now()
    advance(
        stored,
        ReviewState.SUBMITTED,
        REVIEW_TRANSITIONS,
        ended_at=now,
        saved_at=now,
        given_back_reason="",
    )
    _record_review("marking.submitted", stored, by=by)


@transaction.atomic
def recuse(review: Review, *, reason: str, by: Person) -> None:
    """Let a reviewer stand aside who knows the applicant too well; recorded, and remembered.

    Raises ReviewClosedError where it is a sample or no review of theirs, IllegalTransitionError.
    """
    # Conflicts are noted under the programme's lock, which others take before any review's.
    Programme.objects.select_for_update().get(pk=review.round.cohort.programme_id)
    stored = _hold(review)
    application = stored.application
    if application is None or not reviews_open_to(by).filter(pk=stored.pk).exists():
        raise ReviewClosedError
    advance(stored, ReviewState.RECUSED, REVIEW_TRANSITIONS, ended_at=timezone.now())
    _record_review("marking.recused", stored, by=by)
    declare_conflicts(
        stored.round.cohort.programme,
        reviewer=by,
        applicants=[application.person],
        by=by,
        reason=reason,
    )


@transaction.atomic
def give_back(review: Review, *, reason: str, by: Person) -> None:
    """Give a review back that was handed in, so that its reviewer can change it; recorded, mailed.

    Raises IsDecidedError once something is decided, IllegalTransitionError where it is not in.
    """
    stored = _hold(review)
    application = stored.application
    decisions = Decision.objects.filter(application=application)
    if application is None or application.state != ApplicationState.SUBMITTED:
        raise IsDecidedError
    if decisions.exclude(state=DecisionState.SUPERSEDED).exists():
        raise IsDecidedError
    advance(
        stored,
        ReviewState.ASSIGNED,
        REVIEW_TRANSITIONS,
        ended_at=None,
        given_back_reason=reason,
    )
    event = _record_review("marking.given_back", stored, by=by)
    post_review_given_back(stored, reason=reason, by=by, occurrence=f"given back {event.pk}")


@transaction.atomic
def nudge_review(review: Review, *, by: Person) -> int:
    """Remind a reviewer of all they have to do in the round, once a day; recorded, mailed.

    Return how many those are. Raises NudgedAlreadyError, ReviewClosedError where nothing is to do.
    """
    selection_round = review.round
    lock_rounds(selection_round.cohort)
    to_do = Review.objects.to_do().filter(
        round=selection_round,
        reviewer=review.reviewer_id,
        application__state=ApplicationState.SUBMITTED,
    )
    nudged = [each.nudged_at for each in to_do]
    if not nudged:
        raise ReviewClosedError
    now = timezone.now()
    zone = selection_round.cohort.programme.organisation.time_zone
    today = timezone.localdate(now, zone)
    if any(at is not None and timezone.localdate(at, zone) == today for at in nudged):
        raise NudgedAlreadyError
    to_do.update(nudged_at=now)
    _record_review("marking.nudged", review, by=by, changes={"number": len(nudged)})
    post_reviews_nudge(selection_round, review.reviewer, number=len(nudged), by=by, day=today)
    return len(nudged)


def remind_reviewers() -> Reconciled:
    """Keep the reminders of reviews in line with what is true; safe to run twice."""
    return reconcile(REVIEWS_REMINDER, review_plans(timezone.now()))


def _number(selection_round: SelectionRound, applications: Sequence[Application]) -> None:
    """Let applications belong to the round, each with the number that stands for its name."""
    known = Application.objects.filter(round=selection_round)
    last = known.aggregate(last=Max("round_number"))["last"] or 0
    new = sorted(
        (each for each in applications if each.round_number is None), key=lambda each: each.pk
    )
    for number, application in enumerate(new, start=last + 1):
        application.round, application.round_number = selection_round, number
    Application.objects.bulk_update(new, ["round", "round_number"], batch_size=1000)


def _hold(review: Review) -> Review:
    """Lock a review until the transaction ends, and return it as it is stored.

    Its application is held first, as whoever withdraws or decides it does.
    """
    if review.application_id is not None:
        Application.objects.select_for_update().get(pk=review.application_id)
    return (
        Review.objects.select_for_update(of=("self",))
        .select_related(
            "application__person", "reviewer", "round__cohort__programme__organisation", "sample"
        )
        .get(pk=review.pk)
    )


def _hold_open(review: Review, *, by: Person) -> Review:
    """Lock a review that its reviewer may write in now; raises what stands against it."""
    stored = _hold(review)
    if not reviews_open_to(by).filter(pk=stored.pk).exists():
        raise ReviewClosedError
    if stored.state != ReviewState.ASSIGNED:
        raise IllegalTransitionError(stored, ReviewState.SUBMITTED)
    if stored.application and stored.application.state != ApplicationState.SUBMITTED:
        raise ReviewClosedError
    if waits_for_samples(stored):
        raise SamplesFirstError
    return stored


def _missing(review: Review) -> list[UUID]:
    """Return the criteria without a level or “cannot judge”, or without evidence for a level."""
    marks = {mark.criterion_id: mark for mark in review.marks.all()}
    return [
        criterion.pk
        for criterion in criteria_to_mark(review)
        if (mark := marks.get(criterion.pk)) is None
        or not mark.is_chosen
        or (mark.level is not None and not mark.evidence.strip())
    ]


def _record_review(
    kind: str, review: Review, *, by: Person | None, changes: Mapping[str, Any] | None = None
) -> Event:
    """Record under the organisation that the review belongs to."""
    organisation_id = review.round.cohort.programme.organisation_id
    return record(kind, review, by=by, organisation_id=organisation_id, changes=changes)


def _record(
    kind: str, selection_round: SelectionRound, *, by: Person | None, changes: Mapping[str, Any]
) -> Event:
    """Record under the organisation that the round belongs to."""
    organisation_id = selection_round.cohort.programme.organisation_id
    return record(kind, selection_round, by=by, organisation_id=organisation_id, changes=changes)
