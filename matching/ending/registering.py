"""What endings put into the registries: cards on Home, parts of a match’s page, messages, tasks."""

from matching import pair_page, timeline
from matching.ending import (
    course,
    emails,  # noqa: F401  (registers the kinds of message)
    home,
    part,
    tasks,  # noqa: F401  (registers the entry points for workers)
)
from matching.own_matches import current_matches, own_absences
from programmes import cards


def register() -> None:
    """Fill the registries; called from `AppConfig.ready`."""
    cards.register_cards(home.cards_of_endings, home.own_ends, current_matches, own_absences)
    for source in (part.closing_part, part.rest_part, part.rematch_part):
        pair_page.register_parts(source)
    for facts in (course.rests_in_course, course.ending_in_course):
        timeline.register_facts(facts)
