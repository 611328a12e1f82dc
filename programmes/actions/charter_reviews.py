"""Looking at a signed charter again: planning it, answering it, and noticing that nobody does."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.notifications.reminders import Reconciled, reconcile
from programmes.charters.calendar import months_later
from programmes.charters.queries import LinkState, state_of_review
from programmes.charters.reminders import review_plans, silent_reviews
from programmes.emails.charters import CHARTER_REVIEW, post_charter_news, post_charter_silence
from programmes.enums import CharterState, ReviewAnswer
from programmes.models import Charter, CharterReview, Programme


class ReviewClosedError(Exception):
    """The review can be answered no more; `state` says why. Nothing was changed."""

    def __init__(self, state: LinkState) -> None:
        """Remember why."""
        self.state = state
        super().__init__(state)


def plan_review(charter: Charter, after: datetime) -> CharterReview:
    """Return the review of a signed charter that is due so many months after a moment."""
    day = timezone.localdate(after, charter.programme.organisation.time_zone)
    review, _is_new = CharterReview.objects.get_or_create(
        charter=charter, due_on=months_later(day, charter.review_months)
    )
    return review


@transaction.atomic
def answer_review(review: CharterReview, *, answer: ReviewAnswer, words: str = "") -> None:
    """Let the sponsor say how the charter stands; recorded, and the coordinators are written to.

    When it stands, the next review is planned from today. Raises ReviewClosedError.
    """
    charter, now = _open(review)
    person = charter.signed_by
    done = CharterReview.objects.filter(pk=review.pk, answered_at__isnull=True).update(
        answer=answer, words=words, answered_by=person, answered_at=now
    )
    if not done or person is None:
        raise ReviewClosedError(LinkState.ANSWERED)
    review.refresh_from_db()
    if answer == ReviewAnswer.STANDS:
        plan_review(charter, now)
    _record("charter_review.answered", review, by=person, changes={"answer": answer})
    post_charter_news(charter, person, news=answer, words=words, about=review)


@transaction.atomic
def settle_review(review: CharterReview, *, by: Person) -> None:
    """Note that all is said and done: the charter stands, and the next review is planned; recorded.

    After a talk, or instead of an answer that never came. Raises ReviewClosedError when the sponsor
    said meanwhile that it stands, or when somebody noted it before.
    """
    charter = _locked(review)
    now = timezone.now()
    if charter.state != CharterState.SIGNED:
        raise ReviewClosedError(LinkState.SUPERSEDED)
    done = (
        CharterReview.objects.filter(pk=review.pk, settled_at__isnull=True)
        .exclude(answer=ReviewAnswer.STANDS)
        .update(settled_by=by, settled_at=now)
    )
    if not done:
        raise ReviewClosedError(LinkState.SETTLED)
    plan_review(charter, now)
    _record("charter_review.settled", review, by=by, changes={"due_on": review.due_on.isoformat()})


def keep_reviewing() -> Reconciled:
    """Plan reviews that are missing, keep their reminders right, and tell of silence.

    Safe to run twice, or in two places at once.
    """
    _plan_missing()
    now = timezone.now()
    done = reconcile(CHARTER_REVIEW, review_plans(now))
    for review in silent_reviews(now):
        _tell_of_silence(review, now)
    return done


def _plan_missing() -> None:
    """Plan the first review of charters that were signed elsewhere and brought along."""
    for charter in (
        Charter.objects.signed().filter(reviews=None).select_related("programme__organisation")
    ):
        if charter.signed_at is not None:
            plan_review(charter, charter.signed_at)


@transaction.atomic
def _tell_of_silence(review: CharterReview, now: datetime) -> None:
    """Write to the coordinators, once for each review, that nobody has answered; recorded."""
    if _locked(review).state != CharterState.SIGNED:
        return
    # Without a join: else the conditions hide in a subquery, which nobody asks a second time.
    silent = CharterReview.objects.filter(
        pk=review.pk, alerted_at__isnull=True, answered_at__isnull=True, settled_at__isnull=True
    )
    if not silent.update(alerted_at=now):
        return
    post_charter_silence(review, now)
    _record("charter_review.silent", review, by=None, changes={"due_on": review.due_on.isoformat()})


def _open(review: CharterReview) -> tuple[Charter, datetime]:
    """Return the charter of a review that may be answered now; raises ReviewClosedError."""
    _locked(review)
    stored = CharterReview.objects.select_related("charter").get(pk=review.pk)
    state = state_of_review(stored)
    if state != LinkState.OPEN:
        raise ReviewClosedError(state)
    return review.charter, timezone.now()


def _locked(review: CharterReview) -> Charter:
    """Let one change to the programme's charter happen at a time, and return it as it is now."""
    charter = review.charter
    Programme.objects.select_for_update().get(pk=charter.programme_id)
    charter.refresh_from_db(fields=["state"])
    return charter


def _record(
    kind: str, review: CharterReview, *, by: Person | None, changes: dict[str, Any]
) -> None:
    """Record under the organisation that the programme belongs to."""
    organisation_id = review.charter.programme.organisation_id
    record(kind, review, by=by, organisation_id=organisation_id, changes=changes)
