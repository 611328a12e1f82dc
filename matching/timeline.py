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

# Each makes one or two queries; added from `AppConfig.ready`.
SOURCES: list[FactSource] = []


def course_of(match: Match) -> list[CourseFact]:
    """Return what happened in a relationship, the latest first."""
    facts = [fact for source in SOURCES for fact in source(match)]
    return sorted(facts, key=lambda fact: fact.at, reverse=True)
