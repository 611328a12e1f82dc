"""What reviews and decisions put on the pages of others."""

from programmes.cards import register_cards
from programmes.needs import register_needs
from programmes.selection import deeds
from programmes.selection.decision_needs import needs_of_decisions
from programmes.selection.marking import cards_of_reviews, reviews_to_do
from programmes.selection.own import applications_anew, cards_of_decisions, decisions_told
from programmes.selection.review_needs import needs_of_reviews


def register() -> None:
    """Fill the registries; called from `AppConfig.ready`."""
    deeds.register()
    register_needs(needs_of_reviews)
    register_needs(needs_of_decisions)
    register_cards(cards_of_reviews, reviews_to_do)
    register_cards(cards_of_decisions, decisions_told, applications_anew)
