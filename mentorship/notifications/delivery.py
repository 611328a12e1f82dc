"""Handing messages to the mail server: claim, transmit, settle.

Each step is committed before the next begins, under a token that only this claim knows. Whoever
loses the token has lost the message and stops. `transmitting` is committed just before the line
that makes the server keep the mail, so that only a sender that dies between that commit and the
commit of the server's answer leaves anything unknown.
"""

import time
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from mentorship.notifications.actions.addresses import note_acceptance, note_refusal
from mentorship.notifications.backoff import (
    LONGEST_WAIT_PUT_OFF,
    LONGEST_WAIT_UNREACHABLE,
    MOST_TIMES_PUT_OFF,
    wait_before_next_try,
)
from mentorship.notifications.enums import (
    AttemptOutcome,
    CancelReason,
    MessageState,
    SendPolicy,
)
from mentorship.notifications.kinds import MessageKind, names
from mentorship.notifications.mime import build_mail
from mentorship.notifications.models import (
    AddressHealth,
    Attempt,
    Message,
    OutboxSwitch,
    Preference,
)
from mentorship.notifications.models.message import MessageQuerySet
from mentorship.notifications.smtp import (
    Conversation,
    Mail,
    PutOffError,
    RefusedError,
    SmtpError,
    UncertainError,
    UnreachableError,
)
from mentorship.notifications.turns import is_overtaken, when_in_turn

# The part of a lease that everything before the last line may take.
SHARE_OF_LEASE = 0.75

# An answer of the mail server is worth waiting for a database that restarts.
PAUSES_BEFORE_SETTLING_AGAIN = (0.2, 1.0, 3.0)

PAUSED_ADDRESS = "This address refused five mails in a row, so nothing is sent to it for now."

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Claim:
    """A message that this process, and no other, may hand over until its lease ends."""

    message: Message
    kind: MessageKind
    token: uuid.UUID

    def rows(self) -> MessageQuerySet:
        """Return the message, if it is still ours."""
        return Message.objects.filter(pk=self.message.pk, claim_token=self.token)


def deliver(message_id: uuid.UUID) -> bool:
    """Deliver one message if it is due and nobody else has it; tell whether there was one."""
    return _deliver_first(Message.objects.filter(pk=message_id))


def deliver_next() -> bool:
    """Deliver the message that has been due longest; tell whether there was one."""
    return _deliver_first(Message.objects.all())


def _deliver_first(messages: MessageQuerySet) -> bool:
    """Claim the first of these that is due, or settle it without a mail, and hand it over."""
    with transaction.atomic(durable=True):
        now = timezone.now()
        message = _due(messages, now).select_for_update(skip_locked=True, of=("self",)).first()
        if message is None:
            return False
        claim = None if _settle_without_mail(message, now) else _claim(message, now)
    if claim is not None:
        _hand_over(claim)
    return True


def _due(messages: MessageQuerySet, now: datetime) -> MessageQuerySet:
    """Return what may leave now: while the outbox is paused, sign-in codes only."""
    due = messages.due(now).select_related("recipient", "organisation")
    if OutboxSwitch.objects.filter(is_paused=True).exists():
        return due.filter(kind__in=names(is_secret=True))
    return due


def _settle_without_mail(message: Message, now: datetime) -> bool:
    """Refresh the address; cancel, fail or keep what must not leave now; tell whether it was so."""
    kind = message.kind_or_none
    if message.recipient is not None:
        message.to_address = message.recipient.email or ""
    if kind is None:
        return _fail_unsent(message, f"No app sends messages of the kind {message.kind} any more.")
    if not message.to_address:
        return _cancel(message, CancelReason.NO_ADDRESS, now)
    if message.recipient and not Preference.objects.wants(message.recipient, kind.category):
        return _cancel(message, CancelReason.NOT_WANTED, now)
    # Somebody waits at the sign-in page for a code: that mail is also how an address recovers.
    address = message.to_address.lower()
    if not kind.is_secret and AddressHealth.objects.paused().filter(pk=address).exists():
        return _fail_unsent(message, PAUSED_ADDRESS)
    if is_overtaken(message, kind):
        return _cancel(message, CancelReason.STALE, now)
    chance = when_in_turn(message, kind, now)
    return chance is not None and _keep_until(message, chance)


def _cancel(message: Message, reason: CancelReason, now: datetime) -> bool:
    """Cancel a locked message."""
    Message.objects.filter(pk=message.pk).move_to(
        MessageState.CANCELLED, cancel_reason=reason, cancelled_at=now, **_erasure(message, now)
    )
    return True


def _keep_until(message: Message, chance: datetime) -> bool:
    """Keep a locked message until its turn comes; `due_at` stays what it promised."""
    Message.objects.filter(pk=message.pk).update(next_try_at=chance)
    return True


def _fail_unsent(message: Message, reason: str) -> bool:
    """Fail a locked message that no server was asked about."""
    Message.objects.filter(pk=message.pk).move_to(MessageState.FAILED, last_error=reason)
    return True


def _claim(message: Message, now: datetime) -> Claim:
    """Take a locked message, with a token and a lease, and note that an attempt began."""
    kind = message.kind_or_none
    if kind is None:
        raise AssertionError  # settled before
    token = uuid.uuid4()
    message.attempts += 1
    Message.objects.filter(pk=message.pk).move_to(
        MessageState.CLAIMED,
        claim_token=token,
        lease_until=now + _lease(),
        attempts=message.attempts,
        to_address=message.to_address,
    )
    Attempt.objects.create(
        message=message, number=message.attempts, mail_id=message.mail_id, started_at=now
    )
    return Claim(message, kind, token)


