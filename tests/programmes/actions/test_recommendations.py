"""What becomes of recommendations."""

import pytest

from mentorship.audit.models import Event
from programmes.actions.recommendations import (
    AlreadyDecidedError,
    carry_out,
    decide_recommendation,
)
from programmes.enums import RecommendationState
from programmes.models import Recommendation
from tests.factories.setup import RecommendationFactory
from tests.programmes.races import both_at_once


@pytest.mark.parametrize("to", [RecommendationState.ADAPTED, RecommendationState.REFUSED])
def test_to_adapt_or_refuse_takes_words(world, to):
    recommendation = RecommendationFactory.create(programme=world.programme)
    with pytest.raises(ValueError, match="words"):
        decide_recommendation(recommendation, to=to, words=" ", by=world.coordinator)

    assert Recommendation.objects.get(pk=recommendation.pk).state == RecommendationState.OPEN


@pytest.mark.django_db(transaction=True)
def test_of_two_decisions_at_once_one_wins_and_the_other_hears_whose():
    recommendation = RecommendationFactory.create()
    people = [RecommendationFactory.create(state="accepted").decided_by for _ in range(2)]

    def decide(person, to):
        row = Recommendation.objects.select_related("programme").get(pk=recommendation.pk)
        decide_recommendation(row, to=to, words="Why", by=person)

    (failure,) = both_at_once(
        lambda: decide(people[0], RecommendationState.ADAPTED),
        lambda: decide(people[1], RecommendationState.REFUSED),
    )

    stored = Recommendation.objects.get(pk=recommendation.pk)
    assert isinstance(failure, AlreadyDecidedError)
    assert failure.recommendation.decided_by == stored.decided_by


def test_what_was_promised_is_ticked_once_and_can_be_unticked(world):
    recommendation = RecommendationFactory.create(
        state=RecommendationState.ACCEPTED, taken_into=world.programme
    )
    for _ in range(2):
        carry_out(recommendation, is_done=True, by=world.coordinator)
    recommendation.refresh_from_db()
    assert recommendation.done_by == world.coordinator

    carry_out(recommendation, is_done=False, by=world.coordinator)
    recommendation.refresh_from_db()
    assert recommendation.done_at is None
    kinds = [event.kind for event in Event.objects.about(recommendation)]
    assert kinds == ["recommendation.reopened", "recommendation.done"]


def test_what_was_refused_is_never_carried_out(world):
    recommendation = RecommendationFactory.create(state=RecommendationState.REFUSED)
    carry_out(recommendation, is_done=True, by=world.coordinator)
    recommendation.refresh_from_db()
    assert recommendation.done_at is None
