"""What the organisation wants to reach; its programmes share these goals."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from mentorship.accounts.models import Organisation, Person
from mentorship.audit.actions import record
from programmes.actions.places import move_among, next_place
from programmes.models import StrategicGoal


class GoalTakenError(Exception):
    """The organisation has a goal of that title already; nothing was changed."""


class GoalInUseError(Exception):
    """Objectives still serve the goal, so that it cannot end; nothing was changed."""

    def __init__(self, programmes: int) -> None:
        """Say in how many programmes."""
        super().__init__(programmes)
        self.programmes = programmes


@transaction.atomic
def add_goal(
    *, organisation: Organisation, title: str, theme: str, description: str = "", by: Person | None
) -> StrategicGoal:
    """Add something that the organisation wants to reach, as the last; recorded.

    One of that title that had ended is pursued again. Raises GoalTakenError.
    """
    _lock(organisation)
    goals = StrategicGoal.objects.filter(organisation=organisation)
    ended = goals.filter(title=title, ended_on__isnull=False).first()
    goal = ended or StrategicGoal(organisation=organisation, title=title)
    goal.theme, goal.description, goal.ended_on = theme, description, None
    goal.position = next_place(goals)
    _keep(goal)
    record("goal.resumed" if ended else "goal.added", goal, by=by, changes={"theme": theme})
    return goal


@transaction.atomic
def change_goal(
    goal: StrategicGoal, *, title: str, theme: str, description: str, by: Person | None
) -> None:
    """Change a goal for all programmes that serve it; recorded. Raises GoalTakenError."""
    goal.title, goal.theme, goal.description = title, theme, description
    _keep(goal)
    record("goal.changed", goal, by=by, changes={"theme": theme})


@transaction.atomic
def end_goal(goal: StrategicGoal, *, by: Person | None) -> None:
    """Say that the organisation no longer pursues a goal; recorded.

    Raises GoalInUseError while an objective serves it. Nothing happens when it has ended already.
    """
    _lock(goal.organisation)
    programmes = goal.objectives.order_by().values("programme").distinct().count()
    if programmes:
        raise GoalInUseError(programmes)
    ended_on = timezone.localdate(timezone=goal.organisation.time_zone)
    if not StrategicGoal.objects.pursued().filter(pk=goal.pk).update(ended_on=ended_on):
        return
    goal.ended_on = ended_on
    record("goal.ended", goal, by=by, changes={"ended_on": ended_on})


@transaction.atomic
def move_goal(goal: StrategicGoal, *, step: int, by: Person | None) -> None:
    """Move a goal one place up (-1) or down (1) among those pursued; recorded when it moved."""
    _lock(goal.organisation)
    goals = list(StrategicGoal.objects.pursued().filter(organisation=goal.organisation_id))
    if goal in goals and move_among(goals, goal, step):
        record("goal.moved", goal, by=by, changes={"step": step})


def _keep(goal: StrategicGoal) -> None:
    """Store a goal, unless its title is taken."""
    try:
        with transaction.atomic():
            goal.save()
    except IntegrityError as error:
        raise GoalTakenError(goal.title) from error


def _lock(organisation: Organisation) -> None:
    """Let one change to the organisation's goals happen at a time."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
