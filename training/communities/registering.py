"""What communities put into the registries of the apps below."""

from programmes import cards, dealt_with, merging, needs, person_facts, task_list
from training.communities import (
    emails,  # noqa: F401  (registers the kind of message)
    person_sections,
    receivers,
    welcome,
)
from training.communities import merging as own_merging
from training.communities import needs as own_needs
from training.communities.settled import KINDS, communities


def register() -> None:
    """Fill the registries; called by the app's own `register`."""
    receivers.connect()
    merging.register_merger(own_merging.MERGER)
    needs.register_needs(own_needs.needs_of_communities)
    task_list.register_tasks(own_needs.tasks_of_communities, holds_up=())
    dealt_with.register_deeds("training.community", KINDS, communities)
    cards.register_cards(welcome.cards_of_gatherings, welcome.unanswered_gatherings)
    cards.register_cards(welcome.cards_of_invitations, welcome.invitations_of)
    person_facts.register_facts(person_sections.facts_of_communities)
