"""Entry points for workers: ids only, safe to run twice."""

from dataclasses import asdict

import structlog
from celery import shared_task

from training.actions.enrolment_rules import apply_rules
from training.actions.reminders import keep_reminding

log = structlog.get_logger(__name__)


@shared_task(ignore_result=True, acks_late=True)
def reconcile_refresher_reminders() -> None:
    """Bring every standing up to date, and reminders of refreshers in line with what is true."""
    done = keep_reminding()
    log.info("refresher_reminders_reconciled", **asdict(done))


@shared_task(ignore_result=True, acks_late=True)
def apply_enrolment_rules() -> None:
    """Give places at sessions to come to whom their rules newly fit."""
    log.info("enrolment_rules_applied", places=apply_rules())
