"""Entry points for workers: ids only, safe to run twice."""

import uuid
from dataclasses import asdict

import structlog
from celery import shared_task
from django.utils import timezone

from matching.actions.answers import expire_due, keep_reminding
from matching.actions.delivering import deliver, send_due

log = structlog.get_logger(__name__)


@shared_task(ignore_result=True, acks_late=True)
def deliver_sending(sending_id: str) -> None:
    """Ask everybody of a sending who was not asked yet."""
    deliver(uuid.UUID(sending_id))


@shared_task(ignore_result=True, acks_late=True)
def tend_proposals() -> None:
    """Send what is due, finish what was begun, and end proposals whose time is over."""
    now = timezone.now()
    if sendings := send_due(now):
        log.info("sendings_tended", sendings=sendings)
    if expired := expire_due(now):
        log.info("proposals_expired", expired=expired)


@shared_task(ignore_result=True, acks_late=True)
def remind_of_proposals() -> None:
    """Keep reminders of proposals in line with what is true."""
    log.info("proposals_reconciled", **asdict(keep_reminding()))
