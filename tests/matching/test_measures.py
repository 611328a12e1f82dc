"""Figures of matches, against counts by hand."""

from decimal import Decimal

import pytest
from django.utils import timezone

from matching.enums import MatchState
from matching.measures import closed_as_planned, meetings_held_per_match
from tests.factories.matching import HeldMeetingFactory, MatchFactory, MeetingFactory

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
