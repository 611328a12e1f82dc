"""What discussions, resources and peer partners put into the registries of the apps below."""

from programmes import cards, merging, needs
from training.communities import (
    peers_merging,
    talk_cards,
    talk_emails,  # noqa: F401  (registers the kinds of message)
    talk_needs,
)


def register() -> None:
    """Fill the registries; called once all models are ready."""
    merging.register_merger(peers_merging.MERGER)
    needs.register_needs(talk_needs.needs_of_talk)
    cards.register_cards(talk_cards.cards_of_reports, talk_cards.open_reports)
    cards.register_cards(talk_cards.cards_of_partners, talk_cards.partners_not_met)
    cards.register_cards(talk_cards.cards_of_suggestions, talk_cards.a_resource_to_know)
