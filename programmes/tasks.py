"""Entry points for workers: ids only, safe to run twice."""

from dataclasses import asdict

import structlog
from celery import shared_task

from programmes.actions.charter_reviews import keep_reviewing
from programmes.actions.readings import keep_readings

log = structlog.get_logger(__name__)


@shared_task(ignore_result=True, acks_late=True)
def keep_indicator_readings() -> None:
    """Keep what counted indicators say, once a week."""
    if kept := keep_readings():
        log.info("indicator_readings_kept", kept=kept)


@shared_task(ignore_result=True, acks_late=True)
def review_charters() -> None:
    """Keep reminders of charters' reviews in line with what is true, and tell of silence."""
    done = keep_reviewing()
    log.info("charter_reviews_reconciled", **asdict(done))
