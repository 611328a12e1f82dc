"""What concerns put into the registries: a card for whoever answers, a part of a pair's page."""

from matching.concerns import (
    emails,  # noqa: F401  (registers the kinds of message)
    part,
    queries,
    tasks,  # noqa: F401  (registers the entry points for workers)
    welcome,
)
from matching.pair_page import register_parts
from programmes import cards


def register() -> None:
    """Fill the registries; called from `AppConfig.ready`."""
    cards.register_cards(welcome.cards_of_concerns, queries.waiting_for)
    register_parts(part.part_of_concerns)
