"""The doorbell for news: a worker is told, and when nobody hears, the sweep finds it."""

import time
import uuid

import structlog

QUIET_SECONDS = 10.0
LATE = 8  # the broker serves the smallest number first: mail overtakes news

log = structlog.get_logger(__name__)


class Bell:
    """Rings for a worker, and keeps quiet for a while after nobody answered."""

    def __init__(self) -> None:
        """Start ready to ring."""
        self._quiet_until = 0.0

    def ring(self, delivery_id: uuid.UUID) -> None:
        """Ask a worker to send the news now; never raises, and waits once at most."""
        from mentorship.api.tasks import send_news  # noqa: PLC0415  (tasks import this app's rows)

        if time.monotonic() < self._quiet_until:
            return
        try:
            send_news.apply_async(args=(str(delivery_id),), priority=LATE, retry=False)
        except Exception as error:  # noqa: BLE001  (whatever ails the broker, the news is stored)
            self._quiet_until = time.monotonic() + QUIET_SECONDS
            log.warning("bell_unheard", delivery_id=str(delivery_id), error=type(error).__name__)


_bell = Bell()


def ring(delivery_id: uuid.UUID) -> None:
    """Ring this process's bell."""
    _bell.ring(delivery_id)
