"""Applications with their reviews in, for tests of decisions."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone

from mentorship.accounts.models import Person
from programmes.enums import ParticipantRole, ParticipantState
from programmes.models import Application, Cohort, Criterion, SelectionRound
from programmes.selection.enums import ReviewState
from tests.factories.choosing import (
    ApplicationFactory,
    MarkFactory,
    ReviewFactory,
    SelectionRoundFactory,
    mentor_application,
)
from tests.factories.programmes import ParticipantFactory
from tests.people import person_called

SECRET_NOTE = "Between us: too proud"
SECRET_EVIDENCE = "Talked over others"


def round_of(cohort: Cohort, **facts: Any) -> SelectionRound:
    """Return the cohort's round."""
    found = cohort.selection_rounds.first()
    return found or SelectionRoundFactory.create(cohort=cohort, **facts)


def reviewers(number: int) -> list[Person]:
    """Make reviewers called Rena 1, Rena 2, …"""
    return [person_called(f"Rena{turn} Reads") for turn in range(1, number + 1)]


def reviewed(
    cohort: Cohort,
    by: Sequence[Person],
    *marks: Sequence[int | None],
    name: str = "Ana Applies",
    **facts: Any,
) -> Application:
    """Make a mentor's application with a review by each, and a row of marks for each of them.

    A reviewer without a row has not handed in. The applicant has a place marked as applied.
    """
    person = facts.pop("person", None) or person_called(name)
    application = mentor_application(
        cohort.programme, cohort=cohort, person=person, round=round_of(cohort), **facts
    )
    ParticipantFactory.create(cohort=cohort, person=person, state=ParticipantState.APPLIED)
    criteria = list(Criterion.objects.filter(expectation__profile=application.profile_id))
    for turn, reviewer in enumerate(by):
        row = marks[turn] if turn < len(marks) else None
        review = ReviewFactory.create(
            application=application,
            round=application.round,
            reviewer=reviewer,
            state=ReviewState.ASSIGNED if row is None else ReviewState.SUBMITTED,
            assigned_at=timezone.now() - timedelta(minutes=60 - turn),
            ended_at=None if row is None else timezone.now(),
            private_note=SECRET_NOTE,
        )
        for criterion, level in zip(criteria, row or (), strict=False):
            MarkFactory.create(
                review=review, criterion=criterion, level=level, evidence=SECRET_EVIDENCE
            )
    return application


def mentee_application(cohort: Cohort, name: str = "Mina Asks", **facts: Any) -> Application:
    """Make a mentee's application, which nobody reviews."""
    person = person_called(name)
    ParticipantFactory.create(
        cohort=cohort, person=person, role=ParticipantRole.MENTEE, state=ParticipantState.APPLIED
    )
    forms = cohort.programme.application_forms.filter(role=ParticipantRole.MENTEE)
    if known := forms.first():
        facts = {"form": known, **facts}
    application: Application = ApplicationFactory.create(
        cohort=cohort, person=person, role=ParticipantRole.MENTEE, **facts
    )
    return application
