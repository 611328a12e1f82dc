"""What goals put into the registries: cards, parts, facts, and what their skills suggest."""

from matching import pair_page, timeline
from matching.goals import (
    course,
    emails,  # noqa: F401  (registers the kind of message)
    part,
    queries,
    topics,
    welcome,
)
from matching.own_matches import current_matches, own_absences, own_rests
from programmes import cards
from training.communities.suggestions import register_goal_topics


def register() -> None:
    """Fill the registries; called from `AppConfig.ready`."""
    cards.register_cards(
        welcome.cards_of_steps, welcome.steps_to_take, current_matches, own_absences
    )
    cards.register_cards(
        welcome.cards_of_first_goals,
        welcome.without_goal,
        current_matches,
        own_absences,
        own_rests,
    )
    pair_page.register_parts(part.part_of_goals, queries.goals_by_state)
    timeline.register_facts(course.course_of_goals)
    register_goal_topics(topics.topics_of_goals)
