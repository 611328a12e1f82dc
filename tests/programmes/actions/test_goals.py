"""The organisation's goals."""

import pytest
from django.utils import timezone

from mentorship.audit.models import Event
from programmes.actions.goals import (
    GoalInUseError,
    GoalTakenError,
    add_goal,
    change_goal,
    end_goal,
    move_goal,
)
from programmes.models import StrategicGoal
from tests.factories.strategy import ObjectiveFactory, StrategicGoalFactory


def add(world, title="Half of our leaders come from within"):
    return add_goal(
        organisation=world.organisation, title=title, theme="growth", by=world.coordinator
    )


def titles(world):
    return [goal.title for goal in world.organisation.strategic_goals.pursued()]


def test_goals_are_added_one_after_the_other_and_recorded(world):
    first, second = add(world, "Stay"), add(world, "Grow")
    assert titles(world) == ["Stay", "Grow"]
    assert (first.position, second.position) == (0, 1)
    event = Event.objects.filter(kind="goal.added").first()
    assert (event.organisation_id, event.changes) == (world.organisation.pk, {"theme": "growth"})


def test_a_title_stands_once_in_an_organisation(world):
    add(world)
    other = add(world, "Another")
    with pytest.raises(GoalTakenError):
        change_goal(
            other,
            title="Half of our leaders come from within",
            theme="growth",
            description="",
            by=world.coordinator,
        )
    with pytest.raises(GoalTakenError):
        add(world)


def test_a_goal_that_objectives_serve_does_not_end(world):
    goal = add(world)
    for programme in (world.programme, world.programme):
        ObjectiveFactory.create(programme=programme, goal=goal)
    with pytest.raises(GoalInUseError) as caught:
        end_goal(goal, by=world.coordinator)
    assert caught.value.programmes == 1
    assert titles(world) == [goal.title]


def test_a_goal_ends_once_and_is_taken_up_again_under_its_title(world):
    goal = add(world)
    end_goal(goal, by=world.coordinator)
    end_goal(StrategicGoal.objects.get(pk=goal.pk), by=world.coordinator)
    assert StrategicGoal.objects.get(pk=goal.pk).ended_on == timezone.localdate()
    assert Event.objects.filter(kind="goal.ended").count() == 1

    assert add(world).pk == goal.pk
    assert titles(world) == [goal.title]
    assert Event.objects.filter(kind="goal.resumed").exists()


def test_a_goal_moves_among_those_pursued_and_no_further_than_the_ends(world):
    goals = [
        StrategicGoalFactory.create(organisation=world.organisation, title=title)
        for title in ("A", "B", "C")
    ]
    move_goal(goals[2], step=-1, by=world.coordinator)
    assert titles(world) == ["A", "C", "B"]
    move_goal(goals[0], step=-1, by=world.coordinator)
    move_goal(goals[1], step=1, by=world.coordinator)
    assert titles(world) == ["A", "C", "B"]
    assert Event.objects.filter(kind="goal.moved").count() == 1
