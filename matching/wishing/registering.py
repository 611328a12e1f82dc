"""What wishes and requests put into the registries: cards on Home, needs on Today, tasks."""

from matching.wishing import (
    emails,  # noqa: F401  (registers the kinds of message)
    needs,
    tasks,  # noqa: F401  (registers the entry points for workers)
    welcome,
)
from programmes import cards
from programmes import needs as today


def register() -> None:
    """Fill the registries; called from `AppConfig.ready`."""
    cards.register_cards(welcome.cards_of_wishing)
    today.register_needs(needs.needs_of_requests)
