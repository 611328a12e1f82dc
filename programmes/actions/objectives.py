"""What a programme is to achieve for the organisation's goals."""

from django.db import IntegrityError, transaction

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import hold
from programmes.actions.places import move_among, next_place
from programmes.models import Objective, Programme, StrategicGoal


class ObjectiveTakenError(Exception):
    """The programme has an objective of that title already; nothing was changed."""


@transaction.atomic
def add_objective(
    *,
    programme: Programme,
    goal: StrategicGoal,
    title: str,
    description: str = "",
    by: Person | None,
) -> Objective:
    """Say what a programme is to achieve for a goal, as the last; recorded.

    Raises ObjectiveTakenError.
    """
    _lock(programme)
    objective = Objective(
        programme=programme,
        goal=goal,
        title=title,
        description=description,
        position=next_place(Objective.objects.filter(programme=programme)),
    )
    _keep(objective)
    _record("objective.added", objective, by=by, changes={"goal": goal.pk})
    return objective


@transaction.atomic
def change_objective(
    objective: Objective, *, goal: StrategicGoal, title: str, description: str, by: Person | None
) -> None:
    """Change what a programme is to achieve; recorded. Raises ObjectiveTakenError."""
    hold(objective)
    objective.goal, objective.title, objective.description = goal, title, description
    _keep(objective)
    _record("objective.changed", objective, by=by, changes={"goal": goal.pk})


@transaction.atomic
def remove_objective(objective: Objective, *, by: Person | None) -> None:
    """Take an objective off the map with its indicators and their values; recorded."""
    hold(objective)
    indicators = objective.indicators.count()
    _record("objective.removed", objective, by=by, changes={"indicators": indicators})
    objective.delete()


@transaction.atomic
def move_objective(objective: Objective, *, step: int, by: Person | None) -> None:
    """Move an objective up (-1) or down (1) among those of its goal; recorded when it moved."""
    _lock(objective.programme)
    hold(objective)
    beside = list(
        Objective.objects.filter(programme=objective.programme_id, goal=objective.goal_id)
    )
    if move_among(beside, objective, step):
        _record("objective.moved", objective, by=by, changes={"step": step})


def _keep(objective: Objective) -> None:
    """Store an objective, unless its title is taken."""
    try:
        with transaction.atomic():
            objective.save()
    except IntegrityError as error:
        raise ObjectiveTakenError(objective.title) from error


def _lock(programme: Programme) -> None:
    """Let one change to a programme's objectives happen at a time."""
    Programme.objects.select_for_update().get(pk=programme.pk)


def _record(
    kind: str, objective: Objective, *, by: Person | None, changes: dict[str, object]
) -> None:
    """Record under the organisation that the programme belongs to."""
    organisation_id = objective.programme.organisation_id
    record(kind, objective, by=by, organisation_id=organisation_id, changes=changes)
