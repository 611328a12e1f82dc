"""Who changed what, in words, for the pages that show it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Q
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
    """Return what was done to any of the rows, newest first; two queries."""
    about = Q()
    for row in rows:
        about |= Q(about_kind=row._meta.label_lower, about_id=str(row.pk))
    events = list(Event.objects.filter(about)[:MOST_LINES]) if rows else []
    people = Person.objects.in_bulk({event.actor_id for event in events if event.actor_id})
    return [_line(event, people.get(event.actor_id)) for event in events]


def _line(event: Event, actor: Person | None) -> Line:
    """Return one event in words."""
    at = timezone.localtime(event.at)
    who = actor.name if actor else _("by itself") if event.actor_id is None else _("somebody")
    time = time_format(at, "H:i")
    return Line(at, sentence_for(event.kind), f"{who}, {time}")
