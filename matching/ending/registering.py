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
    pair_page.register_parts(part.closing_part, part.end_of_match, part.looked_back)
    pair_page.register_parts(part.rest_part, part.rests_in, part.absences_in)
    pair_page.register_parts(part.rematch_part, part.rematch_wishes)
    for facts in (course.rests_in_course, course.ending_in_course):
        timeline.register_facts(facts)
