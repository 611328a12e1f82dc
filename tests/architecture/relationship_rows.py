"""One row of everything that belongs to a match under way."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from matching.models import (
    CareStep,
    Concern,
    Goal,
    GoalStep,
    Match,
    MessageReport,
    PairMessage,
    ParticipationCertificate,
)
from tests.factories.relationships import (
    AgreementFactory,
    CareStepFactory,
    ConcernFactory,
    GoalFactory,
    GoalStepFactory,
    MessageReportFactory,
    PairMessageFactory,
    ParticipationCertificateFactory,
)
from tests.people import World


@dataclass(frozen=True)
class RelationshipRows:
    """What addresses about one match point at."""

    match: Match
    goal: Goal
    step: GoalStep
    message: PairMessage
    report: MessageReport
    care: CareStep
    concern: Concern
    certificate: ParticipationCertificate

    def given(self) -> dict[str, Callable[[], Any]]:
        """Return what addresses take beside a row's `pk`."""
        return {
            "goal_id": lambda: self.goal.pk,
            "step_id": lambda: self.step.pk,
            "message_id": lambda: self.message.pk,
            "version": lambda: 1,
        }

    def rows(self) -> dict[str, Any]:
        """Return the row behind each `pk`, by the first words of an address's name."""
        return {
            "my-agreement": self.match,
            "my-goals": self.match,
            "my-goal": self.goal,
            "my-step": self.step,
            "my-messages": self.match,
            "my-message": self.message,
            "my-fit": self.match,
            "my-closing": self.match,
            "my-rest": self.match,
            "my-rematch": self.match,
            "my-concern": self.concern,
            "meeting-past": self.match,
            "meeting-notes": self.match,
            "meeting-series": self.match,
            "reported": self.report,
            "care": self.match,
            "care-step": self.care,
            "concern": self.concern,
        }


def make_relationships(world: World, match: Match) -> RelationshipRows:
    """Make one row of each kind, in a match that the walk knows."""
    AgreementFactory.create(match=match)
    goal = GoalFactory.create(match=match)
    message = PairMessageFactory.create(match=match)
    return RelationshipRows(
        match=match,
        goal=goal,
        step=GoalStepFactory.create(goal=goal),
        message=message,
        report=MessageReportFactory.create(match=match, message=message),
        care=CareStepFactory.create(match=match, by=world.coordinator),
        concern=ConcernFactory.create(match=match, handler=world.coordinator),
        certificate=ParticipationCertificateFactory.create(
            member=match.members.get(participant=world.mentee_place)
        ),
    )
