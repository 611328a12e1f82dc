"""Objectives as a report freezes them: exact before the verdict, rounded after."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from evaluation.enums import ItemKind
from evaluation.reports.gathering.objectives import objectives_of
from evaluation.reports.model import Basis, Reason, Verdict
from matching.enums import MatchState
from tests.evaluation.test_measures import closed
from tests.factories.matching import MatchFactory
from tests.factories.strategy import IndicatorFactory, IndicatorValueFactory, ObjectiveFactory

TODAY = timezone.localdate()
OVER = TODAY - timedelta(days=1)


def indicator(world, **fields):
    objective = ObjectiveFactory.create(programme=world.programme, title="People stay")
    return IndicatorFactory.create(objective=objective, due_on=OVER, **fields)


def line(world):
    (objective,) = objectives_of(world.programme, TODAY)
    (found,) = objective.indicators
    return found


def matches(world, *, closed_of_three):
    for number in range(3):
        state = MatchState.CLOSED if number < closed_of_three else MatchState.ENDED_EARLY
        MatchFactory.create(cohort=world.cohort, state=state, mentors=[], mentees=[])


def test_a_share_that_was_counted_is_met_by_what_happened(world):
    matches(world, closed_of_three=2)
    indicator(world, measure="matching.closed_as_planned", target=Decimal("66.66"))
    found = line(world)
    assert (found.verdict, found.reason, found.basis) == (
        Verdict.MET,
        Reason.REACHED,
        Basis.COUNTED,
    )
    assert (found.value, found.n, found.of) == (Decimal("66.67"), 2, 3)
    # Wilson's interval of 2 of 3.
    assert (found.low, found.high) == (Decimal("20.76"), Decimal("93.86"))
    assert found.source == "Matches closed as planned"


def test_a_share_is_not_met_by_rounding(world):
    matches(world, closed_of_three=2)
    indicator(world, measure="matching.closed_as_planned", target=Decimal("66.67"))
    found = line(world)
    assert (found.verdict, found.reason) == (Verdict.NOT_MET, Reason.SHORT)
    assert found.value == Decimal("66.66")


def test_what_people_said_is_told_from_chance(world):
    answers = ["yes"] * 8 + ["no"] * 4
    closed(world, "recommend", answers, kind=ItemKind.CHOICE, invited=20)
    aim = indicator(world, measure="evaluation.recommend", target=Decimal(60))
    found = line(world)
    assert (found.verdict, found.reason) == (Verdict.CANNOT_TELL, Reason.WITHIN_CHANCE)
    assert (found.basis, found.n, found.of) == (Basis.ANSWERED, 12, 20)
    assert found.low < Decimal(60) < found.value < found.high
    aim.target = Decimal(30)
    aim.save()
    assert line(world).verdict == Verdict.MET


def test_a_mean_has_students_interval_within_its_scale(world):
    closed(world, "mentor_met_expectations", [5, 5, 5, 5, 4, 3], invited=9)
    indicator(world, measure="evaluation.mentor_met_expectations", target=Decimal("4.5"), unit="")
    found = line(world)
    assert (found.value, found.n, found.of) == (Decimal("4.50"), 6, 9)
    assert (found.low, found.high) == (Decimal("3.62"), Decimal("5.00"))
    assert found.verdict == Verdict.CANNOT_TELL


def test_too_few_answers_are_no_value(world):
    closed(world, "mentor_met_expectations", [5, 4, 4])
    indicator(world, measure="evaluation.mentor_met_expectations")
    found = line(world)
    assert (found.value, found.n, found.reason) == (None, None, Reason.NO_VALUE)


def test_what_was_typed_names_its_source_and_day(world):
    aim = indicator(world, target=Decimal(70))
    IndicatorValueFactory.create(indicator=aim, value=Decimal("70.5"), source="HR system")
    found = line(world)
    assert (found.verdict, found.basis, found.source) == (Verdict.MET, Basis.TYPED, "HR system")
    assert (found.value, found.value_on, found.low) == (Decimal("70.50"), TODAY, None)


def test_as_many_queries_for_many_objectives(world, django_assert_num_queries):
    for _number in range(3):
        indicator_of = ObjectiveFactory.create(programme=world.programme)
        IndicatorValueFactory.create_batch(3, indicator__objective=indicator_of)
    with django_assert_num_queries(3):
        assert len(objectives_of(world.programme, TODAY)) == 3
