"""Reads across this app's rows: how the outbox is doing, and who cannot be reached."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef
from django.db.models.functions import Lower
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.notifications.enums import Category, MessageState
from mentorship.notifications.kinds import all_kinds
from mentorship.notifications.links import UnsubscribeLink
from mentorship.notifications.models import AddressHealth, Message, OutboxSwitch, Preference
from mentorship.notifications.models.address import AddressHealthQuerySet


@dataclass(frozen=True, slots=True)
class OutboxHealth:
    """Whether mail leaves: how long the oldest has waited, and how many are in each state."""

    age: timedelta | None
    counts: dict[str, int]
    is_paused: bool


@dataclass(frozen=True, slots=True)
class CategoryChoice:
    """A category of mail, and whether a person wants it."""

    category: Category
    label: str
    is_wanted: bool


def outbox_health() -> OutboxHealth:
    """Return how the whole outbox is doing; three queries."""
    return OutboxHealth(queue_age(), state_counts(), is_outbox_paused())


def queue_age() -> timedelta | None:
    """Return for how long the oldest due message has waited; None when nothing is due.

    A reminder that waits for its turn is not late.
    """
    now = timezone.now()
    oldest = (
        Message.objects.filter(state=MessageState.QUEUED, due_at__lte=now)
        .exclude(attempts=0, next_try_at__gt=now)
        .order_by("due_at")
        .values_list("due_at", flat=True)
        .first()
    )
    return now - oldest if oldest else None


def state_counts(person: Person | None = None) -> dict[str, int]:
    """Return how many messages are in each state; for a person, of those they may see."""
    messages = Message.objects.all() if person is None else Message.objects.visible_to(person)
    counted = dict(messages.order_by().values_list("state").annotate(n=Count("pk")))
    return {state.value: counted.get(state.value, 0) for state in MessageState}


def is_outbox_paused() -> bool:
    """Tell whether mail is kept here until a person resumes."""
    return pause_in_force() is not None


def pause_in_force() -> OutboxSwitch | None:
    """Return the switch while mail is kept here until a person resumes, else None."""
    return OutboxSwitch.objects.filter(is_paused=True).first()


def paused_addresses(person: Person) -> AddressHealthQuerySet:
    """Return the paused addresses of the messages that a coordinator may see."""
    theirs = Message.objects.visible_to(person).annotate(address=Lower("to_address"))
    return AddressHealth.objects.paused().filter(Exists(theirs.filter(address=OuterRef("address"))))


def category_choices(person: Person) -> list[CategoryChoice]:
    """Return every category that some kind of message belongs to, with the person's answer."""
    refused = set(
        Preference.objects.filter(person=person, is_wanted=False).values_list("category", flat=True)
    )
    used = {kind.category for kind in all_kinds()}
    return [
        CategoryChoice(category, str(category.label), category.value not in refused)
        for category in Category
        if category in used
    ]


def readable_text(message: Message) -> str | None:
    """Return what a coordinator may read of a message; None where it is not theirs to read.

    The recipient's own unsubscribe link is taken out: it acts for whoever holds it.
    """
    if not message.is_readable_by_coordinators:
        return None
    kind = message.kind_or_none
    if kind is None or kind.category is None or message.recipient is None:
        return message.text
    link = UnsubscribeLink.of(message.recipient, kind.category)
    return message.text.replace(link.token, "…")
