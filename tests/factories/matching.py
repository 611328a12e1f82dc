"""Matches and meetings."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from matching.enums import ENDED_STATES, MatchState, MeetingState
from programmes.enums import ParticipantRole
from tests.factories.accounts import PersonFactory
from tests.factories.dates import days_ago
from tests.factories.programmes import CohortFactory, MenteeFactory, ParticipantFactory
from tests.factories.training import EntryFactory

BEGUN = (MatchState.ACTIVE, MatchState.PAUSED, *ENDED_STATES)
AGREED = (MatchState.ACCEPTED, *BEGUN)


class MatchFactory(DjangoModelFactory):
    """A match under way of a mentor and a mentee; `mentors` and `mentees` name participants."""

    class Meta:
        model = "matching.Match"
        skip_postgeneration_save = True

    cohort = factory.SubFactory(CohortFactory)
    state = MatchState.ACTIVE
    proposed_at = factory.LazyFunction(lambda: ago(days=40))
    accepted_at = factory.LazyAttribute(
        lambda new: new.proposed_at + timedelta(days=2) if new.state in AGREED else None
    )
    started_on = factory.LazyAttribute(
        lambda new: (
            timezone.localdate(new.proposed_at) + timedelta(days=3) if new.state in BEGUN else None
        )
    )
    ended_on = factory.LazyAttribute(
        lambda new: timezone.localdate() if new.state in ENDED_STATES else None
    )

    @factory.post_generation
    def mentors(self: Any, create: bool, extracted: Any) -> None:  # noqa: FBT001  (factory_boy calls it so)
        people = (
            extracted if extracted is not None else [ParticipantFactory.create(cohort=self.cohort)]
        )
        seat(self, people, ParticipantRole.MENTOR)

    @factory.post_generation
    def mentees(self: Any, create: bool, extracted: Any) -> None:  # noqa: FBT001  (factory_boy calls it so)
        people = extracted if extracted is not None else [MenteeFactory.create(cohort=self.cohort)]
        seat(self, people, ParticipantRole.MENTEE)


class MeetingFactory(DjangoModelFactory):
    """A meeting planned for next week."""

    class Meta:
        model = "matching.Meeting"

    match = factory.SubFactory(MatchFactory)
    starts_at = factory.LazyFunction(lambda: ago(days=-7))
    minutes = 45


class HeldMeetingFactory(MeetingFactory):
    """A meeting that took place a week ago."""

    starts_at = factory.LazyFunction(lambda: ago(days=7))
    state = MeetingState.HELD
    logged_at = factory.LazyAttribute(lambda new: new.starts_at + timedelta(hours=2))
    logged_by = factory.SubFactory(PersonFactory)


def ago(*, days: int) -> datetime:
    """Return noon of the day so many days before today."""
    now = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    return now - timedelta(days=days)


def seat(match: Any, participants: Any, side: str) -> None:
    """Put participants on one side of a match, with the answer that fits its state."""
    for participant in participants:
        match.members.create(participant=participant, side=side, accepted_at=match.accepted_at)


def trained(participant: Any) -> Any:
    """Give a participant the hours that the gate before a match asks for."""
    EntryFactory.create(
        programme=participant.cohort.programme,
        person=participant.person,
        role=participant.role,
        hours=Decimal(6),
        earned_on=days_ago(30)(),
    )
    return participant


def pair(world: Any, state: str = MatchState.ACTIVE, **fields: Any) -> Any:
    """Match the mentor and the mentee of the world."""
    return MatchFactory.create(
        cohort=world.cohort,
        state=state,
        mentors=[world.mentor_place],
        mentees=[world.mentee_place],
        **fields,
    )
