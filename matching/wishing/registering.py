"""What wishes and requests put into the registries: cards on Home, tasks."""

from matching.wishing import (
    emails,  # noqa: F401  (registers the kinds of message)
    tasks,  # noqa: F401  (registers the entry points for workers)
    welcome,
)
from programmes import cards


def register() -> None:
    """Fill the registries; called from `AppConfig.ready`."""
    cards.register_cards(welcome.cards_of_wishing, *welcome.READS)
