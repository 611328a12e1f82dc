"""What becomes of recommendations."""

from dataclasses import replace

import pytest
from django.utils import timezone
from django.utils.translation import gettext_lazy

from mentorship.audit.models import Event
from programmes import measures
from programmes.actions.programmes import move_cohort_on
from programmes.actions.recommendations import (
    AlreadyDecidedError,
    AlreadyTakenError,
    carry_out,
    change_recommendation,
    decide_recommendation,
    read_at_close,
    take_over,
)
from programmes.enums import CohortState, ReadingMoment, RecommendationState
from programmes.measures import Measure, register_measure, share
from programmes.models import Cohort, Recommendation
from tests.factories.programmes import ProgrammeFactory
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


MEASURE = "programmes.invented"


@pytest.fixture
def counted():
    """A figure that says what the test wants of each programme."""
    told = {}

    def read(programme, *, as_of):
        reading = told.get(programme.pk)
        return reading and replace(reading, as_of=as_of)

    register_measure(Measure(MEASURE, gettext_lazy("Met"), "%", gettext_lazy("Met"), read))
    yield told
    measures._measures.pop(MEASURE)


def reading(n, of=10):
    return share(n, of, timezone.localdate())


def test_what_should_move_is_read_where_it_is_followed_or_else_where_it_was_made(world, counted):
    elsewhere = ProgrammeFactory.create(organisation=world.organisation)
    counted[world.programme.pk] = reading(4)
    rows = [
        RecommendationFactory.create(programme=world.programme, measure=MEASURE) for _ in range(2)
    ]
    accept = {"to": RecommendationState.ACCEPTED, "taken_into": elsewhere, "by": world.coordinator}
    decide_recommendation(rows[0], **accept)
    counted[elsewhere.pk] = reading(7)
    decide_recommendation(rows[1], **accept)

    kept = [row.readings.get(moment=ReadingMoment.DECISION) for row in rows]
    assert [(each.programme, each.n, each.of) for each in kept] == [
        (world.programme, 4, 10),
        (elsewhere, 7, 10),
    ]


def test_a_refused_one_is_not_read_and_keeps_no_promise(world, counted):
    counted[world.programme.pk] = reading(4)
    row = RecommendationFactory.create(programme=world.programme, measure=MEASURE)
    decide_recommendation(
        row, to=RecommendationState.REFUSED, words="No money", by=world.coordinator,
        taken_into=world.programme, cohort=world.cohort, due_on=timezone.localdate(),
    )  # fmt: skip
    row.refresh_from_db()
    assert (row.taken_into, row.cohort_taken, row.due_on) == (None, None, None)
    assert not row.readings.exists()


def test_it_is_read_again_when_the_cohort_that_tried_it_closes(
    world, counted, django_capture_on_commit_callbacks
):
    counted[world.programme.pk] = reading(4)
    row = RecommendationFactory.create(programme=world.programme, measure=MEASURE)
    decide_recommendation(
        row, to=RecommendationState.ACCEPTED, by=world.coordinator,
        taken_into=world.programme, cohort=world.cohort,
    )  # fmt: skip
    counted[world.programme.pk] = reading(9)
    Cohort.objects.filter(pk=world.cohort.pk).update(state=CohortState.CLOSING)
    cohort = Cohort.objects.get(pk=world.cohort.pk)
    with django_capture_on_commit_callbacks(execute=True):
        move_cohort_on(cohort, by=world.coordinator, reason="Because")
    counted[world.programme.pk] = reading(1)
    read_at_close(cohort)

    assert row.readings.get(moment=ReadingMoment.CLOSE).n == 9


def test_a_lesson_is_taken_over_once_and_stays_as_it_is(world):
    lesson = RecommendationFactory.create(
        programme__organisation=world.organisation, figure="9 of 14"
    )
    taken = take_over(lesson, into=world.programme, words="Our way", by=world.coordinator)
    assert (taken.state, taken.promise, taken.figure) == ("adapted", "Our way", "9 of 14")
    with pytest.raises(AlreadyTakenError) as error:
        take_over(lesson, into=world.programme, by=world.coordinator)
    assert error.value.recommendation == taken
    lesson.refresh_from_db()
    assert (lesson.state, lesson.taken_into) == ("open", None)


def test_what_is_decided_is_not_written_anew(world):
    row = RecommendationFactory.create(programme=world.programme, state="accepted", text="As was")
    with pytest.raises(AlreadyDecidedError):
        change_recommendation(row, text="Otherwise", by=world.coordinator)
    row.refresh_from_db()
    assert row.text == "As was"
