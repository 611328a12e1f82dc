"""What the team dealt with lately: every app says what it is about, and Today shows who did it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.accounts.models import Person
from mentorship.audit.models import Event
from mentorship.audit.tellings import TELLINGS
from programmes.models import Programme

# The list begins with yesterday's first minute, and looks at no more events than these.
DAYS_BACK = 1
MOST_EVENTS = 200


class Named(NamedTuple):
    """What a row is called, and the page about it."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that somebody of the team dealt with."""

    at: datetime
    what: str
    who: str
    when: str
    url: str


# Given row ids as text, returns those rows that belong to the programme and that the person may
# see, with a number of queries that does not grow with them.
Finder = Callable[[Programme, Person, Collection[str]], Mapping[str, Named]]


class _Noun(NamedTuple):
    """The events of one kind of row, and how to find what they are about."""

    kinds: frozenset[str]
    find: Finder


_nouns: dict[str, _Noun] = {}


def register_deeds(about_kind: str, kinds: Iterable[str], find: Finder) -> None:
    """Let an app say which events settle a need; called from its `AppConfig.ready`.

    `about_kind` is the label of the rows ("matching.match"); each kind has a telling in
    `mentorship.audit.tellings`.
    """
    _nouns[about_kind] = _Noun(frozenset(kinds), find)


def dealt_with(programme: Programme, viewer: Person) -> list[Deed]:
    """Return what the team did since yesterday morning, newest first.

    What the viewer may not see is left out. One query, those of each kind of row there is, and two
    where the team was not fetched with the programme.
    """
    team = list(programme.team.all())
    prefetch_related_objects(team, "person")
    actors = {member.person_id: member.person for member in team}
    events = list(_events(programme, actors))
    named = _names(programme, viewer, events)
    bunches = _bunches(event for event in events if _row(event) in named)
    deeds = [_deed(bunch, named, actors, viewer) for bunch in bunches]
    return sorted(deeds, key=lambda deed: deed.at, reverse=True)


def _events(programme: Programme, actors: Iterable[UUID]) -> Iterable[Event]:
    """Return what the programme's team did lately, newest first."""
    first_day = timezone.localdate() - timedelta(days=DAYS_BACK)
    since = timezone.make_aware(datetime.combine(first_day, time.min))
    kinds = {kind for noun in _nouns.values() for kind in noun.kinds}
    return Event.objects.of_organisation(programme.organisation_id).filter(
        at__gte=since, kind__in=sorted(kinds), actor_id__in=sorted(actors)
    )[:MOST_EVENTS]


def _row(event: Event) -> tuple[str, str]:
    """Return which row an event is about."""
    return event.about_kind, event.about_id


def _names(
    programme: Programme, viewer: Person, events: Iterable[Event]
) -> dict[tuple[str, str], Named]:
    """Return what the events are about, as far as the viewer may see it."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for event in events:
        noun = _nouns.get(event.about_kind)
        if noun is not None and event.kind in noun.kinds:
            wanted[event.about_kind].add(event.about_id)
    return {
        (about_kind, row_id): named
        for about_kind, ids in wanted.items()
        for row_id, named in _nouns[about_kind].find(programme, viewer, ids).items()
    }


def _bunches(events: Iterable[Event]) -> list[list[Event]]:
    """Return events with those of one kind together that came of one press of a button."""
    found: dict[tuple[str, ...], list[Event]] = {}
    for event in events:
        press = event.request_id or f"event {event.pk}"
        found.setdefault((press, event.kind, str(event.actor_id)), []).append(event)
    return list(found.values())


def _deed(
    bunch: list[Event],
    named: Mapping[tuple[str, str], Named],
    actors: Mapping[UUID, Person],
    viewer: Person,
) -> Deed:
    """Return events of one press in words: the first by name, the others as a number."""
    event = bunch[0]
    rows = {_row(each): named[_row(each)] for each in bunch}
    first = named[_row(event)]
    actor = actors.get(event.actor_id) if event.actor_id else None
    name, more = first.name, len(rows) - 1
    if more:
        name = ngettext("%(name)s and %(count)d other", "%(name)s and %(count)d others", more) % {
            "name": name,
            "count": more,
        }
    return Deed(
        at=timezone.localtime(event.at),
        what=str(TELLINGS[event.kind].deed) % {"name": name},
        who=_("you") if actor == viewer else actor.short_name if actor else _("somebody"),
        when=_when(timezone.localtime(event.at)),
        url=first.url,
    )


def _when(at: datetime) -> str:
    """Return “today 10:32” or “yesterday 10:32”."""
    time_of_day = {"time": time_format(at, "H:i")}
    if at.date() == timezone.localdate():
        return _("today %(time)s") % time_of_day
    return _("yesterday %(time)s") % time_of_day
