"""Indicators, and the values that are read off them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from mentorship.audit.models import Event
from programmes.actions.indicators import (
    Definition,
    IndicatorCountedError,
    IndicatorTakenError,
    add_indicator,
    change_indicator,
    enter_value,
    move_indicator,
    remove_indicator,
)
from programmes.models import Indicator
from tests.factories.strategy import IndicatorFactory, ObjectiveFactory

DAY = date(2026, 5, 3)


PROMOTIONS = Definition(name="Promotions", target=Decimal(80), direction="higher", due_on=DAY)


@pytest.fixture
def indicator(world):
    return IndicatorFactory.create(objective__programme=world.programme)


def enter(world, indicator, value, day=DAY):
    return enter_value(
        indicator, value=Decimal(value), as_of=day, source="HR system", by=world.coordinator
    )


def test_an_indicator_is_added_and_recorded_in_numbers_alone(world):
    objective = ObjectiveFactory.create(programme=world.programme)
    made = add_indicator(
        objective=objective,
        definition=replace(PROMOTIONS, owner=world.mentor, definition="Who moved up"),
        by=world.coordinator,
    )
    assert Indicator.objects.get() == made
    changes = Event.objects.get(kind="indicator.added").changes
    assert (changes["target"], changes["owner"]) == ("80", str(world.mentor.pk))
    assert "Promotions" not in str(changes)
    assert "moved up" not in str(changes)


def test_a_name_stands_once_in_an_objective(world, indicator):
    with pytest.raises(IndicatorTakenError):
        add_indicator(
            objective=indicator.objective,
            definition=replace(PROMOTIONS, name=indicator.name),
            by=world.coordinator,
        )
    assert Indicator.objects.count() == 1


def test_changing_what_it_is_keeps_its_values(world, indicator):
    enter(world, indicator, 60)
    change_indicator(indicator, definition=PROMOTIONS, by=world.coordinator)
    indicator.refresh_from_db()
    assert (indicator.name, indicator.baseline, indicator.values.count()) == ("Promotions", None, 1)


def test_a_correction_takes_the_place_of_the_days_value(world, indicator):
    assert enter(world, indicator, 60) is None
    before = enter(world, indicator, "62.5")
    enter(world, indicator, 70, date(2026, 6, 3))

    assert before.value == 60
    assert [value.value for value in indicator.values.all()] == [70, Decimal("62.50")]
    kinds = Event.objects.filter(about_id=str(indicator.pk)).values_list("kind", "changes")
    assert list(kinds)[1] == (
        "indicator.value_corrected",
        {"value": "62.5", "as_of": "2026-05-03", "replaced": "60.00"},
    )
    assert [kind for kind, _changes in kinds].count("indicator.value_entered") == 2


def test_a_counted_indicator_takes_no_values(world, indicator):
    Indicator.objects.update(measure="programmes.people")
    indicator.refresh_from_db()
    with pytest.raises(IndicatorCountedError):
        enter(world, indicator, 60)


def test_an_indicator_moves_and_goes(world, indicator):
    other = IndicatorFactory.create(objective=indicator.objective, position=5)
    move_indicator(other, step=-1, by=world.coordinator)
    assert list(indicator.objective.indicators.all()) == [other, indicator]
    enter(world, indicator, 60)
    remove_indicator(indicator, by=world.coordinator)
    assert list(Indicator.objects.all()) == [other]
    assert Event.objects.get(kind="indicator.removed").changes == {"values": 1}
