"""Writing a message into the outbox, in the same transaction as what caused it."""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models, transaction
from django.utils import timezone

from mentorship.accounts.models import Organisation, Person
from mentorship.notifications.bell import ring
from mentorship.notifications.enums import PENDING, CancelReason, MessageState, Placement
from mentorship.notifications.kinds import MessageKind
from mentorship.notifications.links import UnsubscribeLink
from mentorship.notifications.models import Attachment, Message, Preference
from mentorship.notifications.rendering import Rendered, fingerprint, render


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file to send along."""

    filename: str
    content_type: str
    content: bytes
    placement: Placement = Placement.ATTACHED


@transaction.atomic
def post(  # noqa: PLR0913  (each names one fact of a message, and all but four may be left out)
    kind: MessageKind,
    *,
    recipient: Person | None = None,
    to_address: str = "",
    organisation: Organisation | None = None,
    programme_id: uuid.UUID | None = None,
    about: str | models.Model,
    occurrence: str,
    context: Mapping[str, Any] | None = None,
    due_at: datetime | None = None,
    stale_after: datetime | None = None,
    attachments: Sequence[Enclosure] = (),
    waits_for: str = "",
) -> Message:
    """Write a message into the outbox once, and return it or the one that was there before.

    It is named by its kind, its recipient, what it is about and the occurrence ("period 3, 30-day
    step", never a time). Only what is new is rendered, from `context`, which should hold plain
    values. It leaves at `due_at`, by default at once, never after `stale_after`, and not before
    somebody took the look that it `waits_for`.

    A person who switched the kind's category off, or who has no address, gets a row that is
    cancelled and says why, so that the outbox can answer "why did they not hear of it?". A person's
    address is looked up again when the message leaves; `to_address` is for those who are no person
    here. Nothing is dispatched before the caller commits. Raises ValueError without a reader.
    """
    key = {
        "kind": kind.name,
        "recipient_key": _recipient_key(recipient, to_address),
        "about": about if isinstance(about, str) else about_key(about),
        "occurrence": occurrence,
    }
    known = Message.objects.with_key(**key).first()
    if known is not None:
        return known
    draft = _draft(kind, key, recipient=recipient, organisation=organisation, context=context or {})
    draft.to_address = (recipient.email or "") if recipient else key["recipient_key"]
    draft.programme_id = programme_id
    draft.due_at = draft.next_try_at = due_at or timezone.now()
    draft.stale_after, draft.waits_for = stale_after, waits_for
    _decide_state(draft, kind)
    Message.objects.bulk_create([draft], ignore_conflicts=True)
    stored = Message.objects.with_key(**key).get()
    if stored.pk != draft.pk:
        return stored
    _enclose(stored, attachments)
    if stored.state == MessageState.QUEUED and stored.due_at <= timezone.now():
        transaction.on_commit(partial(ring, stored.pk, is_urgent=kind.is_secret), robust=True)
    return stored


def rewrite(
    message: Message,
    kind: MessageKind,
    *,
    context: Mapping[str, Any],
    due_at: datetime,
    stale_after: datetime | None,
    waits_for: str = "",
    is_revival: bool = False,
) -> int:
    """Give a message that nobody sends yet a new time and new words; return 1, or 0 when it left.

    Whether it waits for somebody's look changes only with `waits_for`: one that a person held, or
    let go, by itself stays so. With `is_revival`, a message cancelled because nobody needed it
    waits to leave again.
    """
    words = _words(
        kind,
        recipient=message.recipient,
        organisation=message.organisation,
        context=context,
    )
    news: dict[str, Any] = {
        "subject": words.subject,
        "text": words.text,
        "html": words.html,
        "fingerprint": fingerprint(context),
        "due_at": due_at,
        "next_try_at": due_at,
        "stale_after": stale_after,
    }
    if is_revival or message.waits_for != waits_for:
        news |= {"waits_for": waits_for, "state": _first_state(kind, waits_for)}
    row = Message.objects.filter(pk=message.pk)
    if not is_revival:
        return row.filter(state__in=PENDING).update(**news)
    return row.filter(
        state=MessageState.CANCELLED, cancel_reason=CancelReason.NO_LONGER_NEEDED
    ).update(cancel_reason="", cancelled_at=None, **news)


def about_key(row: models.Model) -> str:
    """Return how a message names the row it is about."""
    return f"{row._meta.label_lower}:{row.pk}"


def mail_id_for(message: Message) -> str:
    """Return the Message-ID: always the same for the same sending of the same message."""
    parts = (message.kind, message.recipient_key, message.about, message.occurrence)
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{digest}.{message.sending}@{domain}>"


def _recipient_key(recipient: Person | None, to_address: str) -> str:
    """Return the person's id, or the address in small letters."""
    if recipient is not None:
        return str(recipient.pk)
    address = to_address.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        message = "A message needs a person or an e-mail address to go to."
        raise ValueError(message) from error
    return address


def _draft(
    kind: MessageKind,
    key: Mapping[str, str],
    *,
    recipient: Person | None,
    organisation: Organisation | None,
    context: Mapping[str, Any],
) -> Message:
    """Return the message in words, not yet stored."""
    words = _words(kind, recipient=recipient, organisation=organisation, context=context)
    draft = Message(
        **key,
        recipient=recipient,
        organisation=organisation,
        subject=words.subject,
        text=words.text,
        html=words.html,
        fingerprint=fingerprint(context),
    )
    draft.mail_id = mail_id_for(draft)
    return draft


def _words(
    kind: MessageKind,
    *,
    recipient: Person | None,
    organisation: Organisation | None,
    context: Mapping[str, Any],
) -> Rendered:
    """Render the message, with the link that switches its category off."""
    link = UnsubscribeLink.of(recipient, kind.category) if recipient and kind.category else None
    return render(
        kind,
        recipient=recipient,
        organisation=organisation,
        context=context,
        unsubscribe_url=link.url if link else "",
    )


def _decide_state(draft: Message, kind: MessageKind) -> None:
    """Say whether it may leave, waits for a person, or never leaves."""
    reason = _obstacle(draft, kind)
    if reason is not None:
        draft.state = MessageState.CANCELLED
        draft.cancel_reason = reason
        draft.cancelled_at = timezone.now()
        return
    draft.state = _first_state(kind, draft.waits_for)


def _first_state(kind: MessageKind, waits_for: str) -> MessageState:
    """Return where a message begins that nothing keeps from leaving."""
    is_to_be_seen = kind.needs_approval or bool(waits_for)
    return MessageState.AWAITING_APPROVAL if is_to_be_seen else MessageState.QUEUED


def _obstacle(draft: Message, kind: MessageKind) -> CancelReason | None:
    """Return why it will not leave, if so."""
    if not draft.to_address:
        return CancelReason.NO_ADDRESS
    if draft.stale_after is not None and draft.stale_after <= timezone.now():
        return CancelReason.STALE
    if draft.recipient is not None and not Preference.objects.wants(draft.recipient, kind.category):
        return CancelReason.NOT_WANTED
    return None


def _enclose(message: Message, enclosures: Sequence[Enclosure]) -> None:
    """Store the files that travel along."""
    Attachment.objects.bulk_create(
        Attachment(
            message=message,
            position=position,
            placement=enclosure.placement,
            filename=enclosure.filename,
            content_type=enclosure.content_type,
            content=enclosure.content,
            sha256=hashlib.sha256(enclosure.content).hexdigest(),
        )
        for position, enclosure in enumerate(enclosures, start=1)
    )
