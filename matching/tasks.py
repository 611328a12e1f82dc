"""Entry points for workers: ids only, safe to run twice."""

import uuid

import structlog
from celery import shared_task

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


def ring_for_draft(draft_id: uuid.UUID) -> None:
    """Ask a worker for a draft; when the broker is away, the next look finds it."""
    try:
        work_out_draft.apply_async(args=(str(draft_id),), retry=False, ignore_result=True)
    except Exception as error:  # noqa: BLE001  (whatever ails the broker, the draft is stored)
        log.warning("draft_bell_unheard", draft_id=str(draft_id), error=type(error).__name__)
