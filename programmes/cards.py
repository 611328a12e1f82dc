"""What a participant's home shows: every app says it here, the first card is drawn large."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mentorship.accounts.models import Person


@dataclass(frozen=True, slots=True)
class Card:
    """One thing for a participant: a sentence, a little more, and one button.

    `order` sorts cards, the smallest first; the first that `is_big_worthy` becomes the big one,
    its `headline` the page's opening sentence ("You meet Amara on Tuesday").
    """

    key: str
    title: str
    text: str
    action: str
    url: str
    order: int
    headline: str = ""

    @property
    def is_big_worthy(self) -> bool:
        """Tell whether the card may open the page."""
        return bool(self.headline)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a participant's path."""

    label: str
    is_done: bool
    is_current: bool = False


CardSource = Callable[[Person], Iterable[Card]]
_sources: list[CardSource] = []


def register_cards(source: CardSource) -> None:
    """Let an app put cards on a participant's home; called from its `AppConfig.ready`."""
    if source not in _sources:
        _sources.append(source)


def cards_of(person: Person) -> list[Card]:
    """Return the person's cards in order."""
    cards = [card for source in _sources for card in source(person)]
    return sorted(cards, key=lambda card: (card.order, card.key))
