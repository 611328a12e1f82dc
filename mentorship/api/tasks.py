"""Entry points for workers: ids only, safe to run twice."""

import uuid

from celery import shared_task

from mentorship.api import delivery

LONGEST_SWEEP_SECONDS = 45.0


@shared_task(ignore_result=True, acks_late=True)
def send_news(delivery_id: str) -> None:
    """Send one piece of news, if it is due and nobody else has it."""
    delivery.send(uuid.UUID(delivery_id))


@shared_task(ignore_result=True, acks_late=True)
def sweep_news() -> None:
    """Send what is due, and what a sender died over."""
    delivery.sweep(seconds=LONGEST_SWEEP_SECONDS)


@shared_task(ignore_result=True, acks_late=True)
def forget_old_news() -> None:
    """Delete what was settled long ago, and how tokens were used long ago."""
    delivery.forget_old()
