"""Entry points for workers about messages: safe to run twice."""

import structlog
from celery import shared_task

from matching.actions.messages import tend_notices as tend

log = structlog.get_logger(__name__)


@shared_task(ignore_result=True, acks_late=True)
def tend_notices() -> None:
    """Drop the notes about messages that are read, or whose match came to nothing."""
    if dropped := tend():
        log.info("message_notices_dropped", dropped=dropped)
