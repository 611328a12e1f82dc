"""The sweep: drops what came too late, frees what is stuck, sends what is due.

Any number of sweeps may run at once: each row is taken under a lock that the others step over.
"""

import time
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from mentorship.notifications.backoff import (
    FREE_ABANDONMENTS,
    LONGEST_WAIT_UNREACHABLE,
    MOST_TIMES_ABANDONED,
    wait_before_next_try,
)
from mentorship.notifications.delivery import deliver_next, move_to_unknown
from mentorship.notifications.enums import AttemptOutcome, CancelReason, MessageState
from mentorship.notifications.kinds import names
from mentorship.notifications.models import Attempt, Message

STOPPED_BEFORE = "The sender stopped before the mail left."
STOPPED_AFTER = "The sender stopped while the mail was leaving."


@dataclass(frozen=True, slots=True)
class Swept:
    """What one sweep did."""

    dropped: int
    freed: int
    delivered: int


def sweep(*, seconds: float) -> Swept:
    """Drop, free and send for so many seconds at most; what is left, the next sweep finds."""
    end = time.monotonic() + seconds
    dropped = drop_stale()
    freed = delivered = 0
    while time.monotonic() < end and free_next():
        freed += 1
    while time.monotonic() < end and deliver_next():
        delivered += 1
    return Swept(dropped, freed, delivered)


def drop_stale() -> int:
    """Cancel what is too late to be of use; return how many."""
    now = timezone.now()
    stale = Message.objects.stale(now)
    cancelled = {"cancel_reason": CancelReason.STALE, "cancelled_at": now}
    secrets = stale.filter(kind__in=names(is_secret=True)).move_to(
        MessageState.CANCELLED, text="", html="", erased_at=now, **cancelled
    )
    return secrets + stale.move_to(MessageState.CANCELLED, **cancelled)


def free_next() -> bool:
    """Free the message that has been stuck longest; tell whether there was one."""
    with transaction.atomic(durable=True):
        stuck = Message.objects.stuck(timezone.now())
        message = stuck.select_for_update(skip_locked=True, of=("self",)).first()
        if message is None:
            return False
        if message.state == MessageState.CLAIMED:
            _free_unsent(message)
        else:
            _free_unknown(message)
        return True


def _free_unsent(message: Message) -> None:
    """Queue a message whose sender died before the mail left, unless it keeps killing them."""
    now = timezone.now()
    _end_attempt(message, AttemptOutcome.ABANDONED, STOPPED_BEFORE)
    abandoned = Attempt.objects.filter(
        message=message, mail_id=message.mail_id, outcome=AttemptOutcome.ABANDONED
    ).count()
    row = Message.objects.filter(pk=message.pk)
    free = {"claim_token": None, "lease_until": None, "last_error": STOPPED_BEFORE}
    if abandoned >= MOST_TIMES_ABANDONED:
        row.move_to(MessageState.FAILED, **free)
        return
    if abandoned > FREE_ABANDONMENTS:
        tries = abandoned - FREE_ABANDONMENTS
        now += wait_before_next_try(tries, longest=LONGEST_WAIT_UNREACHABLE)
    row.move_to(MessageState.QUEUED, next_try_at=now, **free)


def _free_unknown(message: Message) -> None:
    """Say of a message whose sender died while it left that it may have arrived."""
    _end_attempt(message, AttemptOutcome.UNKNOWN, STOPPED_AFTER)
    row = Message.objects.filter(pk=message.pk)
    move_to_unknown(row, message.kind_or_none, timezone.now(), STOPPED_AFTER)


def _end_attempt(message: Message, outcome: AttemptOutcome, reply: str) -> None:
    """Close the attempt that its sender left open."""
    Attempt.objects.filter(
        message=message, number=message.attempts, outcome=AttemptOutcome.UNDERWAY
    ).update(outcome=outcome, reply=reply, ended_at=timezone.now())
