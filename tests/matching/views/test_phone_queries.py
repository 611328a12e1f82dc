"""The pages that people open on a phone ask the database little, however much there is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matching.enums import MatchState
from matching.models import PairMessage
from tests.factories.dates import days_ago
from tests.factories.matching import HeldMeetingFactory, MeetingFactory, ago, pair
from tests.factories.relationships import (
    AgreementInForceFactory,
    FitCheckFactory,
    GoalFactory,
    GoalStepFactory,
    MeetingNoteFactory,
)
from tests.factories.training import in_days

pytestmark = pytest.mark.django_db
MOST = 12


def fill(world, match, numbers):
    """Let as much happen in a match, on days of its own."""
    for number in numbers:
        MeetingFactory.create(match=match, starts_at=in_days(number + 1))
        MeetingFactory.create(match=match, starts_at=ago(days=number + 1))
        held = HeldMeetingFactory.create(match=match, starts_at=ago(days=number + 40))
        MeetingNoteFactory.create(meeting=held, by=world.mentee)
        goal = GoalFactory.create(match=match)
        GoalStepFactory.create(goal=goal, due_on=days_ago(3)())
        PairMessage.objects.create(match=match, by=world.mentor, text="Hello")


@pytest.fixture
def match(world):
    found = pair(world, MatchState.ACTIVE)
    AgreementInForceFactory.create(match=found)
    for member in found.members.all():
        FitCheckFactory.create(member=member)
    return found


@pytest.mark.parametrize("page", ["/home/", "/matches/{}/"])
def test_as_many_queries_for_thirty_of_each_as_for_one(world, match, client_of, page):
    client, counts = client_of(world.mentee), []
    client.get(page.format(match.pk))
    for numbers in (range(1), range(1, 30)):
        fill(world, match, numbers)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page.format(match.pk)).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] <= MOST
