"""What the record tells of itself: which kinds of event there are, and how it stands under seal."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Count, Min, Sum

from mentorship.audit.models import Event, Seal

# One step for each kind that there is, and not for each event: the index leads from kind to kind.
_KINDS = """
    WITH RECURSIVE found AS (
        (SELECT kind FROM audit_event WHERE organisation_id = %(organisation)s
          ORDER BY kind LIMIT 1)
        UNION ALL
        SELECT (SELECT kind FROM audit_event
                 WHERE organisation_id = %(organisation)s AND kind > found.kind
                 ORDER BY kind LIMIT 1)
          FROM found WHERE found.kind IS NOT NULL)
    SELECT kind FROM found WHERE kind IS NOT NULL
"""
CHECKED = ("record.verified", "record.found_altered")


@dataclass(frozen=True, slots=True)
class SealState:
    """How the record stands: what is sealed, what waits, and what the last look at it found.

    `head` is the last seal's hash in hexadecimal digits, empty before the first; `looked_at` is
    when the whole chain was last verified, and `was_whole` what came of it.
    """

    seals: int
    events: int
    head: str
    sealed_at: datetime | None
    waiting: int
    waits_since: datetime | None
    looked_at: datetime | None
    was_whole: bool


def state_of_seals() -> SealState:
    """Return how the record stands; four queries, whatever it holds."""
    last = Seal.objects.defer("leaves").last()
    sums: dict[str, Any] = Seal.objects.aggregate(seals=Count("pk"), events=Sum("count"))
    waiting: dict[str, Any] = Event.objects.filter(pk__gt=last.through_id if last else 0).aggregate(
        count=Count("pk"), since=Min("at")
    )
    look = Event.objects.filter(about_kind="audit.seal", kind__in=CHECKED).first()
    return SealState(
        seals=sums["seals"],
        events=sums["events"] or 0,
        head=bytes(last.hash).hex() if last else "",
        sealed_at=last.made_at if last else None,
        waiting=waiting["count"],
        waits_since=waiting["since"],
        looked_at=look.at if look else None,
        was_whole=look is not None and look.kind == CHECKED[0],
    )


def kinds_recorded(organisation_id: uuid.UUID) -> list[str]:
    """Return the kinds of event that there are in an organisation, by name; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_KINDS, {"organisation": organisation_id})
        return [kind for (kind,) in cursor.fetchall()]
