"""What a person may do to a message, and to the outbox as a whole."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import Transitions, advance
from mentorship.notifications.actions.posting import mail_id_for
from mentorship.notifications.bell import ring
from mentorship.notifications.enums import (
    MESSAGE_TRANSITIONS,
    REPEATABLE,
    CancelReason,
    MessageState,
)
from mentorship.notifications.models import Message, OutboxSwitch
from mentorship.notifications.models.message import MessageQuerySet
from mentorship.notifications.models.switch import THE_ONE

# States may be reached from several sides; each act may come from one of them only.
FROM_REPEATABLE: Transitions = {MessageState.QUEUED: REPEATABLE}
FROM_AWAITING_APPROVAL: Transitions = {
    MessageState.QUEUED: frozenset({MessageState.AWAITING_APPROVAL})
}
FROM_QUEUED: Transitions = {MessageState.AWAITING_APPROVAL: frozenset({MessageState.QUEUED})}


class NothingToSendError(Exception):
    """What the message said was erased, so it cannot be sent again."""


@transaction.atomic
def send_again(message: Message, *, by: Person) -> None:
    """Queue a refused or perhaps lost message once more, as a new mail with its own Message-ID.

    The earlier attempts stay listed. Recorded. Raises NothingToSendError when its text was erased,
    IllegalTransitionError when it is in no state to be sent again.
    """
    if message.erased_at is not None:
        raise NothingToSendError
    before = message.state
    now = timezone.now()
    message.sending += 1
    advance(
        message,
        MessageState.QUEUED,
        FROM_REPEATABLE,
        sending=message.sending,
        mail_id=mail_id_for(message),
        claim_token=None,
        next_try_at=now,
        stale_after=None,
        last_error="",
    )
    record(
        "message.sent_again",
        message,
        by=by,
        changes={"from": before, "sending": message.sending},
    )
    transaction.on_commit(partial(ring, message.pk), robust=True)


@transaction.atomic
def approve_message(message: Message, *, by: Person) -> None:
    """Let a message that waits for approval leave when it is due; recorded."""
    advance(
        message,
        MessageState.QUEUED,
        FROM_AWAITING_APPROVAL,
        approved_at=timezone.now(),
        approved_by=by,
    )
    record("message.approved", message, by=by)
    if message.next_try_at <= timezone.now():
        transaction.on_commit(partial(ring, message.pk), robust=True)


@transaction.atomic
def let_go(messages: MessageQuerySet, look: str, *, by: Person) -> int:
    """Let all of these leave that waited for a look of that name; return how many will.

    Those that lost their use while they waited are not among them: the sweep drops them.
    """
    now = timezone.now()
    waiting = messages.waiting_for(look).exclude(stale_after__lte=now)
    return waiting.move_to(MessageState.QUEUED, waits_for="", approved_at=now, approved_by=by)


@transaction.atomic
def keep_waiting(messages: MessageQuerySet, look: str) -> int:
    """Keep here what has not left, until somebody looks again; return how many wait now."""
    return messages.filter(state=MessageState.QUEUED).move_to(
        MessageState.AWAITING_APPROVAL, waits_for=look, approved_at=None, approved_by=None
    )


@transaction.atomic
def hold_message(message: Message, *, by: Person) -> None:
    """Keep a waiting message here until somebody approves it; recorded."""
    advance(
        message,
        MessageState.AWAITING_APPROVAL,
        FROM_QUEUED,
        approved_at=None,
        approved_by=None,
    )
    record("message.held", message, by=by)


@transaction.atomic
def cancel_message(message: Message, *, by: Person) -> None:
    """Make sure that a message that has not left never does; recorded."""
    advance(
        message,
        MessageState.CANCELLED,
        MESSAGE_TRANSITIONS,
        cancelled_at=timezone.now(),
        cancelled_by=by,
        cancel_reason=CancelReason.BY_PERSON,
    )
    record("message.cancelled", message, by=by)


@transaction.atomic
def pause_outbox(*, reason: str, by: Person | None) -> None:
    """Keep all mail but sign-in codes here until a person resumes; recorded.

    `by` is None when a restore does it.
    """
    switch = _set_switch(is_paused=True, reason=reason, by=by)
    record("outbox.paused", switch, by=by)


@transaction.atomic
def resume_outbox(*, by: Person | None) -> None:
    """Let mail leave again; `by` is None at the command line; recorded."""
    switch = _set_switch(is_paused=False, reason="", by=by)
    record("outbox.resumed", switch, by=by)


def _set_switch(*, is_paused: bool, reason: str, by: Person | None) -> OutboxSwitch:
    """Write the one row."""
    switch, _is_new = OutboxSwitch.objects.update_or_create(
        id=THE_ONE, defaults={"is_paused": is_paused, "reason": reason, "changed_by": by}
    )
    return switch
