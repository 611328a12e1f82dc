"""Entry points for workers: safe to run twice."""

from dataclasses import asdict

import structlog
from celery import shared_task
from django.utils import timezone

from matching.actions.closing import close_finished
from matching.actions.rests import resume_rested
from matching.ending.reminders import keep_inviting

log = structlog.get_logger(__name__)


@shared_task(ignore_result=True, acks_late=True)
def tend_endings() -> None:
    """Let go on what has rested, close what is finished, and invite people to look back."""
    if resumed := resume_rested(timezone.localdate()):
        log.info("rests_over", matches=resumed)
    if closed := close_finished():
        log.info("matches_closed", matches=closed)
    log.info("closings_reconciled", **asdict(keep_inviting()))
