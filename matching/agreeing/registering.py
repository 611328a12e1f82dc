"""What agreements put into the registries: a part of the pair's page, facts, cards on Home."""

from matching.agreeing import (
    course,
    emails,  # noqa: F401  (registers the kinds of message)
    part,
    queries,
    tasks,  # noqa: F401  (registers the entry points for workers)
    welcome,
)
from matching.booking.part import meetings_by_state
from matching.own_matches import current_matches
from matching.pair_page import register_parts
from matching.timeline import register_facts
from programmes import cards


def register() -> None:
    """Fill the registries; called from `AppConfig.ready`."""
    register_parts(part.part_of_agreement, queries.versions_of, meetings_by_state)
    register_facts(course.facts_of_beginning)
    cards.register_cards(welcome.cards_to_sign, welcome.agreements_to_sign)
    cards.register_cards(welcome.cards_to_agree, welcome.without_agreement, current_matches)
