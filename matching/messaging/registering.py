"""What messages put into the registries: home, a pair's page, its course, mails, work."""

from matching.messaging import (
    cards,
    course,
    emails,  # noqa: F401  (registers the kinds of message)
    part,
    queries,
    tasks,  # noqa: F401  (registers the entry points for workers)
)
from matching.pair_page import register_parts
from matching.timeline import register_facts
from programmes.cards import register_cards


def register() -> None:
    """Fill the registries; called from `AppConfig.ready`."""
    register_cards(cards.cards_of_messages, cards.unread_messages)
    register_parts(part.part_of_messages, queries.unread_in)
    register_facts(course.facts_of_messages)
