"""What needs a person: every app says it here, and Today shows it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum

from mentorship.accounts.models import Person
from programmes.models import Programme


class Urgency(IntEnum):
    """How soon a need wants somebody; drawn as triangle, diamond or circle."""

    NOW = 0
    SOON = 1
    WHEN_READY = 2


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that needs a person: what, why, and the button that deals with it."""

    key: str
    title: str
    reason: str
    action: str
    url: str
    urgency: Urgency


NeedSource = Callable[[Programme, Person], Iterable[Need]]
_sources: list[NeedSource] = []


def register_needs(source: NeedSource) -> None:
    """Let an app say what needs a coordinator; called from its `AppConfig.ready`.

    A source makes a number of queries that does not grow with the programme.
    """
    if source not in _sources:
        _sources.append(source)


def needs_of(programme: Programme, person: Person) -> list[Need]:
    """Return what needs this person in this programme, the most urgent first."""
    needs = [need for source in _sources for need in source(programme, person)]
    return sorted(needs, key=lambda need: (need.urgency, need.key))
