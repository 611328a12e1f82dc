"""Entry points for workers: safe to run twice."""

from dataclasses import asdict

import structlog
from celery import shared_task
from django.utils import timezone

from matching.actions.concerns import escalate_late
from matching.concerns.emails import CONCERN_DUE
from matching.concerns.reminders import concern_plans
from mentorship.notifications.reminders import reconcile

log = structlog.get_logger(__name__)


@shared_task(ignore_result=True, acks_late=True)
def tend_concerns() -> None:
    """Tell the next person of what is late, and keep reminders in line with what is true."""
    now = timezone.now()
    if escalated := escalate_late(now):
        log.info("concerns_escalated", concerns=escalated)
    log.info("concern_reminders_reconciled", **asdict(reconcile(CONCERN_DUE, concern_plans(now))))
