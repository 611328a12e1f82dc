"""The console's timeline of one relationship: facts of its course, never what anybody wrote."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from matching.models import Match
from mentorship.common.together import Telling, tell_together


@dataclass(frozen=True, slots=True)
class CourseFact:
    """Something that happened in a relationship: when, and in words without content."""

    at: datetime
    title: str
    text: str = ""
    icon: str = ""
    tone: str = ""


FactSource = Callable[[Match], Telling[CourseFact]]

_sources: list[FactSource] = []


def register_facts(source: FactSource) -> None:
    """Let a package add its facts; called from its `registering.register`.

    What a source reads it yields as `Reads` first: those of all sources go together.
    """
    if source not in _sources:
        _sources.append(source)


def course_of(match: Match, *beside: Telling[Any]) -> tuple[list[CourseFact], list[list[Any]]]:
    """Return what happened in a relationship, the latest first, and what else is told of it.

    What that reads goes along. Of what happened at the same moment the fact that was yielded
    later counts as later.
    """
    told: list[list[Any]] = tell_together(*beside, *(source(match) for source in _sources))
    facts = [fact for each in told[len(beside) :] for fact in each]
    return sorted(facts, key=lambda fact: fact.at)[::-1], told[: len(beside)]
