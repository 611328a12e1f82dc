"""Writing in the conversation of a match, and having read it."""

import uuid
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from matching.actions.locks import lock_match
from matching.actions.proposals import NotInMatchError
from matching.messaging.doors import Door, door_of
from matching.messaging.notices import keep_notices, matches_with_notices
from matching.models import Match, PairMessage, ThreadRead
from mentorship.accounts.models import Person

LONGEST = 4000
MOST_AN_HOUR = 60


class ThreadClosedError(Exception):
    """Nobody writes in this conversation now; nothing was kept."""


class TooManyMessagesError(Exception):
    """The person has written as many messages as anybody may in an hour; nothing was kept."""


@transaction.atomic
def write_message(
    match: Match, *, by: Person, text: str, key: uuid.UUID | None = None
) -> PairMessage:
    """Write to the others in a match, who get a note in a few minutes unless they read it before.

    `key` is the id that the message gets: sent twice with the same, it is kept once. Nothing is
    recorded of it elsewhere. Raises NotInMatchError, ThreadClosedError, TooManyMessagesError, and
    ValueError for a text that is empty or longer than 4 000 characters.
    """
    words = text.strip()
    if not 1 <= len(words) <= LONGEST:
        message = f"A message has 1 to {LONGEST} characters."
        raise ValueError(message)
    now = lock_match(match)
    if by not in now.people:
        raise NotInMatchError
    known = PairMessage.objects.filter(pk=key).first() if key else None
    if known is not None and (known.match_id, known.by_id) == (now.pk, by.pk):
        return known
    at = timezone.now()
    if door_of(now, at) != Door.OPEN:
        raise ThreadClosedError
    lately = PairMessage.objects.filter(by=by, sent_at__gt=at - timedelta(hours=1))
    if lately.count() >= MOST_AN_HOUR:
        raise TooManyMessagesError
    is_free = key is not None and known is None
    pk = key if is_free else uuid.uuid4()
    written: PairMessage = now.messages.create(pk=pk, by=by, text=words, sent_at=at)
    keep_notices(now)
    return written


@transaction.atomic
def read_messages(match: Match, *, by: Person, until: uuid.UUID) -> None:
    """Note that a person has read up to a message; a note about it that waits is dropped.

    Nobody else learns of it. Reading less than before changes nothing. Raises NotInMatchError.
    """
    now = lock_match(match)
    if by not in now.people:
        raise NotInMatchError
    seen = now.messages.filter(pk=until).first()
    if seen is None:
        return
    mark = ThreadRead(match=now, person=by, read_at=seen.sent_at)
    ThreadRead.objects.bulk_create([mark], ignore_conflicts=True)
    own = ThreadRead.objects.filter(match=now, person=by, read_at__lt=seen.sent_at)
    own.update(read_at=seen.sent_at)
    keep_notices(now)


def tend_notices() -> int:
    """Drop the notes that wait though there is nothing left to read; return how many went."""
    return sum(_tend(Match(pk=pk)) for pk in matches_with_notices())


@transaction.atomic
def _tend(match: Match) -> int:
    """Keep the notes of one match in line with what is unread."""
    return keep_notices(lock_match(match)).cancelled
