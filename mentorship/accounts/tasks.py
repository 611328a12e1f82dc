"""Entry points for workers: safe to run twice, and at once."""

import uuid

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


@shared_task(ignore_result=True, acks_late=True)
def make_copy(copy_id: str) -> None:
    """Make the copy of what is kept of somebody."""
    from mentorship.accounts.actions import copies  # noqa: PLC0415  (it rings for this task)

    copies.make_copy(uuid.UUID(copy_id))


@shared_task(ignore_result=True, acks_late=True)
def tend_copies() -> None:
    """Make copies whose worker was lost, and delete those that have been there long enough."""
    from mentorship.accounts.actions import copies  # noqa: PLC0415  (it rings for this task)

    made, gone = copies.tend_copies()
    if made or gone:
        log.info("copies_tended", made=made, gone=gone)


def ring_for_copy(copy_id: uuid.UUID) -> None:
    """Ask a worker to make a copy; when the broker is away, the next look finds it."""
    try:
        make_copy.apply_async(args=(str(copy_id),), retry=False, ignore_result=True)
    except Exception as error:  # noqa: BLE001  (whatever ails the broker, the copy is asked for)
        log.warning("copy_bell_unheard", copy_id=str(copy_id), error=type(error).__name__)
