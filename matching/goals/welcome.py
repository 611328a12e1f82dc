"""What goals put on a participant's home: a step that was due, or a first goal to set."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.enums import MENTORED_SIDES, MatchState
from matching.goals.enums import GoalState
from matching.goals.wording import due_in_words
from matching.models import Goal, GoalStep, Match, MatchMember
from matching.models.goal import GoalStepQuerySet
from matching.own_matches import Rest, awake, rests_by_match
from matching.resting import days_that_count
from matching.wording import short_names
from mentorship.accounts.models import Person
from programmes.cards import Card

STEP_DUE, FIRST_GOAL = 45, 46
DAYS_WITHOUT = 14


def steps_to_take(person: Person) -> GoalStepQuerySet:
    """Return the steps that somebody was to take by a day, the earliest first."""
    active = Match.objects.involving(person).filter(state=MatchState.ACTIVE)
    goals = Goal.objects.visible_to(person).filter(match__in=active, state=GoalState.OPEN)
    own = GoalStep.objects.filter(
        goal__in=goals, owner=person, done_at__isnull=True, due_on__isnull=False
    )
    return own.select_related("goal").order_by("due_on", "made_at", "pk")


def without_goal(person: Person) -> QuerySet[Match, UUID]:
    """Return the matches in which somebody could have a goal, and has none."""
    place = MatchMember.objects.filter(
        match=OuterRef("pk"), participant__person=person, side__in=MENTORED_SIDES
    )
    own = Goal.objects.filter(match=OuterRef("pk"), person=person)
    active = Match.objects.filter(Exists(place), ~Exists(own), state=MatchState.ACTIVE)
    return active.values_list("pk", flat=True)


def cards_of_steps(
    person: Person,
    to_take: Sequence[GoalStep],
    matches: Sequence[Match],
    absences: Sequence[Rest],
) -> Iterator[Card]:
    """Yield one card for all steps of the person that were due; none of a match that rests."""
    today = timezone.localdate(timezone=person.time_zone)
    going_on = {match.pk for match in awake(matches, absences, today)}
    steps = [
        (step, step.due_on)
        for step in to_take
        if step.due_on is not None and step.due_on < today and step.goal.match_id in going_on
    ]
    if not steps:
        return
    first, due_on = steps[0]
    more = len(steps) - 1
    text = capfirst(due_in_words(due_on, today)) + "."
    if more:
        words = ngettext("%(more)d more was due.", "%(more)d more were due.", more)
        text += " " + words % {"more": more}
    yield Card(
        key="matching.goals.step",
        headline=_("A step is waiting for you"),
        title=first.title,
        text=text,
        action=_("See the step"),
        url=reverse("matching:my-goal", args=(first.goal_id,)) + "#steps",
        order=STEP_DUE,
    )


def cards_of_first_goals(
    person: Person,
    without: Sequence[UUID],
    matches: Sequence[Match],
    absences: Sequence[Rest],
    rests: Sequence[Rest],
) -> Iterator[Card]:
    """Yield a card for each match in which the person has had no goal for two weeks.

    None of a match that rests.
    """
    today = timezone.localdate(timezone=person.time_zone)
    rested = rests_by_match([*rests, *absences])
    for match in awake(matches, absences, today):
        since = match.started_on or today
        days = days_that_count(since, today, rested.get(match.pk, []))
        if match.pk not in without or days < DAYS_WITHOUT:
            continue
        names = short_names(match.others_than(person))
        yield Card(
            key=f"matching.goals.none.{match.pk}",
            headline=_("What would you like to reach?"),
            title=_("Set a first goal with %(names)s") % {"names": names},
            text=_("It takes three minutes, and there are examples to begin with."),
            action=_("See examples"),
            url=reverse("matching:my-goals", args=(match.pk,)),
            order=FIRST_GOAL,
        )
