"""Entry points for workers: ids only, safe to run twice."""

import uuid
from dataclasses import asdict

import structlog
from celery import shared_task
from django.utils import timezone

from matching.agreeing.copies import send_copies, send_owed_copies
from matching.agreeing.emails import AGREEMENT_REMINDER
from matching.agreeing.reminders import agreement_plans
from mentorship.notifications.reminders import reconcile

log = structlog.get_logger(__name__)


@shared_task(ignore_result=True, acks_late=True)
def send_agreement_copies(agreement_id: str) -> None:
    """Send everybody their copy of an agreement that counts now."""
    send_copies(uuid.UUID(agreement_id))


@shared_task(ignore_result=True, acks_late=True)
def tend_agreements() -> None:
    """Keep reminders of signatures in line with what is true, and send copies that are owed."""
    now = timezone.now()
    log.info("agreements_reconciled", **asdict(reconcile(AGREEMENT_REMINDER, agreement_plans(now))))
    if copies := send_owed_copies(now):
        log.info("agreement_copies_made_up_for", copies=copies)


def ring_for_copies(agreement_id: uuid.UUID) -> None:
    """Ask a worker for copies; when the broker is away, the next look finds them."""
    try:
        send_agreement_copies.apply_async(
            args=(str(agreement_id),), retry=False, ignore_result=True
        )
    except Exception as error:  # noqa: BLE001  (whatever ails the broker, the agreement is stored)
        log.warning(
            "agreement_bell_unheard", agreement_id=str(agreement_id), error=type(error).__name__
        )
