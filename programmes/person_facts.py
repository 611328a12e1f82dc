"""What is shown of a participant to those who look after them: every app adds its own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from mentorship.accounts.models import Person
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


SectionSource = Callable[[Participant, Person], Iterable[Section]]
MomentSource = Callable[[Participant, Person], Iterable[Moment]]
_section_sources: list[SectionSource] = []
_moment_sources: list[MomentSource] = []


def register_sections(source: SectionSource) -> None:
    """Let an app say how a participant stands with it; called from its `AppConfig.ready`.

    A source is given the participant and who looks at them, and leaves out what that person may
    not see.
    """
    if source not in _section_sources:
        _section_sources.append(source)


def register_moments(source: MomentSource) -> None:
    """Let an app add to a participant's timeline; called from its `AppConfig.ready`."""
    if source not in _moment_sources:
        _moment_sources.append(source)


def sections_of(participant: Participant, viewer: Person) -> list[Section]:
    """Return the sections that the viewer may see, in order."""
    sections = [section for source in _section_sources for section in source(participant, viewer)]
    return sorted(sections, key=lambda section: (section.order, section.key))


def moments_of(participant: Participant, viewer: Person) -> list[Moment]:
    """Return what happened to the participant, as far as the viewer may see it, newest first."""
    moments = [moment for source in _moment_sources for moment in source(participant, viewer)]
    return sorted(moments, key=lambda moment: _day(moment.at), reverse=True)


def _day(at: date | datetime) -> tuple[date, bool, str]:
    """Return a key that sorts days and times together: within a day, times after the bare day."""
    if isinstance(at, datetime):
        return timezone.localdate(at), True, at.isoformat()
    return at, False, ""