def _hand_over(claim: Claim) -> None:
    """Build the mail, transmit it, and settle what became of it."""
    try:
        mail = build_mail(claim.message, claim.kind)
    except Exception as error:
        # Whatever is wrong with it will be wrong next time too: show it rather than try for ever.
        log.exception("mail_cannot_be_built", message_id=str(claim.message.pk))
        _fail(claim, AttemptOutcome.BROKEN, f"{type(error).__name__}: {error}")
        return
    try:
        _transmit(claim, mail)
    except UnreachableError as error:
        _put_off(claim, AttemptOutcome.UNREACHABLE, error, longest=LONGEST_WAIT_UNREACHABLE)
    except PutOffError as error:
        _put_off(claim, AttemptOutcome.PUT_OFF, error, longest=LONGEST_WAIT_PUT_OFF)
    except RefusedError as error:
        if error.is_about_recipient:
            note_refusal(mail.recipient, error.reply)
        _fail(claim, AttemptOutcome.REFUSED, error.reply)
    except UncertainError as error:
        _leave_unknown(claim, error)


def _transmit(claim: Claim, mail: Mail) -> None:
    """Talk to the mail server; stop without a trace when the message is no longer ours."""
    with Conversation(seconds=settings.OUTBOX_LEASE_SECONDS * SHARE_OF_LEASE) as conversation:
        conversation.offer(mail)
        is_ours = claim.rows().move_to(
            MessageState.TRANSMITTING, lease_until=timezone.now() + _lease()
        )
        if not is_ours:
            log.warning("claim_lost", message_id=str(claim.message.pk))
            return
        reply = conversation.finish()
        _settle_sent(claim, mail, reply)


def _settle_sent(claim: Claim, mail: Mail, reply: str) -> None:
    """Commit that the server has the mail, even if the database needs a moment."""
    for pause in PAUSES_BEFORE_SETTLING_AGAIN:
        try:
            _commit_sent(claim, mail, reply)
        except (OperationalError, InterfaceError):
            log.warning("settling_again", message_id=str(claim.message.pk))
            time.sleep(pause)
            connection.close()
        else:
            return
    _commit_sent(claim, mail, reply)


def _commit_sent(claim: Claim, mail: Mail, reply: str) -> None:
    """Write down that the message is sent, and erase it where it is secret."""
    now = timezone.now()
    with transaction.atomic(durable=True):
        claim.rows().move_to(
            MessageState.SENT,
            sent_at=now,
            last_error="",
            **_freedom(),
            **_erasure(claim.message, now),
        )
        _end_attempt(claim, AttemptOutcome.ACCEPTED, reply, now)
        note_acceptance(mail.recipient)


def _put_off(
    claim: Claim, outcome: AttemptOutcome, error: SmtpError, *, longest: timedelta
) -> None:
    """Queue the message for later; a server that says "later" for three days means no."""
    now = timezone.now()
    earlier = Attempt.objects.filter(
        message=claim.message, mail_id=claim.message.mail_id, outcome=outcome
    ).count()
    if outcome == AttemptOutcome.PUT_OFF and earlier + 1 >= MOST_TIMES_PUT_OFF:
        _fail(claim, outcome, error.reply)
        return
    with transaction.atomic(durable=True):
        claim.rows().move_to(
            MessageState.QUEUED,
            next_try_at=now + wait_before_next_try(earlier + 1, longest=longest),
            last_error=error.reply,
            **_freedom(),
        )
        _end_attempt(claim, outcome, error.reply, now)


def _fail(claim: Claim, outcome: AttemptOutcome, reply: str) -> None:
    """Settle that the message will not arrive, for a person to see."""
    now = timezone.now()
    with transaction.atomic(durable=True):
        claim.rows().move_to(
            MessageState.FAILED, last_error=reply, **_freedom(), **_erasure(claim.message, now)
        )
        _end_attempt(claim, outcome, reply, now)


def _leave_unknown(claim: Claim, error: UncertainError) -> None:
    """Settle that nobody can know: show it, or send it again where that does no harm."""
    now = timezone.now()
    with transaction.atomic(durable=True):
        move_to_unknown(claim.rows(), claim.kind, now, error.reply)
        _end_attempt(claim, AttemptOutcome.UNKNOWN, error.reply, now)


def move_to_unknown(
    rows: MessageQuerySet, kind: MessageKind | None, now: datetime, reply: str
) -> None:
    """Move a message that may have arrived as its kind's policy says."""
    if kind is not None and kind.policy == SendPolicy.RESEND:
        rows.move_to(MessageState.QUEUED, next_try_at=now, last_error=reply, **_freedom())
        return
    # The token stays: should its sender still hear "accepted", it may settle this.
    rows.move_to(MessageState.UNKNOWN, lease_until=None, last_error=reply)


def _end_attempt(claim: Claim, outcome: AttemptOutcome, reply: str, now: datetime) -> None:
    """Note how this attempt ended, also when a sweeper had given it up."""
    Attempt.objects.filter(message=claim.message, number=claim.message.attempts).update(
        outcome=outcome, reply=reply, ended_at=now
    )


def _erasure(message: Message, now: datetime) -> dict[str, Any]:
    """Return what takes away the contents of a secret message that is done with."""
    kind = message.kind_or_none
    return {"text": "", "html": "", "erased_at": now} if kind and kind.is_secret else {}


def _freedom() -> dict[str, Any]:
    """Return what takes a message out of its sender's hands."""
    return {"claim_token": None, "lease_until": None}


def _lease() -> timedelta:
    """Return for how long a claim counts."""
    return timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)
