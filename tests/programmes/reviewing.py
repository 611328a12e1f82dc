"""A round with applications and reviewers, for tests of everything about reviews."""

from dataclasses import dataclass

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Role
from programmes.actions.reviews import MarkEntry, save_review, submit_review
from programmes.models import Application, Cohort, Criterion, Programme, Review, SelectionRound
from tests.factories.accounts import MembershipFactory
from tests.factories.choosing import (
    ApplicationFormFactory,
    SelectionRoundFactory,
    mentor_application,
    published_profile,
)
from tests.factories.programmes import TeamMemberFactory


@dataclass(frozen=True)
class Reviewing:
    """A round of a cohort, with who applied and who reviews."""

    programme: Programme
    cohort: Cohort
    round: SelectionRound
    criteria: list[Criterion]
    applications: list[Application]
    reviewers: list[Person]


def reviewer_called(programme: Programme, name: str) -> Person:
    """Make somebody who reviews for the programme."""
    person: Person = TeamMemberFactory.create(
        programme=programme, role=Role.REVIEWER, person__name=name
    ).person
    if not person.memberships.filter(organisation=programme.organisation).exists():
        MembershipFactory.create(organisation=programme.organisation, person=person)
    return person


def make_reviewing(cohort: Cohort, applications: int = 3, **facts: object) -> Reviewing:
    """Make a round with a profile of two criteria, applications, and three reviewers."""
    programme = cohort.programme
    profile = published_profile(
        programme, {"name": "Listens", "is_essential": True}, {"name": "Knows the work"}
    )
    ApplicationFormFactory.create(programme=programme)
    return Reviewing(
        programme=programme,
        cohort=cohort,
        round=SelectionRoundFactory.create(cohort=cohort, **facts),
        criteria=list(profile.expectations.get().criteria.all()),
        applications=[
            mentor_application(programme, cohort=cohort, person__name=f"Applicant {name}")
            for name in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[:applications]
        ],
        reviewers=[reviewer_called(programme, f"Rae {name}") for name in ("One", "Two", "Three")],
    )


def hand_in(review: Review, *levels: int | None) -> None:
    """Let the reviewer hand in a level for each criterion of what they judge."""
    about = review.application or review.sample
    criteria = Criterion.objects.filter(expectation__profile=about.profile_id)
    marks = [
        MarkEntry(criterion.pk, level, is_chosen=True, evidence="Seen.")
        for criterion, level in zip(criteria.order_by("position", "pk"), levels, strict=True)
    ]
    save_review(review, marks=marks, note="", by=review.reviewer)
    submit_review(review, by=review.reviewer)
