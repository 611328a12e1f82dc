"""Writing to the record."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

import structlog
from django.db import models

from mentorship.audit.models import Event
from mentorship.audit.news import tell


class Actor(Protocol):
    """Whoever acts: anything with an id."""

    @property
    def pk(self) -> Any:
        """Return the actor's id."""


def record(
    kind: str,
    row: models.Model,
    *,
    by: Actor | None,
    organisation_id: uuid.UUID | None = None,
    changes: Mapping[str, Any] | None = None,
) -> Event:
    """Write down that `by` (None for the system) did `kind` to `row`, in the caller's transaction.

    `changes` may hold states, dates, counts and ids; names and contents do not belong here.
    The organisation is read from the row's own `organisation_id` where it has one.
    """
    context = structlog.contextvars.get_contextvars()
    event = Event.objects.create(
        kind=kind,
        about_kind=row._meta.label_lower,
        about_id=str(row.pk),
        actor_id=by.pk if by is not None else None,
        organisation_id=organisation_id or getattr(row, "organisation_id", None),
        changes=dict(changes or {}),
        request_id=str(context.get("request_id", "")),
    )
    tell(kind, [row])
    return event


def record_many(
    kind: str,
    facts: Iterable[tuple[models.Model, Mapping[str, Any]]],
    *,
    by: Actor | None,
    organisation_id: uuid.UUID,
) -> None:
    """Write down that `by` did the same to many rows, each with its own `changes`; see `record`."""
    facts = list(facts)
    request_id = str(structlog.contextvars.get_contextvars().get("request_id", ""))
    Event.objects.bulk_create(
        [
            Event(
                kind=kind,
                about_kind=row._meta.label_lower,
                about_id=str(row.pk),
                actor_id=by.pk if by is not None else None,
                organisation_id=organisation_id,
                changes=dict(changes),
                request_id=request_id,
            )
            for row, changes in facts
        ],
        batch_size=1000,
    )
    tell(kind, [row for row, _changes in facts])
