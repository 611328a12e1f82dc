"""Steps, progress and comments, and who hears of them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.actions import goal_steps
from matching.actions.goal_steps import (
    GoalSettledError,
    TooManyStepsError,
    add_step,
    change_step,
    comment,
    remove_step,
    say_progress,
    tick_step,
)
from matching.actions.goals import GoalsClosedError, NotYourGoalError, move_goal
from matching.enums import MatchState
from matching.goals.enums import GoalState
from matching.models import GoalNote, GoalStep
from mentorship.audit.models import Event
from mentorship.notifications.actions import set_preference
from mentorship.notifications.enums import Category, MessageState
from mentorship.notifications.models import Message
from tests.factories.matching import MatchFactory, pair
from tests.factories.programmes import MenteeFactory, PauseFactory
from tests.factories.relationships import GoalFactory, GoalStepFactory
from tests.programmes.races import both_at_once

pytestmark = pytest.mark.django_db


def told():
    return list(Message.objects.filter(kind="matching.goal_news").values_list("subject", flat=True))


def kinds(kind):
    return Event.objects.filter(kind=kind).count()


def test_who_takes_a_step_ticks_it_and_may_undo_it(world):
    goal = GoalFactory.create(match=pair(world))
    own = add_step(goal, by=world.mentee, title="Ask", owner=world.mentee)
    theirs = add_step(goal, by=world.mentee, title="Introduce me", owner=world.mentor)
    with pytest.raises(NotYourGoalError):
        tick_step(own, by=world.mentor, is_done=True)
    for _press in range(2):
        tick_step(theirs, by=world.mentor, is_done=True)
    theirs.refresh_from_db()
    assert theirs.done_by == world.mentor
    tick_step(theirs, by=world.mentee, is_done=False)
    theirs.refresh_from_db()
    assert (theirs.done_at, theirs.done_by) == (None, None)
    assert (kinds("goal.step_done"), kinds("goal.step_undone")) == (1, 1)
    assert told() == ["Jonas has given you a step towards a goal"]


@pytest.mark.django_db(transaction=True)
def test_a_step_that_two_tick_at_once_is_ticked_once(world):
    step = GoalStepFactory.create(goal__match=pair(world), owner=world.mentor)
    wrong = both_at_once(
        lambda: tick_step(step, by=world.mentor, is_done=True),
        lambda: tick_step(step, by=world.mentee, is_done=True),
    )
    assert wrong == []
    assert kinds("goal.step_done") == 1


@pytest.mark.django_db(transaction=True)
def test_two_comments_at_once_are_two_and_one_mail_each(world):
    goal = GoalFactory.create(match=pair(world))
    wrong = both_at_once(
        lambda: comment(goal, by=world.mentor, words="Well done"),
        lambda: comment(goal, by=world.mentee, words="Thank you"),
    )
    assert wrong == []
    assert GoalNote.objects.count() == 2
    assert sorted(told()) == [
        "Amara commented on one of your goals",
        "Jonas commented on one of their goals",
    ]


def test_the_same_comment_pressed_twice_is_one_and_another_is_another(world):
    goal = GoalFactory.create(match=pair(world))
    for words in ("Well done", "Well done", "And the next?"):
        comment(goal, by=world.mentor, words=words)
    assert GoalNote.objects.count() == 2
    assert told() == ["Amara commented on one of your goals"]


def test_a_mail_a_day_and_goal_and_another_the_day_after(world, monkeypatch):
    goal = GoalFactory.create(match=pair(world))
    comment(goal, by=world.mentor, words="One")
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *_args, **_given: tomorrow)
    comment(goal, by=world.mentor, words="Two")
    assert len(told()) == 2


def test_nobody_hears_by_mail_while_the_match_rests_or_who_switched_it_off(world):
    goal = GoalFactory.create(match=pair(world))
    set_preference(world.mentor, Category.GOALS, is_wanted=False, by=world.mentor)
    say_progress(goal, by=world.mentee, reached=50)
    assert Message.objects.get().state == MessageState.CANCELLED
    PauseFactory.create(participant=world.mentee_place)
    comment(goal, by=world.mentor, words="Get well soon")
    assert Message.objects.count() == 1
    assert goal.notes.count() == 2


def test_progress_is_its_owners_said_once_and_only_of_a_goal_under_way(world):
    goal = GoalFactory.create(match=pair(world))
    for reached in (30, 30, 40, 30):
        say_progress(goal, by=world.mentee, reached=reached)
    assert list(goal.notes.order_by("said_at").values_list("reached", flat=True)) == [30, 40, 30]
    with pytest.raises(NotYourGoalError):
        say_progress(goal, by=world.mentor, reached=90)
    move_goal(goal, GoalState.DROPPED, by=world.mentee)
    with pytest.raises(GoalSettledError):
        say_progress(goal, by=world.mentee, reached=90)
    with pytest.raises(GoalSettledError):
        add_step(goal, by=world.mentee, title="Ask", owner=world.mentee)


def test_a_fellow_mentee_neither_comments_nor_takes_steps(world):
    fellow = MenteeFactory.create(cohort=world.cohort)
    match = MatchFactory.create(
        cohort=world.cohort, mentors=[world.mentor_place], mentees=[world.mentee_place, fellow]
    )
    goal = GoalFactory.create(match=match, person=world.mentee)
    with pytest.raises(NotYourGoalError):
        comment(goal, by=fellow.person, words="Me too")
    with pytest.raises(NotYourGoalError):
        add_step(goal, by=world.mentee, title="Ask", owner=fellow.person)
    comment(goal, by=world.mentee, words="Hello")
    assert [message.recipient for message in Message.objects.all()] == [world.mentor]


def test_a_step_is_changed_removed_once_and_not_without_end(world, monkeypatch):
    monkeypatch.setattr(goal_steps, "MOST_STEPS", 1)
    goal = GoalFactory.create(match=pair(world))
    step = add_step(goal, by=world.mentee, title="Ask", owner=world.mentee)
    assert add_step(goal, by=world.mentee, title="Ask", owner=world.mentee) == step
    with pytest.raises(TooManyStepsError):
        add_step(goal, by=world.mentee, title="Listen", owner=world.mentee)
    for _press in range(2):
        change_step(step, by=world.mentee, title="Ask twice", owner=world.mentor)
    assert GoalStep.objects.get().title == "Ask twice"
    assert told() == ["Jonas has given you a step towards a goal"]
    for _press in range(2):
        remove_step(step, by=world.mentee)
    assert (kinds("goal.step_changed"), kinds("goal.step_removed")) == (1, 1)


def test_after_the_end_nothing_is_added(world):
    goal = GoalFactory.create(match=pair(world, MatchState.CLOSED))
    step = GoalStepFactory.create(goal=goal)
    for deed in (
        lambda: comment(goal, by=world.mentor, words="Hello"),
        lambda: say_progress(goal, by=world.mentee, reached=10),
        lambda: tick_step(step, by=world.mentee, is_done=True),
        lambda: remove_step(step, by=world.mentee),
    ):
        with pytest.raises(GoalsClosedError):
            deed()
