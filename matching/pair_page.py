"""The portal's page of one match: each part of the relationship says how it stands, in a line."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from matching.models import Match
from mentorship.accounts.models import Person


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


PartSource = Callable[[Match, Person], Iterator[PairPart]]

_sources: list[PartSource] = []


def register_parts(source: PartSource) -> None:
    """Let a package add its part; called from its `registering.register`.

    A source makes one or two queries; matches come with their people and programme.
    """
    if source not in _sources:
        _sources.append(source)


def parts_of(match: Match, viewer: Person) -> list[PairPart]:
    """Return the parts of a relationship as one of its people sees them, in order."""
    parts = [part for source in _sources for part in source(match, viewer)]
    return sorted(parts, key=lambda part: part.order)
