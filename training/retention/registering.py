"""What retention puts on the pages of others."""

from programmes import cards, merging, needs, person_facts
from training.retention import (
    emails,  # noqa: F401  (registers the kinds of message)
)
from training.retention.cards import cards_of_retention, unread_thanks
from training.retention.merging import MERGER
from training.retention.needs import needs_of_retention
from training.retention.person_sections import facts_of_retention


def register() -> None:
    """Fill the registries; called from `AppConfig.ready`."""
    needs.register_needs(needs_of_retention)
    cards.register_cards(cards_of_retention, unread_thanks)
    person_facts.register_facts(facts_of_retention)
    merging.register_merger(MERGER)
