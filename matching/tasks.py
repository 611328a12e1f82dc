"""Entry points for workers: ids only, safe to run twice."""

import uuid
from dataclasses import asdict

import structlog
from celery import shared_task
from django.utils import timezone

from matching.actions.answers import expire_due, keep_reminding
from matching.actions.delivering import deliver, send_due
from matching.actions.drafts import solve_draft, tend_drafts

log = structlog.get_logger(__name__)


@shared_task(ignore_result=True, acks_late=True)
def work_out_draft(draft_id: str) -> None:
    """Work a draft out."""
    solve_draft(uuid.UUID(draft_id))


@shared_task(ignore_result=True, acks_late=True)
def tend_all_drafts() -> None:
    """Take up drafts whose worker was lost."""
    if taken_up := tend_drafts():
        log.info("lost_drafts_taken_up", drafts=taken_up)


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


def ring_for_draft(draft_id: uuid.UUID) -> None:
    """Ask a worker for a draft; when the broker is away, the next look finds it."""
    try:
        work_out_draft.apply_async(args=(str(draft_id),), retry=False, ignore_result=True)
    except Exception as error:  # noqa: BLE001  (whatever ails the broker, the draft is stored)
        log.warning("draft_bell_unheard", draft_id=str(draft_id), error=type(error).__name__)


def ring_for_sending(sending_id: uuid.UUID) -> None:
    """Ask a worker to finish a sending; when the broker is away, the next minute finds it."""
    try:
        deliver_sending.apply_async(args=(str(sending_id),), retry=False, ignore_result=True)
    except Exception as error:  # noqa: BLE001  (whatever ails the broker, the sending is stored)
        log.warning("sending_bell_unheard", sending_id=str(sending_id), error=type(error).__name__)
