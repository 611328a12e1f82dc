"""Figures of matches, against counts by hand."""

from decimal import Decimal

import pytest
from django.utils import timezone

from matching.enums import MatchState
from matching.goals.enums import GoalState
from matching.measures import (
    closed_as_planned,
    goal_gain,
    goals_reached,
    meetings_held_per_match,
)
from programmes.enums import CohortState
from tests.factories.accounts import PersonFactory
from tests.factories.matching import HeldMeetingFactory, MatchFactory, MeetingFactory
from tests.factories.programmes import CohortFactory
from tests.factories.relationships import GoalFactory

TODAY = timezone.localdate()


def match(world, state):
    return MatchFactory.create(cohort=world.cohort, state=state)


def test_matches_that_ended_are_compared_with_those_closed(world):
    for state in (*[MatchState.CLOSED] * 3, MatchState.ENDED_EARLY, MatchState.ACTIVE):
        match(world, state)
    MatchFactory.create(state=MatchState.ENDED_EARLY)  # of another programme
    reading = closed_as_planned(world.programme, as_of=TODAY)
    assert (reading.value, reading.n, reading.of) == (Decimal(75), 3, 4)


def test_before_any_match_has_ended_nobody_can_tell(world):
    match(world, MatchState.ACTIVE)
    assert closed_as_planned(world.programme, as_of=TODAY) is None


def test_meetings_held_are_divided_by_matches_that_began(world):
    for number in (0, 2, 3):
        began = match(world, MatchState.ACTIVE)
        HeldMeetingFactory.create_batch(number, match=began)
        MeetingFactory.create(match=began)
    match(world, MatchState.PROPOSED)
    reading = meetings_held_per_match(world.programme, as_of=TODAY)
    assert (reading.value, reading.n, reading.of) == (Decimal("1.7"), 3, None)


@pytest.mark.parametrize("state", [MatchState.PROPOSED, MatchState.ACTIVE])
def test_where_no_meeting_was_ever_noted_nobody_can_tell(world, state):
    match(world, state)
    assert meetings_held_per_match(world.programme, as_of=TODAY) is None


def goals(world, people, *, state=GoalState.REACHED, closed=True, gain=2):
    """Let so many people have set a goal each in a cohort of their own, and rated it twice."""
    cohort = CohortFactory.create(
        programme=world.programme, state=CohortState.CLOSED if closed else CohortState.RUNNING
    )
    match = MatchFactory.create(cohort=cohort, state=MatchState.CLOSED)
    for _person in range(people):
        settled = timezone.now() if state != GoalState.OPEN else None
        GoalFactory.create(
            match=match,
            person=PersonFactory.create(),
            state=state,
            settled_at=settled,
            start_rating=3,
            end_rating=3 + gain,
            end_rated_at=timezone.now(),
        )


def test_goals_count_once_their_cohort_has_closed_with_five_people(world):
    goals(world, 4)
    goals(world, 8, closed=False)
    assert goals_reached(world.programme, as_of=TODAY) is None
    assert goal_gain(world.programme, as_of=TODAY) is None
    goals(world, 5, gain=2)
    goals(world, 5, state=GoalState.DROPPED, gain=-1)
    reached = goals_reached(world.programme, as_of=TODAY)
    assert (reached.value, reached.n, reached.of) == (Decimal(50), 5, 10)
    gain = goal_gain(world.programme, as_of=TODAY)
    assert (gain.value, gain.n) == (Decimal("0.5"), 10)
