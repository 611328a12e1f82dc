"""Events in words: who, what, when, about what, and what was noted beside it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.apps import apps
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from mentorship.audit.models import Event
from mentorship.audit.sentences import sentence_for
from mentorship.telling.histories import HISTORIES

LONGEST_DETAIL = 200


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event: `about` is the kind of thing in words, `about_key` which one."""

    at: datetime
    who: str
    what: str
    about: str
    about_key: str
    details: list[tuple[str, str]] = field(default_factory=list)


def lines_of(events: Iterable[Event]) -> list[EventLine]:
    """Return events in words; one query, for the names of who did it."""
    told = list(events)
    people = Person.objects.in_bulk({event.actor_id for event in told if event.actor_id})
    return [_line(event, people.get(event.actor_id)) for event in told]


def kind_in_words(about_kind: str) -> str:
    """Return what a kind of thing is called: “Participant”."""
    shown = HISTORIES.get(about_kind)
    if shown is not None:
        return str(shown.name)
    try:
        return capfirst(str(apps.get_model(about_kind)._meta.verbose_name))
    except (LookupError, ValueError):
        return about_kind


def who_in_words(event: Event, actor: Person | None) -> str:
    """Return who did it: a name, the system, or somebody whose record is gone."""
    if actor is not None:
        return actor.name
    return _("By itself") if event.actor_id is None else _("Somebody")


def details_of(event: Event) -> list[tuple[str, str]]:
    """Return what was noted beside the event, or that it was taken out."""
    if event.is_redacted:
        return [(_("Taken out"), _("when a person was erased"))]
    return [(str(key), _plain(value)[:LONGEST_DETAIL]) for key, value in event.changes.items()]


def _plain(value: object) -> str:
    """Return what was noted without the brackets that a program would write."""
    if isinstance(value, dict):
        return ", ".join(f"{key} {_plain(each)}" for key, each in value.items())
    if isinstance(value, list):
        return ", ".join(_plain(each) for each in value)
    return "–" if value in {None, ""} else str(value)


def _line(event: Event, actor: Person | None) -> EventLine:
    """Return one event in words."""
    return EventLine(
        at=timezone.localtime(event.at),
        who=who_in_words(event, actor),
        what=sentence_for(event.kind),
        about=kind_in_words(event.about_kind),
        about_key=f"{event.about_kind}/{event.about_id}",
        details=details_of(event),
    )
