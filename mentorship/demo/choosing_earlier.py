"""How the mentors of the demo's earlier cohorts were selected, so that groups can be compared."""

from collections.abc import Iterable
from datetime import date, timedelta

from mentorship.accounts.models import Person
from mentorship.demo.cast import Cast
from mentorship.demo.programmes import Year, noon
from mentorship.demo.team import record_at
from programmes.applying.enums import ApplicationState
from programmes.enums import ParticipantRole, ParticipantState
from programmes.models import Application, Decision, Participant
from programmes.selection.enums import DecisionReason, DecisionState, Outcome


def select_earlier(cast: Cast, year: Year, by: Person) -> None:
    """Let the mentors of earlier cohorts have been selected, and others not."""
    programme = year.starters
    form = programme.application_forms.published().get(role=ParticipantRole.MENTOR)
    for stage, others in ((year.closing, cast.seniors[9:15]), (year.matching, cast.seniors[15:27])):
        on = stage.cohort.starts_on - timedelta(days=80)
        declined = Participant.objects.bulk_create(
            Participant(
                cohort=stage.cohort,
                person=person,
                role=ParticipantRole.MENTOR,
                state=ParticipantState.DECLINED,
                joined_on=on,
                moved_at=noon(on + timedelta(days=12)),
                ended_on=on + timedelta(days=12),
            )
            for person in others
        )
        applications = Application.objects.bulk_create(
            Application(
                cohort=stage.cohort,
                person=place.person,
                role=place.role,
                state=ApplicationState.DECIDED,
                form=form,
                submitted_at=noon(on),
            )
            for place in [*stage.mentors, *declined]
        )
        _tell(applications, len(stage.mentors), by, on + timedelta(days=12))


def _tell(applications: list[Application], accepted: int, by: Person, on: date) -> None:
    """Publish the decisions of an earlier cohort: the first so many are accepted."""
    decisions = Decision.objects.bulk_create(
        Decision(
            application=application,
            outcome=Outcome.ACCEPT if turn < accepted else Outcome.DECLINE,
            reason=DecisionReason.MEETS_PROFILE if turn < accepted else DecisionReason.NO_PLACE,
            state=DecisionState.PUBLISHED,
            staged_by=by,
            staged_at=noon(on),
            published_by=by,
            published_at=noon(on),
        )
        for turn, application in enumerate(applications)
    )
    record_told(decisions, by)


def record_told(decisions: Iterable[Decision], by: Person) -> None:
    """Record the decisions that were told, each as on its day."""
    for decision in decisions:
        if decision.published_at is not None:
            programme = decision.application.cohort.programme
            record_at(decision.published_at, "decision.published", decision, by, programme)
