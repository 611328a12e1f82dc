"""Entry points for workers: safe to run twice."""

from dataclasses import asdict

import structlog
from celery import shared_task

from matching.actions.requests import expire_requests, remind_of_requests
from matching.actions.wish_reminders import remind_of_wishes

log = structlog.get_logger(__name__)


@shared_task(ignore_result=True, acks_late=True)
def tend_requests() -> None:
    """End requests whose time is over, and keep their reminders in line with what is true."""
    ended = expire_requests()
    log.info("match_requests_tended", ended=ended, **asdict(remind_of_requests()))


@shared_task(ignore_result=True, acks_late=True)
def remind_wishers() -> None:
    """Keep reminders of wishes not handed in in line with what is true."""
    log.info("wish_reminders_reconciled", **asdict(remind_of_wishes()))
