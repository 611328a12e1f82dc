"""The portal's page of one match: each part of the relationship says how it stands, in a line."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from matching.models import Match
from mentorship.accounts.models import Person
from mentorship.common.statements import Read, rows_of


@dataclass(frozen=True, slots=True)
class PairPart:
    """One part of a relationship on its page: a name, how it stands, and where to go.

    `order` places it: agreement 10, goals 20, meetings 30, messages 40, fit 50, closing 60,
    help 90.
    `wants_you` marks what waits for the reader; `action` is then the word of the page's one button.
    """

    key: str
    title: str
    text: str
    url: str
    order: int
    icon: str = ""
    wants_you: bool = False
    action: str = ""


# Given the match, the viewer, and the rows of each of its reads.
PartSource = Callable[..., Iterator[PairPart]]

_sources: dict[PartSource, tuple[Read, ...]] = {}


def register_parts(source: PartSource, *reads: Read) -> None:
    """Let a package add its part; called from its `registering.register`.

    The reads are about the match and the viewer; matches come with their people and programme.
    """
    _sources[source] = reads


def parts_of(match: Match, viewer: Person) -> list[PairPart]:
    """Return the parts of a relationship as one of its people sees them, in order."""
    return parts_and_rows(match, viewer)[0]


def parts_and_rows(
    match: Match, viewer: Person, *more: Read
) -> tuple[list[PairPart], list[list[Any]]]:
    """Return the same, and the rows of more reads about the two.

    One query, and one for signatures where an agreement was written.
    """
    asked_for = [read for asked in _sources.values() for read in asked]
    reads = list(dict.fromkeys([*more, *asked_for]))
    found = dict(zip(reads, rows_of(reads, match, viewer), strict=True))
    parts = [
        part
        for source, asked in _sources.items()
        for part in source(match, viewer, *(found[read] for read in asked))
    ]
    return sorted(parts, key=lambda part: part.order), [found[read] for read in more]
