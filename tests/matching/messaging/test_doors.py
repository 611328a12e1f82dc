"""When the people of a match may write to each other."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.enums import MatchState
from matching.messaging.doors import Door, closes_on, door_of
from tests.factories.matching import MatchFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (MatchState.PROPOSED, Door.NOT_YET),
        (MatchState.ACCEPTED, Door.OPEN),
        (MatchState.ACTIVE, Door.OPEN),
        (MatchState.PAUSED, Door.OPEN),
        (MatchState.CLOSED, Door.OPEN),
        (MatchState.ENDED_EARLY, Door.OPEN),
        (MatchState.DECLINED, Door.GONE),
        (MatchState.EXPIRED, Door.GONE),
    ],
)
def test_a_conversation_stands_as_its_match_does(state, expected):
    assert door_of(MatchFactory.create(state=state), timezone.now()) == expected


def test_whoever_asks_to_talk_first_opens_it_until_the_time_to_answer_is_over():
    now = timezone.now()
    match = MatchFactory.create(state=MatchState.PROPOSED, answer_by=now + timedelta(days=1))
    match.members.filter(side="mentee").update(talk_asked_at=now)
    assert door_of(match, now) == Door.OPEN
    assert door_of(match, now + timedelta(days=1)) == Door.GONE


def test_it_closes_thirty_days_after_the_end():
    match = MatchFactory.create(state=MatchState.CLOSED)
    last = closes_on(match)
    assert last == match.ended_on + timedelta(days=30)
    assert door_of(match, timezone.now() + timedelta(days=30)) == Door.OPEN
    assert door_of(match, timezone.now() + timedelta(days=31)) == Door.CLOSED
    assert closes_on(MatchFactory.create()) is None
