"""Mentees whom nobody answered stand on Today until something follows."""

from django.utils import timezone

from matching.wishing.enums import RequestState
from matching.wishing.needs import needs_of_requests
from tests.factories.rounds import MatchRequestFactory
from tests.matching.wishing.open_rounds import another_mentor, asking


def test_who_got_no_answer_is_named_until_they_ask_again(world):
    chosen = asking(world)
    MatchRequestFactory.create(
        round=chosen,
        mentee=world.mentee_place,
        mentor=world.mentor_place,
        state=RequestState.EXPIRED,
        answered_at=timezone.now(),
    )
    (need,) = needs_of_requests(world.programme, world.coordinator)
    assert need.title == "1 mentee asked a mentor and got no answer"
    assert need.reason == "Jonas"
    assert need.participants == {world.mentee_place.pk}
    assert list(needs_of_requests(world.programme, world.facilitator)) == []

    MatchRequestFactory.create(
        round=chosen, mentee=world.mentee_place, mentor=another_mentor(world)
    )
    assert list(needs_of_requests(world.programme, world.coordinator)) == []
