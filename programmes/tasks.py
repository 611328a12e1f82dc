"""Entry points for workers: ids only, safe to run twice."""

import structlog
from celery import shared_task

from programmes.actions.readings import keep_readings

log = structlog.get_logger(__name__)


@shared_task(ignore_result=True, acks_late=True)
def keep_indicator_readings() -> None:
    """Keep what counted indicators say, once a week."""
    if kept := keep_readings():
        log.info("indicator_readings_kept", kept=kept)
