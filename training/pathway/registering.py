"""What the pathway puts into the registries of the apps below."""

from programmes import cards, dealt_with, merging, needs, person_facts
from training.pathway import (
    cards as own_cards,
)
from training.pathway import (
    emails,  # noqa: F401  (registers the kinds of message)
    measures,
    settled,
)
from training.pathway.merging import MERGER
from training.pathway.needs import needs_of_pathway
from training.pathway.person_sections import facts_of_pathway


def register() -> None:
    """Fill the registries; called from this app's own."""
    measures.register()
    merging.register_merger(MERGER)
    needs.register_needs(needs_of_pathway)
    cards.register_cards(own_cards.cards_of_consents, own_cards.asked_to_be_observed)
    cards.register_cards(own_cards.cards_of_words, own_cards.asked_for_a_word)
    cards.register_cards(own_cards.cards_of_own_pathways, own_cards.own_pathways)
    cards.register_cards(own_cards.cards_of_offers, own_cards.times_as_mentee)
    dealt_with.register_deeds("training.pathway", settled.KINDS, settled.pathways)
    person_facts.register_facts(facts_of_pathway)
