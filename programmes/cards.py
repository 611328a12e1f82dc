"""What a participant's home shows: every app says it here, the first card is drawn large.

A source says at first which rows of the database it speaks of (`common.together`). Those of all
sources come in one statement, and a source whose first read finds none is not asked.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from mentorship.accounts.models import Person
from mentorship.common.statements import Read, rows_of
from programmes.enums import ParticipantState
from programmes.models import Participant, TeamMember
from programmes.queries import places_now, team_memberships

ON_THE_WAY = frozenset(
    {ParticipantState.ACCEPTED, ParticipantState.TRAINED, ParticipantState.MATCHED}
)


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that can be given on the card itself: its word, and what its button posts."""

    label: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Card:
    """One thing for a participant: a sentence, a little more, and one button.

    `order` sorts cards, the smallest first; the first that `is_big_worthy` becomes the big one,
    its `headline` the page's opening sentence ("You meet Amara on Tuesday"). With `choices` the
    card asks there and then: each is a button that posts to `url`, instead of the link `action`.
    """

    key: str
    title: str
    text: str
    action: str
    url: str
    order: int
    headline: str = ""
    choices: tuple[Choice, ...] = ()

    @property
    def is_big_worthy(self) -> bool:
        """Tell whether the card may open the page."""
        return bool(self.headline)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a participant's path; `order` places it among the steps of other apps.

    This app's own steps stand at 10 (start), 20 (training), 30 (match) and 90 (close).
    """

    label: str
    order: int
    is_done: bool
    url: str = ""


class PathState(StrEnum):
    """How a step of a path is drawn: behind them, theirs now, or still to come."""

    DONE = "done"
    NOW = "now"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class PathStep:
    """A step with its place on the way."""

    label: str
    state: PathState
    url: str


@dataclass(frozen=True, slots=True)
class Path:
    """A participant's way through a cohort."""

    participant: Participant
    steps: tuple[PathStep, ...]

    @property
    def reached(self) -> int:
        """Return the number of the step they are at; all steps when they are through."""
        return sum(step.state != PathState.LATER for step in self.steps)


@dataclass(frozen=True, slots=True)
class Home:
    """All that a participant's home shows."""

    cards: list[Card]
    paths: list[Path]
    places: list[Participant]
    team_places: list[TeamMember]


# Given the person and the rows of each of its reads.
CardSource = Callable[..., Iterable[Card]]
# Given the places that a person has now, and the rows of each of its reads.
StepSource = Callable[..., Mapping[UUID, Iterable[Step]]]


class _Source(NamedTuple):
    """Who tells something, and of which rows."""

    tell: Callable[..., Any]
    reads: tuple[Read, ...]


_card_sources: list[_Source] = []
_step_sources: list[_Source] = []


def register_cards(source: CardSource, *reads: Read) -> None:
    """Let an app put cards on a participant's home; called from its `AppConfig.ready`.

    The reads are about the person. Without rows of the first, the source has nothing to say.
    """
    if not reads:
        raise ValueError("A source of cards says which rows it speaks of.")
    _add(_card_sources, _Source(source, reads))


def register_steps(source: StepSource, *reads: Read) -> None:
    """Let an app put steps on participants' paths; called from its `AppConfig.ready`.

    A source returns steps by participant id, and asks for no more than its reads about the person.
    """
    _add(_step_sources, _Source(source, reads))


def _add(sources: list[_Source], new: _Source) -> None:
    """Add a source once."""
    if new not in sources:
        sources.append(new)


def home_of(person: Person) -> Home:
    """Return what a person's home shows; one query, and those of sources that have more to ask."""
    sources = [*_card_sources, *_step_sources]
    asked = [read for source in sources for read in source.reads]
    reads = list(dict.fromkeys([places_now, team_memberships, *asked]))
    found = dict(zip(reads, rows_of(reads, person), strict=True))
    places = found[places_now]
    return Home(
        cards=_cards(person, found),
        paths=_paths([place for place in places if place.state in ON_THE_WAY], found),
        places=places,
        team_places=[member for member in found[team_memberships] if member.is_current],
    )


def _cards(person: Person, found: Mapping[Read, Sequence[Any]]) -> list[Card]:
    """Return the cards of those who have something to say, in order."""
    cards: list[Card] = []
    for source in _card_sources:
        rows = [found[read] for read in source.reads]
        if rows[0]:
            cards.extend(source.tell(person, *rows))
    return sorted(cards, key=lambda card: (card.order, card.key))


def _paths(places: Sequence[Participant], found: Mapping[Read, Sequence[Any]]) -> list[Path]:
    """Return each participant's path, with the first step that is not done as theirs now."""
    if not places:
        return []
    steps: dict[UUID, list[Step]] = {place.pk: [] for place in places}
    for source in _step_sources:
        told = source.tell(places, *(found[read] for read in source.reads))
        for participant_id, more in told.items():
            steps[participant_id].extend(more)
    return [Path(place, _in_order(steps[place.pk])) for place in places]


def _in_order(steps: Iterable[Step]) -> tuple[PathStep, ...]:
    """Sort steps and say of each where it lies; a step may be done before an earlier one."""
    ordered = sorted(steps, key=lambda step: step.order)
    now = next((step for step in ordered if not step.is_done), None)
    return tuple(
        PathStep(
            step.label,
            PathState.DONE if step.is_done else PathState.NOW if step is now else PathState.LATER,
            step.url,
        )
        for step in ordered
    )
