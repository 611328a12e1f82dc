"""Steps towards a goal, how far it has come, and what is said to it."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from matching.actions.goals import (
    NotYourGoalError,
    lock_open_match,
    lock_own_goal,
    record_about_goal,
    twin_since,
)
from matching.goals.emails import GoalNews, post_goal_news, post_step_given
from matching.goals.enums import GoalState, NoteKind
from matching.goals.queries import may_read
from matching.models import Goal, GoalNote, GoalStep
from mentorship.accounts.models import Person
from mentorship.common.lifecycle import GoneMeanwhileError

MOST_STEPS = 30


class TooManyStepsError(Exception):
    """A goal takes thirty steps at most."""


class GoalSettledError(Exception):
    """The goal is reached or let go: take it up again before something is added to it."""


@transaction.atomic
def add_step(
    goal: Goal, *, by: Person, title: str, owner: Person, due_on: date | None = None
) -> GoalStep:
    """Add a step to one's goal; recorded, and whoever else takes it hears so without its words.

    Pressed twice, it is added once. Raises NotYourGoalError (also where `owner` does not read the
    goal), GoalsClosedError, GoalSettledError, TooManyStepsError.
    """
    now = lock_own_goal(goal, by=by)
    if now.state != GoalState.OPEN:
        raise GoalSettledError
    if not may_read(now, owner):
        raise NotYourGoalError
    since = twin_since(timezone.now())
    twin = now.steps.filter(title=title, owner=owner, made_at__gt=since).first()
    if twin is not None:
        return twin
    if now.steps.count() >= MOST_STEPS:
        raise TooManyStepsError
    step = now.steps.create(title=title, owner=owner, due_on=due_on)
    record_about_goal("goal.step_added", now, by=by)
    if owner != by:
        post_step_given(now, owner, by=by)
    return step


@transaction.atomic
def change_step(
    step: GoalStep, *, by: Person, title: str, owner: Person, due_on: date | None = None
) -> None:
    """Change a step of one's goal; recorded where it changed, and a new taker hears of it.

    Raises NotYourGoalError, GoalsClosedError, GoneMeanwhileError.
    """
    now = lock_own_goal(step.goal, by=by)
    if not may_read(now, owner):
        raise NotYourGoalError
    stored = _stored(step)
    news = {"title": title, "owner_id": owner.pk, "due_on": due_on}
    if all(getattr(stored, name) == value for name, value in news.items()):
        return
    GoalStep.objects.filter(pk=step.pk).update(**news)
    record_about_goal("goal.step_changed", now, by=by)
    if owner.pk not in (stored.owner_id, by.pk):
        post_step_given(now, owner, by=by)


@transaction.atomic
def remove_step(step: GoalStep, *, by: Person) -> None:
    """Take a step off one's goal; recorded once, however often it is pressed.

    Raises NotYourGoalError, GoalsClosedError.
    """
    now = lock_own_goal(step.goal, by=by)
    removed, _by_model = GoalStep.objects.filter(pk=step.pk).delete()
    if removed:
        record_about_goal("goal.step_removed", now, by=by)


@transaction.atomic
def tick_step(step: GoalStep, *, by: Person, is_done: bool) -> None:
    """Say that a step is done, or is not after all; recorded once, whoever was quicker.

    The goal's owner ticks every step, others the steps they take. Raises NotYourGoalError,
    GoalsClosedError, GoneMeanwhileError.
    """
    now = lock_open_match(step.goal)
    stored = _stored(step)
    if by.pk not in (now.person_id, stored.owner_id):
        raise NotYourGoalError
    if (stored.done_at is not None) == is_done:
        return
    done = {"done_at": timezone.now(), "done_by": by} if is_done else _UNDONE
    GoalStep.objects.filter(pk=step.pk).update(**done)
    record_about_goal("goal.step_done" if is_done else "goal.step_undone", now, by=by)


@transaction.atomic
def say_progress(goal: Goal, *, by: Person, reached: int, words: str = "") -> GoalNote:
    """Say how far one's goal is, in per cent; recorded, and its mentors hear that, not how far.

    Pressed twice, it is said once. Raises NotYourGoalError, GoalsClosedError, GoalSettledError.
    """
    now = lock_own_goal(goal, by=by)
    if now.state != GoalState.OPEN:
        raise GoalSettledError
    said = {"kind": NoteKind.PROGRESS, "by": by, "reached": reached, "words": words}
    latest = now.notes.filter(kind=NoteKind.PROGRESS).first()
    since = twin_since(timezone.now())
    if latest is not None and latest.said_at > since:
        is_same = (latest.reached, latest.words) == (reached, words)
        if is_same:
            return latest
    note = now.notes.create(**said)
    record_about_goal("goal.progress_said", now, by=by)
    post_goal_news(now, GoalNews.PROGRESS, by=by)
    return note


@transaction.atomic
def comment(goal: Goal, *, by: Person, words: str) -> GoalNote:
    """Say something to a goal that one reads; recorded, and the others hear that, not what.

    Pressed twice, it is said once. Raises NotYourGoalError, GoalsClosedError.
    """
    now = lock_open_match(goal)
    if not may_read(now, by):
        raise NotYourGoalError
    own = now.notes.filter(kind=NoteKind.COMMENT, by=by, words=words)
    twin = own.filter(said_at__gt=twin_since(timezone.now())).first()
    if twin is not None:
        return twin
    note = now.notes.create(kind=NoteKind.COMMENT, by=by, words=words)
    record_about_goal("goal.commented", now, by=by)
    post_goal_news(now, GoalNews.COMMENT, by=by)
    return note


_UNDONE: dict[str, None] = {"done_at": None, "done_by": None}


def _stored(step: GoalStep) -> GoalStep:
    """Return the step as it is now; raises GoneMeanwhileError."""
    stored = GoalStep.objects.filter(pk=step.pk).first()
    if stored is None:
        raise GoneMeanwhileError
    return stored
