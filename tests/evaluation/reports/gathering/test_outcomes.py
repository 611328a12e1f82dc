"""Reaction, behaviour and results beside the questions of surveys."""

from dataclasses import replace
from decimal import Decimal

from django.utils import timezone

from evaluation.enums import ItemKind
from evaluation.reports.gathering.outcomes import results_of
from evaluation.reports.model import Figure, Group, Question, Source, State, Tally, Unit
from matching.goals.enums import GoalState
from programmes.enums import CohortState
from tests.factories.fresh import CompetencyFigureFactory
from tests.factories.matching import MatchFactory
from tests.factories.relationships import GoalFactory


def recommending(counts, state=State.SHOWN, scale=(0, 10)):
    groups = tuple(Group(str(mark), str(mark), count) for mark, count in counts.items())
    return Question(
        key="likely_to_recommend",
        text="How likely are you to recommend us?",
        audience="mentee",
        survey="Close",
        kind=ItemKind.SCALE,
        low=scale[0],
        high=scale[1],
        figure=Figure(source=Source.SURVEYS, unit=Unit.ANSWERS, state=state),
        tally=Tally(state, groups),
    )


def close(world):
    world.cohort.state, world.cohort.closed_at = CohortState.CLOSED, timezone.now()
    world.cohort.save()


def goals(world, count, *, reached, **fields):
    for number in range(count):
        state = GoalState.REACHED if number < reached else GoalState.OPEN
        settled = timezone.now() if number < reached else None
        match = MatchFactory.create(cohort=world.cohort)
        GoalFactory.create(match=match, state=state, settled_at=settled, **fields)


def by_key(lines):
    return {line.key: line for line in lines}


def test_the_net_score_is_that_of_the_answers_the_report_shows(world):
    (line,) = results_of(world.programme, [world.cohort], [recommending({10: 6, 9: 2, 8: 4, 5: 3})])
    # 8 promoters less 3 detractors, of 15.
    assert (line.key, line.level, line.figure.n) == ("nps_mentee", 1, 15)
    assert line.figure.value == Decimal("33.3333")
    # (8 (100 - 33.3)² + 4 · 33.3² + 3 (-100 - 33.3)²) / 14 = 81.65², and Student's t is 2.145.
    assert (line.figure.low, line.figure.high) == (Decimal("-11.8827"), Decimal("78.5494"))


def test_a_hidden_question_has_no_net_score_and_another_scale_is_none(world):
    asked = [recommending({}, State.TOO_FEW), recommending({3: 9}, scale=(1, 5))]
    (line,) = results_of(world.programme, [world.cohort], asked)
    assert (line.figure.state, line.figure.value, line.figure.n) == (State.TOO_FEW, None, None)


def test_each_role_has_one_net_score_of_the_usual_question(world):
    usual, other = recommending({9: 8, 0: 2}), recommending({10: 9, 1: 1})
    asked = [replace(other, key="recommend"), usual, replace(other, audience="mentor")]
    lines = by_key(results_of(world.programme, [world.cohort], asked))
    assert {key: line.figure.value for key, line in lines.items()} == {
        "nps_mentee": Decimal("60.0000"),
        "nps_mentor": Decimal("80.0000"),
    }
    (line,) = results_of(world.programme, [world.cohort], asked[:1])
    assert line.figure.n == 10


def test_the_last_rating_of_each_area_is_behaviour(world):
    first = CompetencyFigureFactory.create(
        programme=world.programme, cohort=world.cohort, value=3.25
    )
    CompetencyFigureFactory.create(
        programme=world.programme,
        cohort=world.cohort,
        competency=first.competency,
        value=4.75,
        low=4.25,
        high=5.25,
        measured_on=timezone.localdate(),
    )
    (line,) = results_of(world.programme, [world.cohort], [])
    assert (line.level, line.text, line.figure.n) == (3, first.competency.name, 12)
    assert (line.figure.value, line.figure.low) == (Decimal("4.7500"), Decimal("4.2500"))


def test_goals_of_closed_cohorts_are_counted_without_an_interval(world):
    goals(world, 6, reached=4)
    assert results_of(world.programme, [world.cohort], []) == ()
    close(world)
    line = by_key(results_of(world.programme, [world.cohort], []))["goals_reached"]
    assert (line.level, line.figure.count, line.figure.n) == (4, 4, 6)
    assert (line.figure.unit, line.figure.low) == (Unit.GOALS, None)


def test_goals_of_few_and_of_one_mind_are_not_told(world):
    goals(world, 6, reached=6)
    close(world)
    assert results_of(world.programme, [world.cohort], []) == ()


def test_the_gain_is_the_mean_over_people(world):
    for gain in (0, 1, 1, 2, 3):
        match = MatchFactory.create(cohort=world.cohort)
        GoalFactory.create(
            match=match, start_rating=3, end_rating=3 + gain, end_rated_at=timezone.now()
        )
    close(world)
    line = by_key(results_of(world.programme, [world.cohort], []))["goal_gain"]
    assert (line.figure.value, line.figure.n) == (Decimal("1.4000"), 5)
    assert line.figure.low < 1 < line.figure.high
