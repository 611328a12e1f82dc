"""Whose turn it is: a person has one reminder a day, so many in a week, and none in their night.

Asked in the transaction that claims a message, under a lock for its recipient: of two senders with
two reminders for one person, the second sees what the first has claimed.
"""

import hashlib
from datetime import date, datetime, timedelta, tzinfo

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from mentorship.notifications.enums import AttemptOutcome, MessageState, Turn
from mentorship.notifications.kinds import MessageKind, reminders_that_count
from mentorship.notifications.models import Attempt, Message
from mentorship.notifications.models.message import MessageQuerySet
from mentorship.notifications.pacing import A_WEEK, MORNING, first_chance

# What a person has had, is having, or may have had.
TAKEN = (AttemptOutcome.UNDERWAY, AttemptOutcome.ACCEPTED, AttemptOutcome.UNKNOWN)


def is_overtaken(message: Message, kind: MessageKind) -> bool:
    """Tell whether a later reminder about the same has left before this one, which comes too late.

    Takes the recipient's lock, which holds until the transaction ends.
    """
    if not _waits_its_turn(message, kind):
        return False
    _lock(message.recipient_key)
    later = _about_the_same(message).filter(due_at__gt=message.due_at)
    return Attempt.objects.filter(message__in=later, outcome__in=TAKEN).exists()


def when_in_turn(message: Message, kind: MessageKind, now: datetime) -> datetime | None:
    """Return until when a reminder waits for its turn, or None when it may leave now.

    The recipient's lock is held already. What a person sends by hand, or once more, never waits.
    """
    if not _waits_its_turn(message, kind):
        return None
    zone = zone_of(message)
    local = now.astimezone(zone)
    if kind.turn == Turn.APART:
        return first_chance(local, (), a_week=1)
    chance = first_chance(local, _days_had(message, now, zone), a_week=settings.REMINDERS_A_WEEK)
    if chance is None and _has_an_earlier_one_waiting(message, now):
        return datetime.combine(local.date() + timedelta(days=1), MORNING, tzinfo=zone)
    return chance


def zone_of(message: Message) -> tzinfo:
    """Return the zone in whose day a message is read: the person's, or the organisation's."""
    place = message.recipient or message.organisation
    return place.time_zone if place else timezone.get_default_timezone()


def _waits_its_turn(message: Message, kind: MessageKind) -> bool:
    """Tell whether a message is a reminder that nobody sent by hand."""
    return kind.is_reminder and kind.turn != Turn.AT_ONCE and message.sending == 1


def _about_the_same(message: Message) -> MessageQuerySet:
    """Return the other reminders of the same kind to the same person about the same row."""
    same = Message.objects.filter(
        kind=message.kind, recipient_key=message.recipient_key, about=message.about
    )
    return same.exclude(pk=message.pk)


def _has_an_earlier_one_waiting(message: Message, now: datetime) -> bool:
    """Tell whether another reminder of the person goes first.

    That is an earlier one about the same, whenever it leaves, and any that was promised earlier and
    may leave now: two senders must not let chance decide which of the two comes today.
    """
    waiting = Message.objects.filter(
        kind__in=reminders_that_count(),
        recipient_key=message.recipient_key,
        state=MessageState.QUEUED,
    ).exclude(stale_after__lte=now)
    same = _about_the_same(message).filter(due_at__lt=message.due_at)
    before = Q(due_at__lt=message.due_at) | Q(due_at=message.due_at, mail_id__lt=message.mail_id)
    return waiting.filter(Q(pk__in=same) | (before & Q(next_try_at__lte=now))).exists()


def _days_had(message: Message, now: datetime, zone: tzinfo) -> list[date]:
    """Return the person's days on which other reminders left, or may have left, of late."""
    left = Attempt.objects.filter(
        message__recipient_key=message.recipient_key,
        message__kind__in=reminders_that_count(),
        outcome__in=TAKEN,
        started_at__gt=now - timedelta(days=A_WEEK + 1),
    ).exclude(message=message.pk)
    return [timezone.localdate(at, zone) for at in left.values_list("started_at", flat=True)]


def _lock(recipient_key: str) -> None:
    """Wait until no other sender decides about this recipient, and keep others waiting."""
    digest = hashlib.sha256(f"reminders of {recipient_key}".encode()).digest()
    number = int.from_bytes(digest[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
