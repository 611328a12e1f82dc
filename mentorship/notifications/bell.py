"""The doorbell: tells a worker that a message is ready, and never gets in anybody's way.

The database is the truth and the broker only rings. When the broker is away, ringing stops for a
few seconds, so that a request that posts two hundred messages waits once and not two hundred times;
the sweep finds the messages within a minute.
"""

import time
import uuid

import structlog

from mentorship.notifications.tasks import deliver_message

QUIET_SECONDS = 10.0

# Redis serves the smallest number first, so a sign-in code overtakes a campaign.
URGENT = 0
ORDINARY = 6

log = structlog.get_logger(__name__)


class Bell:
    """Rings for a worker, and keeps quiet for a while after nobody answered."""

    def __init__(self) -> None:
        """Start ready to ring."""
        self._quiet_until = 0.0

    def ring(self, message_id: uuid.UUID, *, is_urgent: bool = False) -> None:
        """Ask a worker to deliver the message now; never raises, and waits once at most."""
        if time.monotonic() < self._quiet_until:
            return
        try:
            deliver_message.apply_async(
                args=(str(message_id),),
                priority=URGENT if is_urgent else ORDINARY,
                retry=False,
                ignore_result=True,
            )
        except Exception as error:  # noqa: BLE001  (whatever ails the broker, the message is stored)
            self._quiet_until = time.monotonic() + QUIET_SECONDS
            log.warning("bell_unheard", message_id=str(message_id), error=type(error).__name__)


_bell = Bell()


def ring(message_id: uuid.UUID, *, is_urgent: bool = False) -> None:
    """Ring this process's bell."""
    _bell.ring(message_id, is_urgent=is_urgent)
