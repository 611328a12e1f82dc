"""Entry points for workers: ids only, safe to run twice."""

from dataclasses import asdict

import structlog
from celery import shared_task
from django.utils import timezone

from training.actions.missed import call_after_missing
from training.actions.reminders import keep_reminding

log = structlog.get_logger(__name__)


@shared_task(ignore_result=True, acks_late=True)
def reconcile_refresher_reminders() -> None:
    """Bring every standing up to date, and reminders of refreshers in line with what is true."""
    done = keep_reminding()
    call_after_missing(timezone.now())
    log.info("refresher_reminders_reconciled", **asdict(done))
