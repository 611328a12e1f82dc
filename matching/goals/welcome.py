"""What goals put on a participant's home: a step that was due, or a first goal to set."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.enums import MENTORED_SIDES, MatchState
from matching.goals.enums import GoalState
from matching.goals.wording import due_in_words
from matching.models import Goal, GoalStep, Match, MatchMember
from matching.models.match import MatchQuerySet
from matching.resting import days_that_count, not_resting, rests_of
from matching.wording import short_names
from mentorship.accounts.models import Person
from programmes.cards import Card

STEP_DUE, FIRST_GOAL = 45, 46
DAYS_WITHOUT = 14


def cards_of_goals(person: Person) -> Iterator[Card]:
    """Yield a card for steps that were due, and one for each match without a goal of one's own.

    A constant number of queries; nothing of a match that rests.
    """
    today = timezone.localdate(timezone=person.time_zone)
    awake = not_resting(Match.objects.involving(person).filter(state=MatchState.ACTIVE), on=today)
    yield from _overdue(awake, person, today)
    yield from _without_goal(awake, person, today)


def _overdue(awake: MatchQuerySet, person: Person, today: date) -> Iterator[Card]:
    """Yield one card for all steps of the person that were due."""
    goals = Goal.objects.visible_to(person).filter(match__in=awake, state=GoalState.OPEN)
    steps = list(
        GoalStep.objects.filter(
            goal__in=goals, owner=person, done_at__isnull=True, due_on__lt=today
        ).order_by("due_on", "made_at", "pk")
    )
    if not steps:
        return
    first = steps[0]
    more = len(steps) - 1
    text = capfirst(due_in_words(first.due_on, today)) + "."
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


def _without_goal(awake: MatchQuerySet, person: Person, today: date) -> Iterator[Card]:
    """Yield a card for each match in which the person has had no goal for two weeks."""
    place = MatchMember.objects.filter(
        match=OuterRef("pk"), participant__person=person, side__in=MENTORED_SIDES
    )
    own = Goal.objects.filter(match=OuterRef("pk"), person=person)
    since = today - timedelta(days=DAYS_WITHOUT)
    matches = list(
        awake.filter(Exists(place), ~Exists(own), started_on__lte=since)
        .with_people()
        .order_by("started_on", "pk")
    )
    if not matches:
        return
    rests = rests_of(match.pk for match in matches)
    for match in matches:
        if days_that_count(match.started_on or today, today, rests[match.pk]) < DAYS_WITHOUT:
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
