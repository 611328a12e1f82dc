"""Entry points for workers: safe to run twice."""

import structlog
from celery import shared_task

from mentorship.audit.actions import record
from mentorship.audit.models import Seal
from mentorship.audit.sealing import seal_what_is_final
from mentorship.audit.verifying import verify

log = structlog.get_logger(__name__)


@shared_task(ignore_result=True, acks_late=True)
def seal_record() -> None:
    """Seal what was written since the last time."""
    seals = seal_what_is_final()
    if seals:
        log.info("record_sealed", events=sum(seal.count for seal in seals), through=str(seals[-1]))


@shared_task(ignore_result=True, acks_late=True)
def tell_head() -> None:
    """Write the head hash to the log, so that a copy of it lies where the database does not."""
    head = Seal.objects.last()
    if head:
        log.info("record_head", number=head.number, head=bytes(head.hash).hex())


@shared_task(ignore_result=True, acks_late=True)
def verify_record() -> None:
    """Go through the whole chain and write down what was found; the log cries out if need be."""
    head = Seal.objects.last()
    if head is None:
        return
    verdict = verify()
    if verdict.finding is None:
        record("record.verified", head, by=None, changes={"events": verdict.events})
        return
    found = verdict.finding
    log.error("record_altered", seal=found.seal, event=found.event, found=found.sentence)
    changes = {"seal": found.seal, "event": found.event}
    record("record.found_altered", head, by=None, changes=changes)
