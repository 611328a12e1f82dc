"""Setting goals, moving them, and where they ended."""

import pytest

from matching.actions.goals import (
    BadRatingError,
    GoalFacts,
    GoalsClosedError,
    NotYourGoalError,
    change_goal,
    move_goal,
    rate_end,
    set_goal,
)
from matching.enums import MatchState
from matching.goals.enums import GoalState, GoalTheme, NoteKind
from matching.models import Goal
from mentorship.audit.models import Event
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.models import Message
from tests.factories.matching import pair
from tests.factories.relationships import GoalFactory, GoalNoteFactory

pytestmark = pytest.mark.django_db

FACTS = GoalFacts("Lead my team", GoalTheme.LEADING, 3, measure="They tell me early")


def kinds():
    return list(Event.objects.filter(kind__startswith="goal.").values_list("kind", flat=True))


def test_a_goal_pressed_twice_is_set_once_with_its_steps(world):
    match = pair(world)
    first = set_goal(match, FACTS, by=world.mentee, steps=["Listen", "Ask"])
    second = set_goal(match, FACTS, by=world.mentee, steps=["Listen", "Ask"])
    assert first == second
    assert sorted(step.title for step in first.steps.all()) == ["Ask", "Listen"]
    assert {step.owner for step in first.steps.all()} == {world.mentee}
    assert kinds() == ["goal.set"]


def test_only_who_is_mentored_sets_goals_and_only_while_the_match_goes_on(world):
    match = pair(world)
    with pytest.raises(NotYourGoalError):
        set_goal(match, FACTS, by=world.mentor)
    for state in (MatchState.PROPOSED, MatchState.CLOSED):
        with pytest.raises(GoalsClosedError):
            set_goal(pair(world, state), FACTS, by=world.mentee)
    assert not Goal.objects.exists()


def test_a_start_rating_stands_once_progress_was_said(world):
    goal = GoalFactory.create(match=pair(world), start_rating=3)
    change_goal(goal, GoalFacts("Lead", GoalTheme.LEADING, 2), by=world.mentee)
    goal.refresh_from_db()
    assert (goal.title, goal.start_rating) == ("Lead", 2)
    GoalNoteFactory.create(goal=goal)
    change_goal(goal, GoalFacts("Lead well", GoalTheme.LEADING, 7), by=world.mentee)
    goal.refresh_from_db()
    assert (goal.title, goal.start_rating) == ("Lead well", 2)
    change_goal(goal, GoalFacts("Lead well", GoalTheme.LEADING, 2), by=world.mentee)
    assert kinds() == ["goal.changed", "goal.changed"]


def test_reached_and_taken_up_again_both_stand_in_the_history(world):
    goal = GoalFactory.create(match=pair(world))
    move_goal(goal, GoalState.REACHED, by=world.mentee)
    assert goal.settled_at is not None
    with pytest.raises(IllegalTransitionError):
        move_goal(goal, GoalState.REACHED, by=world.mentee)
    move_goal(goal, GoalState.OPEN, by=world.mentee)
    assert goal.settled_at is None
    said = list(goal.notes.order_by("said_at").values_list("kind", flat=True))
    assert said == [NoteKind.REACHED, NoteKind.TAKEN_UP]
    assert Message.objects.get(kind="matching.goal_news").recipient == world.mentor


def test_a_mentor_does_not_move_a_goal(world):
    goal = GoalFactory.create(match=pair(world))
    for to in (GoalState.REACHED, GoalState.DROPPED):
        with pytest.raises(NotYourGoalError):
            move_goal(goal, to, by=world.mentor)
    with pytest.raises(NotYourGoalError):
        change_goal(goal, FACTS, by=world.mentor)
    with pytest.raises(NotYourGoalError):
        rate_end(goal, by=world.mentor, rating=5)


def test_an_end_rating_is_taken_even_after_the_match_and_recorded_when_it_changes(world):
    goal = GoalFactory.create(match=pair(world, MatchState.CLOSED))
    for rating in (6, 6, 5):
        rate_end(goal, by=world.mentee, rating=rating)
    goal.refresh_from_db()
    assert goal.end_rating == 5
    assert kinds() == ["goal.rated", "goal.rated"]
    for wrong in (0, 8):
        with pytest.raises(BadRatingError):
            rate_end(goal, by=world.mentee, rating=wrong)


def test_what_was_let_go_is_not_rated(world):
    goal = GoalFactory.create(match=pair(world))
    move_goal(goal, GoalState.DROPPED, by=world.mentee)
    with pytest.raises(IllegalTransitionError):
        rate_end(goal, by=world.mentee, rating=5)
