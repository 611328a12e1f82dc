"""The record as a file: written as it is read, so that a million events fill no memory.

Lines of JSON hold the columns as they are kept, moments in UTC as ISO 8601 writes them; the table
says beside them in words what was done and by whom.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q

from mentorship.accounts.models import Person
from mentorship.audit.models import Event, EventQuerySet
from mentorship.audit.sentences import sentence_for
from mentorship.common.csv import csv_bytes

AT_ONCE = 1000
# By what is asked for: the file's ending, and what it is.
FORMATS = {
    "csv": ("csv", "text/csv; charset=utf-8"),
    "jsonl": ("jsonl", "application/jsonl; charset=utf-8"),
}
HEADER = ("id", "at", "what", "kind", "who", "actor_id", "about_kind", "about_id", "changes")
MARK = len("\ufeff".encode())


def chunks_of(events: EventQuerySet, ending: str) -> Iterator[bytes]:
    """Yield the file a thousand events at a time, newest first; `ending` is csv or jsonl."""
    if ending == "csv":
        yield csv_bytes(HEADER, ())
    for page in pages_of(events):
        yield _as_table(page) if ending == "csv" else _as_json(page)


def pages_of(events: EventQuerySet) -> Iterator[list[Event]]:
    """Yield the events in short queries of their own, so that no transaction stays open."""
    page = list(events[:AT_ONCE])
    while page:
        yield page
        last = page[-1]
        older = Q(at__lt=last.at) | Q(at=last.at, pk__lt=last.pk)
        page = list(events.filter(older, at__lte=last.at)[:AT_ONCE]) if len(page) == AT_ONCE else []


def _as_table(page: list[Event]) -> bytes:
    """Return some events as lines of a table, without the mark that stands at its beginning."""
    names = dict(
        Person.objects.filter(pk__in={event.actor_id for event in page}).values_list("pk", "name")
    )
    lines = [
        (
            event.pk,
            _utc(event.at),
            sentence_for(event.kind),
            event.kind,
            names.get(event.actor_id, "") if event.actor_id else "",
            event.actor_id or "",
            event.about_kind,
            event.about_id,
            json.dumps(event.changes, cls=DjangoJSONEncoder) if event.changes else "",
        )
        for event in page
    ]
    header, *rest = lines
    return csv_bytes([str(cell) for cell in header], rest)[MARK:]


def _as_json(page: list[Event]) -> bytes:
    """Return some events as lines of JSON."""
    return b"".join(
        json.dumps(
            {
                "id": event.pk,
                "at": _utc(event.at),
                "kind": event.kind,
                "about_kind": event.about_kind,
                "about_id": event.about_id,
                "actor_id": event.actor_id,
                "organisation_id": event.organisation_id,
                "changes": event.changes,
                "redacted": event.is_redacted,
                "request_id": event.request_id,
            },
            cls=DjangoJSONEncoder,
        ).encode()
        + b"\n"
        for event in page
    )


def _utc(at: datetime) -> str:
    """Return a moment as ISO 8601 writes it, in UTC to the microsecond."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
