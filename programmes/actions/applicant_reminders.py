"""Reminding applicants, and those who are asked whether what they wrote still holds."""

from django.utils import timezone

from mentorship.notifications.reminders import Reconciled, reconcile
from programmes.applying.reminders import unfinished_plans, validation_plans
from programmes.emails.applications import APPLICATION_UNFINISHED, VALIDATION_REMINDER


def keep_reminding() -> tuple[Reconciled, Reconciled]:
    """Make the outbox's reminders what they should be now; safe to run twice."""
    now = timezone.now()
    return (
        reconcile(APPLICATION_UNFINISHED, unfinished_plans(now)),
        reconcile(VALIDATION_REMINDER, validation_plans(now)),
    )
