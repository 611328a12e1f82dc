"""Entry points for workers: ids only, safe to run twice."""

from dataclasses import asdict

import structlog
from celery import shared_task

from programmes.models import Programme
from training.actions.decay import refit_programme
from training.actions.reminders import keep_reminding

log = structlog.get_logger(__name__)


@shared_task(ignore_result=True, acks_late=True)
def reconcile_refresher_reminders() -> None:
    """Bring every standing up to date, and reminders of refreshers in line with what is true."""
    done = keep_reminding()
    log.info("refresher_reminders_reconciled", **asdict(done))


@shared_task(ignore_result=True, acks_late=True)
def refit_decay() -> None:
    """Fit every programme's half-lives to its people's ratings anew."""
    for programme in Programme.objects.order_by("pk"):
        refit_programme(programme)
