"""Who changed what, in words, for the pages that show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from mentorship.audit.models import Event
from mentorship.audit.sentences import sentence_for

MOST_LINES = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One event: when, what, and who did it."""

    at: datetime
    title: str
    text: str


def history_of(*rows: models.Model) -> list[Line]:
    """Return what was done to any of the rows, newest first; one query."""
    return lines_of(events_about(*rows))


def events_about(*rows: models.Model) -> "QuerySet[Event, Any]":
    """Return the record of any of the rows, newest first: when, what, who, and their name."""
    about = Q(pk__in=[])
    for row in rows:
        about |= Q(about_kind=row._meta.label_lower, about_id=str(row.pk))
    actors = Person.objects.filter(pk=OuterRef("actor_id")).values("name")
    found = Event.objects.filter(about).annotate(name=Subquery(actors))
    return found.values_list("at", "kind", "actor_id", "name")[:MOST_LINES]


def lines_of(events: Iterable[tuple[datetime, str, UUID | None, str | None]]) -> list[Line]:
    """Return what `events_about` found, in words."""
    return [_line(*event) for event in events]


def _line(moment: datetime, kind: str, actor: UUID | None, name: str | None) -> Line:
    """Return one event in words."""
    at = timezone.localtime(moment)
    who = name or (_("by itself") if actor is None else _("somebody"))
    time = time_format(at, "H:i")
    return Line(at, sentence_for(kind), f"{who}, {time}")
