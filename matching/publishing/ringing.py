"""Telling a worker that a sending goes; the tick of the minute finds it where nobody hears."""

import structlog
from matching.tasks import deliver_sending

from matching.models import Sending

log = structlog.get_logger(__name__)


def ring_for(sending: Sending) -> None:
    """Ask a worker to finish a sending; never raises."""
    try:
        deliver_sending.apply_async(args=(str(sending.pk),), retry=False, ignore_result=True)
    except Exception as error:  # noqa: BLE001  (whatever ails the broker, the tick finds it)
        log.warning("sending_unheard", sending_id=str(sending.pk), error=type(error).__name__)
