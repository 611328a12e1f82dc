"""Two at the same moment: one wins, and the other reads it."""

import pytest

from matching.actions.requests import (
    AskRefusedError,
    accept_request,
    ask_mentor,
    expire_requests,
    withdraw_request,
)
from matching.models import Match, MatchRequest
from matching.wishing.enums import RequestState
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.models import Message
from tests.matching.wishing.open_rounds import another_mentee, another_mentor, asking
from tests.programmes.races import both_at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_mentees_for_the_last_seat(world):
    asking(world, ceiling=1)
    other = another_mentee(world)
    errors = both_at_once(
        lambda: ask_mentor(world.mentee_place, world.mentor_place, words="", by=world.mentee),
        lambda: ask_mentor(other, world.mentor_place, words="", by=other.person),
    )
    assert [type(error) for error in errors] == [AskRefusedError]
    assert "Somebody else may have been quicker" in str(errors[0])
    assert MatchRequest.objects.waiting().count() == 1
    assert Message.objects.filter(kind="matching.request_asked").count() == 1


def test_one_mentee_asks_two_mentors(world):
    asking(world)
    ben = another_mentor(world)
    errors = both_at_once(
        lambda: ask_mentor(world.mentee_place, world.mentor_place, words="", by=world.mentee),
        lambda: ask_mentor(world.mentee_place, ben, words="", by=world.mentee),
    )
    assert [type(error) for error in errors] == [AskRefusedError]
    assert MatchRequest.objects.waiting().count() == 1


def test_a_yes_while_it_is_taken_back(world):
    asking(world)
    made = ask_mentor(world.mentee_place, world.mentor_place, words="", by=world.mentee)
    one = MatchRequest.objects.select_related("mentee", "mentor").get(pk=made.pk)
    errors = both_at_once(
        lambda: accept_request(one, by=world.mentor),
        lambda: withdraw_request(made, by=world.mentee),
    )
    assert [type(error) for error in errors] == [IllegalTransitionError]
    state = MatchRequest.objects.get().state
    assert Match.objects.count() == (1 if state == RequestState.ACCEPTED else 0)


def test_two_workers_end_it_once(world):
    asking(world)
    made = ask_mentor(world.mentee_place, world.mentor_place, words="", by=world.mentee)
    MatchRequest.objects.update(answer_by=made.asked_at)
    assert both_at_once(expire_requests, expire_requests) == []
    assert Message.objects.filter(kind="matching.request_expired").count() == 1
