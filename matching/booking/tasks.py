"""Entry points for workers: safe to run twice."""

from dataclasses import asdict

import structlog
from celery import shared_task

from matching.booking.reminders import remind_of_meetings

log = structlog.get_logger(__name__)


@shared_task(ignore_result=True, acks_late=True)
def remind_of_all_meetings() -> None:
    """Keep reminders of meetings in line with what is planned."""
    log.info("meeting_reminders_reconciled", **asdict(remind_of_meetings()))
