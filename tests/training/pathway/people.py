"""People on the pathway at a step, for tests."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from tests.factories.fresh import PathwayFactory
from tests.factories.programmes import CohortFactory, ParticipantFactory
from tests.factories.training import CourseFactory, SessionFactory, initial_training
from training.actions.standings import ensure_policies, refresh_standings
from training.enums import Audience, CourseKind
from training.pathway.enums import PathwayState


def on_pathway(world: Any, state: str = PathwayState.INTERESTED, **fields: Any) -> Any:
    """Put the mentee of the world, or `person`, at a step."""
    fields.setdefault("person", world.mentee)
    made = PathwayFactory.create(programme=world.programme, state=state, **fields)
    made.steps.create(step=state, reached_on=timezone.localdate())
    return made


def prepared(world: Any, state: str = PathwayState.INTERESTED, **fields: Any) -> Any:
    """Put somebody at a step with all three parts of readiness."""
    facts = {
        "goals_reached": True,
        "reflection": "I would like to give on what I got.",
        "referee": world.mentor,
        "referee_word": "They listen.",
        "referee_recommends": True,
        "referee_answered_at": timezone.now(),
    }
    return on_pathway(world, state, **{**facts, **fields})


def transition_session(world: Any, *, hours: int = 6, days: float = 10, **fields: Any) -> Any:
    """Plan a session of transition training for mentors."""
    course = CourseFactory.create(
        organisation=world.organisation,
        kind=CourseKind.TRANSITION,
        audience=Audience.MENTORS,
        hours=Decimal(hours),
    )
    starts_at = timezone.now() + timedelta(days=days)
    return SessionFactory.create(
        programme=world.programme, course=course, starts_at=starts_at, **fields
    )


def experienced(world: Any, name: str = "Old Hand", *, days: int = 100) -> Any:
    """Make a mentor who served a cohort, and whose training is that many days old."""
    closed = CohortFactory.create(programme=world.programme, state="closed")
    place = ParticipantFactory.create(cohort=closed, state="finished", person__name=name)
    initial_training(world.programme, place.person, days=days)
    for policy in ensure_policies(world.programme).values():
        refresh_standings(policy)
    return place.person
