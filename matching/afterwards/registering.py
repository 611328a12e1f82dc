"""What is said after meetings puts into the registries: cards, parts of pages, mails, tasks."""

from matching.afterwards import (
    cards,
    course,
    emails,  # noqa: F401  (registers the kinds of message)
    part,
    queries,
    tasks,  # noqa: F401  (registers the entry points for workers)
)
from matching.own_matches import current_matches
from matching.pair_page import register_parts
from matching.timeline import register_facts
from programmes.cards import register_cards


def register() -> None:
    """Fill the registries; called from `AppConfig.ready`."""
    register_cards(cards.cards_of_fit, cards.open_fit_checks, current_matches)
    register_cards(cards.cards_of_mood, cards.meeting_without_mood, current_matches)
    register_parts(part.parts_after_meetings, part.notes_to_read, queries.checks_of)
    register_facts(course.facts_of_fit)
