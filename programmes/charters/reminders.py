"""Which reminders of charter reviews should exist now, and whose silence should be told."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Coalesce
from django.utils import timezone

from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.reminders import ReminderPlan
from programmes.charters.calendar import (
    DAYS_BEFORE,
    HORIZON,
    at_a_decent_hour,
    steps_of,
    wanted_steps,
)
from programmes.emails.charters import review_facts
from programmes.models import CharterReview, ProgrammePolicy, Sponsorship
from programmes.models.sign_off import CharterReviewQuerySet

USUAL_SILENCE: int = ProgrammePolicy._meta.get_field("silence_days").default


class Silence(NamedTuple):
    """A review that nobody answers: for how many days, and after how many it is told."""

    review: CharterReview
    days: int


def review_plans(now: datetime) -> Iterator[ReminderPlan]:
    """Yield every reminder of a charter's review that should exist now; one query.

    Two for each review at most, to whoever signed the charter and is sponsor still.
    """
    last_day = timezone.localdate(now) + timedelta(days=DAYS_BEFORE) + HORIZON
    for review in _unanswered().filter(due_on__lte=last_day):
        charter, sponsor = review.charter, review.charter.signed_by
        if sponsor is None:
            continue
        zone = sponsor.time_zone
        for step in wanted_steps(steps_of(review.due_on, _silence_days(review), zone), now):
            yield ReminderPlan(
                recipient=sponsor,
                about=about_key(review),
                occurrence=step.name,
                due_at=at_a_decent_hour(step.due_at, now, zone),
                stale_after=step.stale_after,
                organisation=charter.programme.organisation,
                programme_id=charter.programme_id,
                context=review_facts(review),
            )


def silent_reviews(now: datetime) -> list[CharterReview]:
    """Return the reviews whose silence has lasted long enough and was told to nobody; one query."""
    return [
        review
        for review in _unanswered().filter(alerted_at__isnull=True, due_on__lt=_tomorrow(now))
        if review.silent_days(local_day(review, now)) >= _silence_days(review)
    ]


def silence_of(reviews: CharterReviewQuerySet, now: datetime) -> Silence | None:
    """Return the silence among some reviews that should be told, if there is one; one query."""
    for review in _sponsored(reviews.unanswered()):
        days = review.silent_days(local_day(review, now))
        if days >= _silence_days(review):
            return Silence(review, days)
    return None


def local_day(review: CharterReview, now: datetime) -> date:
    """Return which day it is where the organisation is."""
    return timezone.localdate(now, review.charter.programme.organisation.time_zone)


def _unanswered() -> CharterReviewQuerySet:
    """Return the reviews that somebody is expected to answer."""
    return _sponsored(CharterReview.objects.unanswered())


def _sponsored(reviews: CharterReviewQuerySet) -> CharterReviewQuerySet:
    """Return those whose signer is sponsor and here still, with the silence that is borne."""
    sponsor = Sponsorship.objects.reachable().filter(
        programme=OuterRef("charter__programme"), person=OuterRef("charter__signed_by")
    )
    return (
        reviews.filter(Exists(sponsor))
        .annotate(
            silence_days=Coalesce(F("charter__programme__policy__silence_days"), USUAL_SILENCE)
        )
        .select_related("charter__programme__organisation", "charter__signed_by")
        .order_by("due_on", "pk")
    )


def _silence_days(review: CharterReview) -> int:
    """Return after how many days silence is told."""
    days: int = review.silence_days  # type: ignore[attr-defined]  # added by _sponsored
    return days


def _tomorrow(now: datetime) -> date:
    """Return a day that no zone has left behind."""
    return timezone.localdate(now) + timedelta(days=2)
