"""Nudging about reviews."""

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from programmes.models import Review


class ReviewClosedError(Exception):
    """There is nothing left to review."""


class NudgedAlreadyError(Exception):
    """The reviewer was nudged today."""


@transaction.atomic
def nudge_review(review: Review, *, by: Person) -> None:
    """Remind whoever the review waits for."""
    review.nudged_at = timezone.now()
    review.save(update_fields=["nudged_at"])
