"""What intake puts on the pages of others."""

from programmes.cards import register_cards
from programmes.intake import deeds, receivers
from programmes.intake.cards import (
    cards_of_intake,
    cards_of_nominations,
    open_nominations,
    own_endorsements,
    own_waiting_places,
)
from programmes.intake.needs import needs_of_intake
from programmes.intake.queries import own_applications
from programmes.needs import register_needs


def register() -> None:
    """Fill the registries, and listen; called from `AppConfig.ready`."""
    register_needs(needs_of_intake)
    register_cards(cards_of_nominations, open_nominations)
    register_cards(cards_of_intake, own_applications, own_endorsements, own_waiting_places)
    deeds.register()
    receivers.connect()
