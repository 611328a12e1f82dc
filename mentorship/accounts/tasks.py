"""Entry points for workers: safe to run twice, and at once."""

import structlog
from celery import shared_task
from django.utils import timezone

from mentorship.accounts.privacy.erasing import ledger
from mentorship.accounts.privacy.keeping.nights import keep_no_longer

# A night's work ends well before Celery would end it; the next night goes on.
SECONDS = 240.0

log = structlog.get_logger(__name__)


@shared_task(ignore_result=True, acks_late=True)
def follow_keeping_rules() -> None:
    """Let go of what has been kept for long enough, by the rules that were released."""
    if rows := keep_no_longer(timezone.localdate(), seconds=SECONDS):
        log.info("kept_no_longer", rows=rows)


@shared_task(ignore_result=True, acks_late=True)
def complete_list_of_erasures() -> None:
    """Write down erasures whose line was lost with the process that erased."""
    if missing := ledger.write_missing():
        log.warning("erasures_written_late", erasures=missing)
