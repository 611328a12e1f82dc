"""What the strategy puts on Today."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from mentorship.accounts.models import Person
from programmes.enums import CohortState
from programmes.strategy.needs import needs_of_strategy
from tests.factories.strategy import IndicatorFactory, IndicatorValueFactory

TODAY = timezone.localdate()


@pytest.fixture
def needs(world):
    """Ask what a person is told."""

    def ask(person=world.coordinator):
        fresh = Person.objects.get(pk=person.pk)
        return {need.key.split(".")[-1]: need for need in needs_of_strategy(world.programme, fresh)}

    return ask


def indicator(world, value, age=0, **fields):
    made = IndicatorFactory.create(objective__programme=world.programme, **fields)
    IndicatorValueFactory.create(
        indicator=made, value=Decimal(value), as_of=TODAY - timedelta(days=age)
    )
    return made


def test_what_is_on_course_or_met_needs_nobody(world, needs):
    indicator(world, 70)
    indicator(world, 80)
    assert needs() == {}


def test_one_indicator_behind_leads_to_its_page(world, needs):
    made = indicator(world, 55, name="Promotions")
    (need,) = needs().values()
    assert need.title == "“Promotions” is behind"
    assert need.reason.startswith("It stands at 55%; 80% is aimed at by ")
    assert need.url == f"/programmes/leaders/indicators/{made.pk}/"


def test_several_lead_to_the_map(world, needs):
    indicator(world, 55, name="Promotions")
    indicator(world, 51, name="Leavers")
    (need,) = needs().values()
    assert need.title == "2 indicators are behind"
    assert need.url == "/programmes/leaders/strategy/"


def test_a_missed_target_is_told(world, needs):
    indicator(world, 70, age=5, due_on=TODAY - timedelta(days=2))
    assert list(needs()) == ["missed"]


def test_a_value_never_entered_or_too_old_is_asked_for_while_a_cohort_runs(world, needs):
    made = IndicatorFactory.create(objective__programme=world.programme, name="Promotions")
    assert needs()["value"].url == f"/programmes/leaders/indicators/{made.pk}/values/add/"
    assert needs()["value"].reason == "Nobody has entered a value yet"
    indicator(world, 60, age=91)
    assert needs()["value"].title == "2 indicators need a value"

    world.programme.cohorts.update(state=CohortState.DESIGNING)
    assert needs() == {}


def test_a_counted_indicator_is_never_asked_for(world, needs):
    IndicatorFactory.create(objective__programme=world.programme, measure="evaluation.recommend")
    assert needs() == {}


@pytest.mark.parametrize("who", ["reviewer", "facilitator", "administrator", "other_coordinator"])
def test_only_who_reports_on_the_programme_is_asked(world, needs, who):
    indicator(world, 55)
    assert needs(getattr(world, who)) == {}
