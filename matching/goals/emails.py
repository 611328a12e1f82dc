"""Mails about goals: that something was said or done, never what."""

from enum import StrEnum
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.goals.queries import readers_of
from matching.models import Goal, Match
from matching.resting import not_resting
from mentorship.accounts.models import Person
from mentorship.notifications.actions import post
from mentorship.notifications.enums import Category
from mentorship.notifications.kinds import MessageKind, register
from mentorship.notifications.links import absolute

GOAL_NEWS = register(
    MessageKind(
        name="matching.goal_news",
        title=_("News of a goal"),
        why=_("you work on this goal together"),
        category=Category.GOALS,
    )
)


class GoalNews(StrEnum):
    """What was said or done, as the mail's template chooses its words."""

    COMMENT = "comment"
    PROGRESS = "progress"
    REACHED = "reached"
    STEP = "step"


def told_of(goal: Goal, by: Person) -> list[Person]:
    """Return who hears by mail when somebody speaks: everybody who reads the goal but them.

    Nobody while the match rests.
    """
    if not _is_awake(goal):
        return []
    return [person for person in readers_of(goal) if person != by and person.can_sign_in]


def post_goal_news(goal: Goal, news: GoalNews, *, by: Person) -> None:
    """Tell everybody who reads the goal but whoever spoke; once a day and goal for each."""
    for person in told_of(goal, by):
        _post(goal, news, person, by)


def post_step_given(goal: Goal, owner: Person, *, by: Person) -> None:
    """Tell somebody that a step is theirs; it counts as the goal's mail of the day."""
    if owner in told_of(goal, by):
        _post(goal, GoalNews.STEP, owner, by)


def _is_awake(goal: Goal) -> bool:
    """Tell whether the match of the goal does not rest today."""
    matches = Match.objects.filter(pk=goal.match_id)
    return not_resting(matches, timezone.localdate()).exists()


def _post(goal: Goal, news: GoalNews, person: Person, by: Person) -> None:
    """Post the mail of the reader's day."""
    programme = goal.match.cohort.programme
    today = timezone.localdate(timezone=person.time_zone)
    post(
        GOAL_NEWS,
        recipient=person,
        organisation=programme.organisation,
        programme_id=programme.pk,
        about=goal,
        occurrence=f"{today:%Y-%m-%d}",
        context=_facts(goal, news, person, by),
    )


def _facts(goal: Goal, news: GoalNews, person: Person, by: Person) -> dict[str, Any]:
    """Return what the mail says: names and what happened, no word of the goal."""
    return {
        "news": str(news),
        "by_name": by.short_name,
        "owner_name": goal.person.short_name,
        "is_own": goal.person_id == person.pk,
        "is_of_speaker": goal.person_id == by.pk,
        "programme_name": goal.match.cohort.programme.name,
        "action_url": absolute(reverse("matching:my-goal", args=(goal.pk,))),
    }
