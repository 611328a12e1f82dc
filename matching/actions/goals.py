"""Setting goals and moving them: what somebody works towards in a match, and how it ended."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from matching.actions.locks import lock_match
from matching.enums import MatchState
from matching.goals.emails import GoalNews, post_goal_news
from matching.goals.enums import GOAL_TRANSITIONS, NOTE_OF_STATE, GoalState, NoteKind
from matching.models import Goal, GoalNote, GoalStep, Match
from matching.models.goal import HIGHEST, LOWEST
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import IllegalTransitionError, advance

# The same words from the same person within this time are one press of the button too many.
SAME_WITHIN = timedelta(minutes=2)
WRITABLE = frozenset({MatchState.ACCEPTED, MatchState.ACTIVE, MatchState.PAUSED})


class GoalsClosedError(Exception):
    """The match has not begun, or has ended: its goals can be read, and nothing is added."""


class NotYourGoalError(Exception):
    """Only who set the goal may do this."""


class BadRatingError(Exception):
    """A rating lies outside the scale from 1 to 7."""


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """What a person says of a goal; `start_rating` from 1 (the beginning) to 7 (there)."""

    title: str
    theme: str
    start_rating: int
    measure: str = ""
    due_on: date | None = None
    competency_id: UUID | None = None


@transaction.atomic
def set_goal(match: Match, facts: GoalFacts, *, by: Person, steps: Sequence[str] = ()) -> Goal:
    """Set a goal of one's own with its first steps; recorded. Pressed twice, it is set once.

    Raises GoalsClosedError, and NotYourGoalError for who is not mentored in this match.
    """
    now = lock_match(match)
    if now.state not in WRITABLE:
        raise GoalsClosedError
    if by not in now.mentees:
        raise NotYourGoalError
    since = timezone.now() - SAME_WITHIN
    twin = now.goals.filter(person=by, title=facts.title, made_at__gt=since).first()
    if twin is not None:
        return twin
    goal = Goal(match=now, person=by, **asdict(facts))
    goal.save(force_insert=True)
    for title in steps:
        GoalStep.objects.create(goal=goal, title=title, owner=by)
    record_about_goal("goal.set", goal, by=by)
    return goal


@transaction.atomic
def change_goal(goal: Goal, facts: GoalFacts, *, by: Person) -> None:
    """Change what one's goal says; recorded where it changed. `goal` is brought up to date.

    Where progress was said, the start rating stays as it is, so that the way can be measured.
    Raises GoalsClosedError, NotYourGoalError.
    """
    now = lock_own_goal(goal, by=by)
    news = asdict(facts)
    if has_moved(now):
        del news["start_rating"]
    is_changed = any(getattr(now, name) != value for name, value in news.items())
    for name, value in news.items():
        setattr(goal, name, value)
    if is_changed:
        goal.save(update_fields=list(news))
        record_about_goal("goal.changed", now, by=by)


def has_moved(goal: Goal) -> bool:
    """Tell whether somebody has said how far the goal is, or where it ended."""
    return goal.end_rating is not None or goal.notes.filter(kind=NoteKind.PROGRESS).exists()


@transaction.atomic
def move_goal(goal: Goal, to: str, *, by: Person) -> None:
    """Say that one's goal is reached, let go or taken up again; recorded and kept in its history.

    Raises IllegalTransitionError when it is so already, GoalsClosedError, NotYourGoalError.
    """
    now = lock_own_goal(goal, by=by)
    settled_at = None if to == GoalState.OPEN else timezone.now()
    advance(goal, to, GOAL_TRANSITIONS, settled_at=settled_at)
    GoalNote.objects.create(goal=now, kind=NOTE_OF_STATE[to], by=by)
    record_about_goal(f"goal.{to}", now, by=by)
    if to == GoalState.REACHED:
        post_goal_news(now, GoalNews.REACHED, by=by)


@transaction.atomic
def rate_end(goal: Goal, *, by: Person, rating: int) -> None:
    """Say where one stands at the end, from 1 to 7; recorded once for each change.

    Open until the match has long ended, since people are asked at closing. `goal` is brought up to
    date. Raises NotYourGoalError, BadRatingError, and IllegalTransitionError for a goal let go.
    """
    if not LOWEST <= rating <= HIGHEST:
        raise BadRatingError
    now = locked(goal)
    if now.person_id != by.pk:
        raise NotYourGoalError
    if now.state == GoalState.DROPPED:
        raise IllegalTransitionError(now, "rated")
    if now.end_rating != rating:
        now.end_rating, now.end_rated_at = rating, timezone.now()
        now.save(update_fields=["end_rating", "end_rated_at"])
        record_about_goal("goal.rated", now, by=by)
    goal.end_rating, goal.end_rated_at = now.end_rating, now.end_rated_at


def locked(goal: Goal) -> Goal:
    """Return the goal as it is now with its match, and let nobody else change it meanwhile."""
    rows = Goal.objects.with_match().select_for_update(of=("self",), no_key=True)
    return rows.get(pk=goal.pk)


def lock_open_match(goal: Goal) -> Goal:
    """Return the goal locked, in a match that goes on; raises GoalsClosedError."""
    now = locked(goal)
    if now.match.state not in WRITABLE:
        raise GoalsClosedError
    return now


def lock_own_goal(goal: Goal, *, by: Person) -> Goal:
    """Return one's own goal locked; raises NotYourGoalError, GoalsClosedError."""
    now = lock_open_match(goal)
    if now.person_id != by.pk:
        raise NotYourGoalError
    return now


def twin_since(now: datetime) -> datetime:
    """Return since when the same words from the same person are one press too many."""
    return now - SAME_WITHIN


def record_about_goal(kind: str, goal: Goal, *, by: Person) -> None:
    """Record that something was done to a goal; never what it says."""
    organisation_id = goal.match.cohort.programme.organisation_id
    record(kind, goal, by=by, organisation_id=organisation_id)
