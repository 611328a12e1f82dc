"""How far a programme has come, as data."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from programmes.indicators import Reason, Status
from programmes.strategy import indicator_with_status, objectives_with_status
from programmes.strategy.wording import amount, summary
from tests.factories.strategy import (
    IndicatorFactory,
    IndicatorValueFactory,
    ObjectiveFactory,
    StrategicGoalFactory,
)

TODAY = timezone.localdate()


def indicator(world, value=None, **fields):
    made = IndicatorFactory.create(objective__programme=world.programme, **fields)
    if value is not None:
        IndicatorValueFactory.create(indicator=made, value=Decimal(value))
    return made


def status_of(world, made):
    return indicator_with_status(world.programme, made)


def test_objectives_come_in_the_order_of_their_goals_and_places(world):
    goals = [
        StrategicGoalFactory.create(
            organisation=world.organisation, title=title, theme="growth", position=position
        )
        for title, position in (("Second", 1), ("First", 0))
    ]
    for goal, title, position in ((0, "C", 0), (1, "B", 9), (1, "A", 3)):
        ObjectiveFactory.create(
            programme=world.programme, goal=goals[goal], title=title, position=position
        )
    ObjectiveFactory.create()
    found = objectives_with_status(world.programme)
    assert [(each.goal, each.title) for each in found] == [
        ("First", "A"),
        ("First", "B"),
        ("Second", "C"),
    ]
    assert found[0].theme == "Growth"


def test_an_indicator_is_told_in_words_with_the_rule(world):
    found = status_of(world, indicator(world, "62.5", owner=world.coordinator))
    assert (found.word, found.tone, found.value, found.target) == ("Behind", "warn", "62.5%", "80%")
    assert found.rule.startswith("Expected by today: 65%, 50% of the way from 50% to 80%.")
    assert found.rule.endswith(" On course from 63.5%.")
    assert (found.owner, found.source) == ("Catherine Ward", "Entered by hand")


def test_whole_people_are_not_on_course_from_a_part_of_one(world):
    made = indicator(world, "3", unit="people", baseline=Decimal(0), target=Decimal(9))
    rule = status_of(world, made).rule
    assert rule.startswith("Expected by today: 4.5 people, ")
    assert rule.endswith(" On course from 5 people.")


def test_the_latest_day_counts_and_not_what_was_typed_last(world):
    made = indicator(world, "81")
    IndicatorValueFactory.create(
        indicator=made, value=Decimal(40), as_of=TODAY - timedelta(days=20)
    )
    assert status_of(world, made).status == Status.MET
    earlier = indicator_with_status(world.programme, made, TODAY - timedelta(days=5))
    assert (earlier.status, earlier.value) == (Status.BEHIND, "40%")


def test_a_counted_indicator_is_read_now_with_what_is_behind_it(world):
    made = indicator(world, measure="programmes.mentees_matched", baseline=None)
    found = status_of(world, made)
    assert (found.value, found.basis) == ("0%", "0 of 1")
    assert found.source == "Counted: Mentees with a mentor"
    assert found.standing.reason == Reason.NO_BASELINE
    assert found.counts


def test_rows_do_not_say_how_a_counted_figure_was(world):
    made = indicator(world, measure="programmes.people")
    before = indicator_with_status(world.programme, made, TODAY - timedelta(days=1))
    assert (before.status, before.value) == (Status.CANNOT_TELL, "")


def test_a_figure_that_is_no_longer_counted_says_so(world):
    found = status_of(world, indicator(world, measure="moon.phase"))
    assert found.status == Status.CANNOT_TELL
    assert found.source == "A figure that is no longer counted here"


def test_thirty_indicators_are_read_with_as_many_queries_as_one(
    world, django_assert_num_queries, django_assert_max_num_queries
):
    indicator(world, measure="programmes.people")
    with django_assert_max_num_queries(5) as few:
        objectives_with_status(world.programme)
    for objective in ObjectiveFactory.create_batch(5, programme=world.programme):
        for made in IndicatorFactory.create_batch(6, objective=objective, owner=world.coordinator):
            IndicatorValueFactory.create(indicator=made)
        IndicatorFactory.create(objective=objective, measure="programmes.people")
    with django_assert_num_queries(len(few)):
        assert len(objectives_with_status(world.programme)) == 6


@pytest.mark.parametrize(
    ("statuses", "words"),
    [
        ([], ""),
        (["met"], "The one indicator is met."),
        (["behind", "behind"], "Both indicators are behind."),
        (
            ["behind", "on_course", "on_course", "cannot_tell", "cannot_tell"],
            "Two of five indicators are on course; one is behind; two cannot be told yet.",
        ),
    ],
)
def test_a_sentence_sums_up(statuses, words):
    assert summary([Status(each) for each in statuses]) == words


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ("62.50", "%", "62.5%"),
        ("1200.00", "hours", "1,200 hours"),
        ("0.00", "", "0"),
        ("-3.25", "weeks", "−3.25 weeks"),
        ("100.00", "%", "100%"),
    ],
)
def test_a_value_stands_with_its_unit(value, unit, words):
    assert amount(Decimal(value), unit) == words
