"""What goals put into the registries: cards, parts, facts, and what their skills suggest."""

from matching import pair_page, timeline
from matching.goals import (
    course,
    emails,  # noqa: F401  (registers the kind of message)
    part,
    topics,
    welcome,
)
from programmes import cards
from training.communities.suggestions import register_goal_topics


def register() -> None:
    """Fill the registries; called from `AppConfig.ready`."""
    cards.register_cards(welcome.cards_of_goals)
    pair_page.register_parts(part.part_of_goals)
    timeline.register_facts(course.course_of_goals)
    register_goal_topics(topics.topics_of_goals)
