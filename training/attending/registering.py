"""What being at a session puts into the registries: cards on Home, and a kind of message."""

from programmes import cards
from training.attending.cards import (
    cards_after_sessions,
    cards_of_leading,
    sessions_attended,
    sessions_led,
)
from training.attending.emails import MISSED_YOU  # noqa: F401  (registers the kind of message)


def register() -> None:
    """Fill the registries; called from `training.registering`."""
    cards.register_cards(cards_of_leading, sessions_led)
    cards.register_cards(cards_after_sessions, sessions_attended)
