"""What a programme is to achieve."""

import pytest

from mentorship.audit.models import Event
from programmes.actions.objectives import (
    ObjectiveTakenError,
    add_objective,
    change_objective,
    move_objective,
    remove_objective,
)
from programmes.models import IndicatorValue, Objective
from tests.factories.strategy import (
    IndicatorFactory,
    IndicatorValueFactory,
    ObjectiveFactory,
    StrategicGoalFactory,
)


def add(world, goal, title="Mentees move up"):
    return add_objective(programme=world.programme, goal=goal, title=title, by=world.coordinator)


@pytest.fixture
def goal(world):
    return StrategicGoalFactory.create(organisation=world.organisation)


def test_an_objective_serves_a_goal_and_is_recorded(world, goal):
    objective = add(world, goal)
    event = Event.objects.get(kind="objective.added")
    assert event.about_id == str(objective.pk)
    assert event.organisation_id == world.organisation.pk
    assert event.changes == {"goal": str(goal.pk)}


def test_a_title_stands_once_in_a_programme(world, goal):
    add(world, goal)
    other = add(world, goal, "Another")
    with pytest.raises(ObjectiveTakenError):
        add(world, goal)
    with pytest.raises(ObjectiveTakenError):
        change_objective(
            other, goal=goal, title="Mentees move up", description="", by=world.coordinator
        )
    assert Objective.objects.get(pk=other.pk).title == "Another"


def test_an_objective_goes_with_its_indicators_and_values(world):
    made = IndicatorFactory.create(objective__programme=world.programme)
    IndicatorValueFactory.create(indicator=made)
    remove_objective(made.objective, by=world.coordinator)
    assert not Objective.objects.exists()
    assert not IndicatorValue.objects.exists()
    assert Event.objects.get(kind="objective.removed").changes == {"indicators": 1}


def test_an_objective_moves_among_those_of_its_goal(world, goal):
    one, two = (
        ObjectiveFactory.create(programme=world.programme, goal=goal, title=title)
        for title in ("A", "B")
    )
    ObjectiveFactory.create(programme=world.programme, title="Elsewhere")
    move_objective(one, step=1, by=world.coordinator)
    move_objective(one, step=1, by=world.coordinator)
    assert list(goal.objectives.all()) == [two, one]
    assert Event.objects.filter(kind="objective.moved").count() == 1
