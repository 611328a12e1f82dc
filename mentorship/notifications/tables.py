"""How the outbox shows messages."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentorship.notifications.enums import HELD, MessageState
from mentorship.notifications.models import Message

# Shape and colour beside each state's word.
TONES = {
    MessageState.AWAITING_APPROVAL: "warn",
    MessageState.QUEUED: "idle",
    MessageState.CLAIMED: "idle",
    MessageState.TRANSMITTING: "idle",
    MessageState.SENT: "good",
    MessageState.FAILED: "bad",
    MessageState.UNKNOWN: "warn",
    MessageState.CANCELLED: "off",
}


@dataclass(frozen=True, slots=True)
class Shelf:
    """A part of the outbox that one looks at by itself."""

    name: str
    label: Promise | str
    states: tuple[MessageState, ...]

    def count(self, counts: dict[str, int]) -> int:
        """Return how many messages lie on it."""
        return sum(counts[state] for state in self.states)


SHELVES = (
    Shelf("all", _("All"), tuple(MessageState)),
    Shelf(
        "awaiting_approval", MessageState.AWAITING_APPROVAL.label, (MessageState.AWAITING_APPROVAL,)
    ),
    Shelf("unknown", MessageState.UNKNOWN.label, (MessageState.UNKNOWN,)),
    Shelf("failed", MessageState.FAILED.label, (MessageState.FAILED,)),
    Shelf("queued", MessageState.QUEUED.label, (MessageState.QUEUED,)),
    Shelf("leaving", _("Leaving now"), tuple(sorted(HELD))),
    Shelf("sent", MessageState.SENT.label, (MessageState.SENT,)),
    Shelf("cancelled", MessageState.CANCELLED.label, (MessageState.CANCELLED,)),
)


def shelf_called(name: str) -> Shelf:
    """Return the shelf of that name, or all of the outbox."""
    return next((shelf for shelf in SHELVES if shelf.name == name), SHELVES[0])


def facts_of(message: Message) -> list[dict[str, str]]:
    """Return what the outbox says about one message, times in the reader's zone."""
    name = message.recipient.name if message.recipient else ""
    facts = [
        (_("For"), name),
        (_("Address"), message.to_address),
        (_("Due"), _moment(message.due_at)),
    ]
    if message.state == MessageState.QUEUED and message.next_try_at > message.due_at:
        label = _("Next try") if message.attempts else _("Waits its turn until")
        facts.append((label, _moment(message.next_try_at)))
    if message.stale_after:
        facts.append((_("Of no use after"), _moment(message.stale_after)))
    if message.sent_at:
        facts.append((_("Sent"), _moment(message.sent_at)))
    if message.approved_by and message.approved_at:
        facts.append((_("Approved"), f"{message.approved_by.name}, {_moment(message.approved_at)}"))
    if message.cancelled_at:
        who = f"{message.cancelled_by.name}, " if message.cancelled_by else ""
        facts.append((_("Cancelled"), who + _moment(message.cancelled_at)))
    return [{"label": str(label), "value": value} for label, value in facts if value]


def _moment(at: datetime) -> str:
    """Return a moment in words, in the reader's zone, which is named."""
    local = timezone.localtime(at)
    return f"{formats.date_format(local, 'j F Y, H:i')} ({timezone.get_current_timezone_name()})"
