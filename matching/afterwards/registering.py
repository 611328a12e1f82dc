"""What is said after meetings puts into the registries: cards, parts of pages, mails, tasks."""

from matching import pair_page, timeline
from matching.afterwards import (
    cards,
    course,
    emails,  # noqa: F401  (registers the kinds of message)
    part,
    tasks,  # noqa: F401  (registers the entry points for workers)
)
from programmes.cards import register_cards


def register() -> None:
    """Fill the registries; called from `AppConfig.ready`."""
    register_cards(cards.cards_after_meetings)
    if part.parts_after_meetings not in pair_page.PARTS:
        pair_page.PARTS.append(part.parts_after_meetings)
    if course.facts_of_fit not in timeline.SOURCES:
        timeline.SOURCES.append(course.facts_of_fit)
