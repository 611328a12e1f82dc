"""Pairs of a draft on their way to their people."""

from typing import Any

from matching.rounds.settings import settings_of
from tests.factories.matching import trained
from tests.factories.programmes import MenteeFactory, ParticipantFactory
from tests.factories.rounds import DraftFactory, DraftPairFactory, RoundFactory

LANGUAGE = {
    "id": "language",
    "strength": "should",
    "test": "language",
    "weight": 5,
    "mentee_field": "",
    "mentor_field": "",
    "at_least": 1,
    "most": 0,
    "low": 1,
    "high": 1,
    "order": [],
    "sentence": "Mentor and mentee should share a language.",
    "short_name": "Language",
}
WISHES = {
    **LANGUAGE,
    "id": "wishes",
    "test": "wishes",
    "sentence": "People should get whom they wished for.",
    "short_name": "Wishes",
}


def draft_of(world: Any, *, mentors: int = 2, mentees_each: int = 1) -> Any:
    """Make a draft whose pairs can all be asked: mentors with so many mentees each."""
    chosen = RoundFactory.create(cohort=world.cohort, ceiling=mentees_each)
    settings = settings_of(chosen) | {"rules": [LANGUAGE, WISHES]}
    draft = DraftFactory.create(round=chosen, settings=settings)
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
