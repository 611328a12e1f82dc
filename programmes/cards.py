"""What a participant's home shows: every app says it here, the first card is drawn large."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from mentorship.accounts.models import Person
from programmes.models import Participant


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


CardSource = Callable[[Person], Iterable[Card]]
StepSource = Callable[[Sequence[Participant]], Mapping[UUID, Iterable[Step]]]
_card_sources: list[CardSource] = []
_step_sources: list[StepSource] = []


def register_cards(source: CardSource) -> None:
    """Let an app put cards on a participant's home; called from its `AppConfig.ready`."""
    if source not in _card_sources:
        _card_sources.append(source)


def register_steps(source: StepSource) -> None:
    """Let an app put steps on participants' paths; called from its `AppConfig.ready`.

    A source is given the places that a person has now, and returns steps by participant id, with a
    number of queries that does not grow with them.
    """
    if source not in _step_sources:
        _step_sources.append(source)


def cards_of(person: Person) -> list[Card]:
    """Return the person's cards in order."""
    cards = [card for source in _card_sources for card in source(person)]
    return sorted(cards, key=lambda card: (card.order, card.key))


def paths_of(participants: Sequence[Participant]) -> list[Path]:
    """Return each participant's path, with the first step that is not done as theirs now."""
    found: dict[UUID, list[Step]] = {participant.pk: [] for participant in participants}
    for source in _step_sources:
        for participant_id, steps in source(participants).items():
            found[participant_id].extend(steps)
    return [Path(place, _in_order(found[place.pk])) for place in participants]


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
