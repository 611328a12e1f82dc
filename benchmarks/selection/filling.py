"""A cohort with so many mentor applications and reviewers, and marks for all of them."""

import random
from datetime import timedelta

from django.utils import timezone

from mentorship.accounts.models import Membership, Organisation, Person
from mentorship.accounts.permissions import Role
from programmes.applying.enums import ApplicationState
from programmes.enums import ParticipantRole, VersionState
from programmes.models import (
    Application,
    ApplicationForm,
    Cohort,
    Criterion,
    Expectation,
    IdealMentorProfile,
    Mark,
    Programme,
    Review,
    SelectionRound,
    TeamMember,
)
from programmes.selection.enums import ReviewState


def fill(
    applications: int, reviewers: int, each: int, criteria: int
) -> tuple[SelectionRound, Person]:
    """Store a round with so many applications and reviewers; return it and who leads."""
    now, today = timezone.now(), timezone.localdate()
    organisation = Organisation.objects.create(name="Guild", slug="guild")
    programme = Programme.objects.create(organisation=organisation, name="All", slug="all")
    cohort = Cohort.objects.create(
        programme=programme, number=1, name="First", starts_on=today, ends_on=today + timedelta(300)
    )
    profile = _profile(programme, criteria)
    form = ApplicationForm.objects.create(
        programme=programme,
        role=ParticipantRole.MENTOR,
        state=VersionState.PUBLISHED,
        published_at=now,
    )
    applicants = _people(organisation, "a", applications)
    Application.objects.bulk_create(
        Application(
            cohort=cohort,
            person=person,
            role=ParticipantRole.MENTOR,
            state=ApplicationState.SUBMITTED,
            form=form,
            profile=profile,
            submitted_at=now,
        )
        for person in applicants
    )
    team = _people(organisation, "r", reviewers)
    TeamMember.objects.bulk_create(
        TeamMember(programme=programme, person=person, role=Role.REVIEWER, started_on=today)
        for person in team
    )
    return SelectionRound.objects.create(cohort=cohort, reviewers_each=each), team[0]


def mark_everything(chance: random.Random) -> None:
    """Hand every review in, with a mark on every criterion."""
    criteria = list(Criterion.objects.all())
    Mark.objects.bulk_create(
        (
            Mark(review=review, criterion=criterion, level=chance.randint(1, 5), evidence="Seen.")
            for review in Review.objects.all()
            for criterion in criteria
        ),
        batch_size=1000,
    )
    Review.objects.update(state=ReviewState.SUBMITTED, ended_at=timezone.now())


def _profile(programme: Programme, criteria: int) -> IdealMentorProfile:
    """Store a profile in use with so many criteria."""
    profile = IdealMentorProfile.objects.create(
        programme=programme, state=VersionState.PUBLISHED, published_at=timezone.now()
    )
    expectation = Expectation.objects.create(profile=profile, text="Listen")
    Criterion.objects.bulk_create(
        Criterion(expectation=expectation, name=f"Criterion {number}", position=number)
        for number in range(criteria)
    )
    return profile


def _people(organisation: Organisation, letter: str, number: int) -> list[Person]:
    """Store so many people who belong to the organisation."""
    people = Person.objects.bulk_create(
        Person(name=f"{letter.upper()} {each}", email=f"{letter}{each}@guild.example")
        for each in range(number)
    )
    Membership.objects.bulk_create(
        Membership(organisation=organisation, person=person, joined_on=timezone.localdate())
        for person in people
    )
    return people
