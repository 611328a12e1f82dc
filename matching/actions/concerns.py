"""Raising a concern, saying more about it, and telling the next person when nobody takes it up."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from matching.concerns.emails import (
    LATE,
    MORE,
    RAISED,
    REOPENED,
    TOLD,
    post_to_handler,
    post_to_raiser,
)
from matching.concerns.enums import (
    CONCERN_TRANSITIONS,
    Channel,
    ConcernCategory,
    ConcernState,
    EntryKind,
    Severity,
)
from matching.concerns.evidence import note_for_training
from matching.concerns.routing import answer_by, named_for, next_for, route_of
from matching.models import Concern, ConcernEntry, Match
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import advance
from programmes.models import Programme


class NobodyNamedError(Exception):
    """Nobody may read a concern that comes this way; nothing was kept."""


@transaction.atomic
def raise_concern(
    programme: Programme,
    *,
    by: Person,
    channel: Channel | str,
    category: ConcernCategory | str,
    severity: Severity | str,
    words: str,
    match: Match | None = None,
    key: uuid.UUID | None = None,
) -> Concern:
    """Keep a concern and tell the person named for it, by a mail without its words; recorded.

    `key` becomes its id: raising it twice with one key keeps one. Raises NobodyNamedError where
    nobody may read it that way.
    """
    known = Concern.objects.filter(pk=key).first() if key else None
    if known is not None and known.raised_by_id == by.pk:
        return known
    key = None if known else key
    named = named_for(programme, raised_by=by, match=match)[Channel(channel)]
    if named is None:
        raise NobodyNamedError
    now = timezone.now()
    concern, is_new = Concern.objects.get_or_create(
        pk=key or uuid.uuid4(),
        raised_by=by,
        defaults={
            "programme": programme,
            "match": match,
            "channel": channel,
            "category": category,
            "severity": severity,
            "words": words,
            "raised_at": now,
            "handler": named.person,
            "answer_by": answer_by(route_of(programme), severity, now),
        },
    )
    if is_new:
        record_quietly("concern.raised", concern, by=by)
        note_for_training(concern)
        post_to_handler(concern, RAISED, to=named.person, occurrence="raised")
    return concern


@transaction.atomic
def add_word(concern: Concern, *, by: Person, words: str, key: uuid.UUID | None = None) -> None:
    """Let whoever raised a concern say more; recorded, and whoever answers is told by mail.

    A settled concern is open again by it, with the whole time to answer. The same `key` counts
    once.
    """
    now = lock_concern(concern)
    entry = add_entry(now, EntryKind.WORD, by=by, words=words, key=key)
    if entry is None:
        return
    news = MORE
    if now.state == ConcernState.SETTLED:
        news = REOPENED
        due = answer_by(route_of(now.programme), now.severity, timezone.now())
        cleared = {"outcome": "", "settled_at": None, "escalated_to": None, "escalated_at": None}
        advance(now, ConcernState.RAISED, CONCERN_TRANSITIONS, answer_by=due, **cleared)
    if news == REOPENED:
        record_quietly("concern.reopened", now, by=by)
    else:
        record_quietly("concern.added_to", now, by=by)
    post_to_handler(now, news, to=now.handler, occurrence=str(entry.pk))


def escalate_late(now: datetime) -> int:
    """Tell the next person of each concern that nobody took in hand in time; return how many."""
    late = list(Concern.objects.late(now).order_by("answer_by", "pk"))
    return sum(escalate(concern, at=now) for concern in late)


@transaction.atomic
def escalate(concern: Concern, *, at: datetime) -> bool:
    """Tell the next person of a late concern, once; tell whether that was still to be done.

    Whoever takes it in hand at the same instant is either first, and nobody is told, or second, and
    has it in hand after the next person was told.
    """
    now = lock_concern(concern)
    if not Concern.objects.late(at).filter(pk=now.pk).exists():
        return False
    other = next_for(now)
    if other is None:
        return False
    advance(now, ConcernState.RAISED, CONCERN_TRANSITIONS, escalated_to=other, escalated_at=at)
    entry = ConcernEntry.objects.create(concern=now, kind=EntryKind.ESCALATED, to=other, at=at)
    record_quietly("concern.escalated", now, by=None)
    post_to_handler(now, LATE, to=other, occurrence=str(entry.pk))
    post_to_raiser(now, TOLD, name=other.name, entry=entry)
    return True


def lock_concern(concern: Concern) -> Concern:
    """Return a concern as it is now, and let nobody else change it until the end."""
    # Locked alone first: a row whose handler changes while one waits would fall out of a join.
    alone = Concern.objects.select_for_update(no_key=True).filter(pk=concern.pk)
    return Concern.objects.with_people().get(pk=alone.get().pk)


def add_entry(
    concern: Concern,
    kind: EntryKind,
    *,
    by: Person,
    words: str = "",
    key: uuid.UUID | None = None,
    to: Person | None = None,
) -> ConcernEntry | None:
    """Add a line to the record of a locked concern; None where its key is there already."""
    if key is not None and ConcernEntry.objects.filter(pk=key).exists():
        return None
    return ConcernEntry.objects.create(
        pk=key or uuid.uuid4(), concern=concern, kind=kind, by=by, words=words, to=to
    )


def record_quietly(kind: str, concern: Concern, *, by: Person | None) -> None:
    """Write down the kind of what was done, under no organisation: no history of one shows it."""
    record(kind, concern, by=by)
