"""What the pathway puts into the registries of the apps below."""

from programmes import cards, dealt_with, merging, needs, person_facts
from training.pathway import (
    emails,  # noqa: F401  (registers the kinds of message)
    measures,
    settled,
)
from training.pathway.cards import cards_of_pathway
from training.pathway.merging import MERGER
from training.pathway.needs import needs_of_pathway
from training.pathway.person_sections import facts_of_pathway


def register() -> None:
    """Fill the registries; called from this app's own."""
    measures.register()
    merging.register_merger(MERGER)
    needs.register_needs(needs_of_pathway)
    cards.register_cards(cards_of_pathway)
    dealt_with.register_deeds("training.pathway", settled.KINDS, settled.pathways)
    person_facts.register_facts(facts_of_pathway)
