"""Entry points for workers: ids only, safe to run twice."""

import uuid

import structlog
from celery import shared_task
from django.conf import settings

from mentorship.notifications import delivery, sweeping
from mentorship.notifications.farewells import forget_farewells
from mentorship.notifications.heartbeat import note_sweep

# A sweep ends before the next begins, and well before Celery would end it.
SHARE_OF_PERIOD = 0.8
LONGEST_SWEEP_SECONDS = 120.0

log = structlog.get_logger(__name__)


@shared_task(ignore_result=True, acks_late=True)
def deliver_message(message_id: str) -> None:
    """Deliver one message, if it is due and nobody else has it."""
    delivery.deliver(uuid.UUID(message_id))


@shared_task(ignore_result=True, acks_late=True)
def sweep_outbox() -> None:
    """Send what is due and free what is stuck."""
    seconds = min(settings.SWEEP_SECONDS * SHARE_OF_PERIOD, LONGEST_SWEEP_SECONDS)
    swept = sweeping.sweep(seconds=seconds)
    note_sweep()
    if swept != sweeping.Swept(0, 0, 0):
        log.info(
            "outbox_swept", dropped=swept.dropped, freed=swept.freed, delivered=swept.delivered
        )


@shared_task(ignore_result=True, acks_late=True)
def forget_last_addresses() -> None:
    """Forget the addresses to which word of an erasure has gone."""
    if forgotten := forget_farewells():
        log.info("last_addresses_forgotten", messages=forgotten)
