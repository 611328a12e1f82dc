"""The console's timeline of one relationship: facts of its course, never what anybody wrote."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from matching.models import Match


@dataclass(frozen=True, slots=True)
class CourseFact:
    """Something that happened in a relationship: when, and in words without content."""

    at: datetime
    title: str
    text: str = ""
    icon: str = ""
    tone: str = ""


FactSource = Callable[[Match], Iterator[CourseFact]]

_sources: list[FactSource] = []


def register_facts(source: FactSource) -> None:
    """Let a package add its facts; called from its `registering.register`.

    A source makes one or two queries.
    """
    if source not in _sources:
        _sources.append(source)


def course_of(match: Match) -> list[CourseFact]:
    """Return what happened in a relationship, the latest first.

    Of what happened at the same moment the fact that was yielded later counts as later.
    """
    facts = [fact for source in _sources for fact in source(match)]
    return sorted(facts, key=lambda fact: fact.at)[::-1]
