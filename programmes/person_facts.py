"""What is shown of a participant to those who look after them: every app adds its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.common.together import Telling, reading, tell_together
from programmes.models import Participant


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a section: what it is, and how it stands with this person."""

    label: str
    value: str
    url: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A titled card on the participant's page; `order` sorts cards, the smallest first.

    `tone` (good, warn, bad, idle) and `word` say in one word how things stand.
    """

    key: str
    title: str
    order: int
    facts: tuple[Fact, ...]
    tone: str = ""
    word: str = ""
    action: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened to the participant, for their timeline."""

    at: date | datetime
    title: str
    text: str = ""
    url: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What a participant's page shows: its cards in order, and what happened, newest first."""

    sections: list[Section]
    moments: list[Moment]


FactSource = Callable[[Participant, Person], Telling[Section | Moment]]
_sources: list[FactSource] = []


def register_facts(source: FactSource) -> None:
    """Let an app tell of a participant; called from its `AppConfig.ready`.

    A source is given the participant and who looks at them, and leaves out what that person may
    not see. What it reads it yields as `Reads` first: those of all sources go together.
    """
    if source not in _sources:
        _sources.append(source)


def told_of(participant: Participant, viewer: Person, *beside: "QuerySet[Any, Any]") -> Told:
    """Return what the viewer may see of the participant; what else the page reads goes along."""
    told = tell_together(reading(*beside), *(source(participant, viewer) for source in _sources))
    facts = [fact for each in told for fact in each]
    sections = [fact for fact in facts if isinstance(fact, Section)]
    moments = [fact for fact in facts if isinstance(fact, Moment)]
    return Told(
        sorted(sections, key=lambda section: (section.order, section.key)),
        sorted(moments, key=lambda moment: _day(moment.at), reverse=True),
    )


def _day(at: date | datetime) -> tuple[date, bool, str]:
    """Return a key that sorts days and times together: within a day, times after the bare day."""
    if isinstance(at, datetime):
        return timezone.localdate(at), True, at.isoformat()
    return at, False, ""
