"""Sealing: events are chained in batches, behind the backs of those who write them.

Writers never wait for a seal, and commit in whatever order they like: an event with a low id may
become visible long after one with a higher id. So a batch ends below an id under which nothing can
appear any more. To find it, the highest id given out is read first and after it who holds the
lock that every writer holds from before it gets an id until it has committed or given up; once all
of those have gone, no id up to that one is still on its way. This holds on any server that the
database is moved to, since nothing of it is stored.
"""

import hashlib
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from mentorship.audit.leaves import leaves_between, pack
from mentorship.audit.models import Seal

BATCH = 1000
BEGINNING = bytes(32)  # what the first seal rests on
SECONDS_OF_PATIENCE = 20.0
SECONDS_BETWEEN_LOOKS = 0.02
# Whatever number, as long as nothing else of the product locks it.
LOCK = 7_345_021

_LAST_ID = "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM audit_event_id_seq"
_WRITERS = """
    SELECT virtualtransaction FROM pg_locks
     WHERE relation = 'audit_event'::regclass AND mode = 'RowExclusiveLock' AND granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND pid <> pg_backend_pid()
"""


def seal_what_is_final(*, patience: float = SECONDS_OF_PATIENCE, batch: int = BATCH) -> list[Seal]:
    """Seal all events that were written up to now, and return the new seals.

    Return none where somebody is still writing after `patience` seconds, or another sealer is at
    work: the next turn finds the same events.
    """
    through_id = highest_final_id(patience=patience)
    return list(_seals_through(through_id, batch)) if through_id else []


def highest_final_id(*, patience: float) -> int:
    """Return an id below and at which no event can appear any more; 0 where patience ran out."""
    reached: int = _column(_LAST_ID)[0]
    writing = set(_column(_WRITERS))
    ends_at = time.monotonic() + patience
    while writing:
        if time.monotonic() >= ends_at:
            return 0
        time.sleep(SECONDS_BETWEEN_LOOKS)
        writing &= set(_column(_WRITERS))
    return reached


def _seals_through(through_id: int, batch: int) -> Iterator[Seal]:
    """Make seals, each in a transaction of its own, until the id is reached."""
    while seal := _next_seal(through_id, batch):
        yield seal
        if seal.count < batch:
            return


@transaction.atomic
def _next_seal(through_id: int, batch: int) -> Seal | None:
    """Make the next seal; None where there is nothing to seal or somebody else is at it."""
    if not _column(f"SELECT pg_try_advisory_xact_lock({LOCK})")[0]:
        return None
    last = Seal.objects.last()
    leaves = leaves_between(last.through_id if last else 0, through_id, most=batch)
    if not leaves:
        return None
    seal = Seal(
        number=last.number + 1 if last else 1,
        through_id=leaves[-1].id if len(leaves) == batch else through_id,
        count=len(leaves),
        leaves=pack(leaves),
        previous=bytes(last.hash) if last else BEGINNING,
        made_at=timezone.now(),
    )
    seal.hash = hash_of(seal)
    seal.save(force_insert=True)
    return seal


def hash_of(seal: Seal) -> bytes:
    """Return the SHA-256 of a seal: over the one before, and all that it holds itself.

    Numbers count 8 bytes, big-endian; the time is written in UTC to the microsecond.
    """
    made_at: datetime = seal.made_at.astimezone(UTC)
    said = hashlib.sha256(bytes(seal.previous))
    for number in (seal.number, seal.through_id, seal.count):
        said.update(number.to_bytes(8, "big"))
    said.update(made_at.strftime("%Y-%m-%dT%H:%M:%S.%f").encode())
    said.update(bytes(seal.leaves))
    return said.digest()


def _column(statement: str) -> list[Any]:
    """Return the first column of what a statement finds."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [row[0] for row in cursor.fetchall()]
