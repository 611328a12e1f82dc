"""Keeping what counted indicators say."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from mentorship.audit.models import Event
from programmes.actions.readings import keep_readings
from programmes.models import IndicatorValue
from programmes.strategy import indicator_with_status
from programmes.tasks import keep_indicator_readings
from tests.factories.strategy import IndicatorFactory

TODAY = timezone.localdate()


@pytest.fixture
def counted(world):
    return IndicatorFactory.create(
        objective__programme=world.programme, measure="programmes.people", unit="people"
    )


def test_a_reading_is_kept_once_a_week(world, counted):
    IndicatorFactory.create(objective__programme=world.programme)
    assert [keep_readings(), keep_readings()] == [1, 0]
    kept = IndicatorValue.objects.get(entered_by=None)
    assert (kept.indicator, kept.value, kept.as_of) == (counted, Decimal(2), TODAY)
    assert Event.objects.get(kind="programme.indicators_counted").changes == {"values": 1}

    IndicatorValue.objects.update(as_of=TODAY - timedelta(days=6))
    assert keep_readings() == 0
    IndicatorValue.objects.update(as_of=TODAY - timedelta(days=7))
    keep_indicator_readings()
    assert counted.values.count() == 2


def test_what_cannot_be_told_is_not_kept(world):
    IndicatorFactory.create(objective__programme=world.programme, measure="evaluation.recommend")
    IndicatorFactory.create(objective__programme=world.programme, measure="moon.phase")
    assert keep_readings() == 0


def test_an_indicator_whose_day_is_long_over_is_left_alone(counted):
    counted.due_on = TODAY - timedelta(days=91)
    counted.save()
    assert keep_readings() == 0


def test_what_was_kept_says_how_it_stood_on_an_earlier_day(world, counted):
    keep_readings()
    IndicatorValue.objects.update(as_of=TODAY - timedelta(days=10))
    before = indicator_with_status(world.programme, counted, TODAY - timedelta(days=5))
    assert before.value == "2 people"
