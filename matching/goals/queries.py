"""Which goals there are, for whom, and how many."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Prefetch, Q, QuerySet, Value, When

from matching.goals.enums import GoalState
from matching.models import Goal, GoalStep, Match
from matching.models.goal import GoalQuerySet
from mentorship.accounts.models import Person

_RANK = Case(
    When(state=GoalState.OPEN, then=Value(0)),
    When(state=GoalState.REACHED, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


def readers_of(goal: Goal) -> list[Person]:
    """Return who reads a goal: whose it is, then everybody who mentors in the match."""
    return list(dict.fromkeys([goal.person, *goal.match.mentors]))


def may_read(goal: Goal, person: Person) -> bool:
    """Tell whether a person reads a goal."""
    return Goal.objects.visible_to(person).filter(pk=goal.pk).exists()


def open_goals(match: Match, person: Person) -> GoalQuerySet:
    """Return what a person works towards in a match, oldest first; none for who only mentors."""
    return Goal.objects.filter(match=match, person=person).open()


def goals_to_rate(match: Match, person: Person) -> GoalQuerySet:
    """Return a person's own goals in a match that want an end rating: all but those let go."""
    own = Goal.objects.filter(match=match, person=person, end_rating__isnull=True)
    return own.exclude(state=GoalState.DROPPED)


def goal_counts(match_ids: Iterable[UUID]) -> dict[UUID, tuple[int, int]]:
    """Return of each match how many goals there are (without those let go), and how many reached.

    One query; every id has an entry.
    """
    wanted = list(match_ids)
    rows = (
        Goal.objects.filter(match__in=wanted)
        .exclude(state=GoalState.DROPPED)
        .order_by()
        .values_list("match_id")
        .annotate(number=Count("pk"), done=Count("pk", filter=Q(state=GoalState.REACHED)))
    )
    found: dict[UUID, tuple[int, int]] = dict.fromkeys(wanted, (0, 0))
    return found | {pk: (number, reached) for pk, number, reached in rows}


def goals_to_show(match: Match, viewer: Person) -> GoalQuerySet:
    """Return the goals of a match that a person reads: own first, then by name; open ones first.

    Each comes with its progress, whose it is, and its steps in order.
    """
    is_own = Case(When(person=viewer, then=Value(0)), default=Value(1))
    steps = Prefetch("steps", queryset=GoalStep.objects.select_related("owner", "done_by"))
    return (
        Goal.objects.visible_to(viewer)
        .filter(match=match)
        .with_progress()
        .select_related("person")
        .prefetch_related(steps)
        .order_by(is_own, "person__name", "person_id", _RANK, "made_at", "pk")
    )


def states_of(match: Match, viewer: Person) -> dict[str, int]:
    """Return how many goals that a person reads in a match are in each state; one query."""
    return dict(goals_by_state(match, viewer))


def goals_by_state(match: Match, viewer: Person) -> QuerySet[Goal, tuple[str, int]]:
    """Count the goals that a person reads in a match by state."""
    rows = Goal.objects.visible_to(viewer).filter(match=match).order_by()
    return rows.values_list("state").annotate(number=Count("pk"))
