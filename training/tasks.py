"""Entry points for workers: ids only, safe to run twice."""

from dataclasses import asdict

import structlog
from celery import shared_task

from training.actions.community_keeping import keep_all_members
from training.actions.reminders import keep_reminding

log = structlog.get_logger(__name__)


@shared_task(ignore_result=True, acks_late=True)
def reconcile_refresher_reminders() -> None:
    """Bring every standing up to date, and reminders of refreshers in line with what is true."""
    done = keep_reminding()
    log.info("refresher_reminders_reconciled", **asdict(done))


@shared_task(ignore_result=True, acks_late=True)
def keep_community_members() -> None:
    """Bring who belongs to which community by role in line with who takes part."""
    kept = keep_all_members()
    log.info("community_members_kept", **asdict(kept))
