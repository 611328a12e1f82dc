"""Pairs of a draft on their way to their people."""

from typing import Any

from tests.factories.matching import trained
from tests.factories.programmes import MenteeFactory, ParticipantFactory
from tests.factories.rounds import DraftFactory, DraftPairFactory, RoundFactory

RULES = [
    {
        "id": "language",
        "strength": "should",
        "test": "language",
        "weight": 5,
        "mentee_field": "",
        "mentor_field": "",
        "short_name": "Language",
    },
    {
        "id": "wishes",
        "strength": "should",
        "test": "wishes",
        "weight": 5,
        "mentee_field": "",
        "mentor_field": "",
        "short_name": "Wishes",
    },
]


def draft_of(world: Any, *, mentors: int = 2, mentees_each: int = 1) -> Any:
    """Make a draft whose pairs can all be asked: mentors with so many mentees each."""
    chosen = RoundFactory.create(cohort=world.cohort, ceiling=mentees_each)
    draft = DraftFactory.create(round=chosen, settings={"rules": RULES})
    for turn in range(mentors):
        mentor = trained(
            ParticipantFactory.create(
                cohort=world.cohort,
                person__name=f"Mentor {turn}",
                person__email=f"mentor-{turn}@example.org",
            )
        )
        for place in range(mentees_each):
            number = turn * mentees_each + place
            mentee = trained(
                MenteeFactory.create(
                    cohort=world.cohort,
                    person__name=f"Mentee {number}",
                    person__email=f"mentee-{number}@example.org",
                )
            )
            DraftPairFactory.create(
                draft=draft, mentee=mentee, mentor=mentor, parts=[5000, 3400], points=8400
            )
    return draft
