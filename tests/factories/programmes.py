"""Programmes, cohorts, and who is in them."""

from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from mentorship.accounts.permissions import Role
from programmes.enums import (
    CohortState,
    ContributionRole,
    ParticipantRole,
    ParticipantState,
    PhaseKind,
)
from tests.factories.accounts import MembershipFactory, OrganisationFactory, PersonFactory
from tests.factories.dates import days_ago, days_ahead


def membership_of(organisation: Any, person: Any) -> None:
    """Let a person belong to an organisation, unless they do."""
    if not person.memberships.filter(organisation=organisation).exists():
        MembershipFactory.create(organisation=organisation, person=person)


class ProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = "programmes.Programme"

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence("Programme {}".format)
    slug = factory.Sequence("programme-{}".format)


class CohortFactory(DjangoModelFactory):
    """A cohort that runs now; `state=CohortState.CLOSED` gets its `closed_at` by itself."""

    class Meta:
        model = "programmes.Cohort"

    programme = factory.SubFactory(ProgrammeFactory)
    number = factory.LazyAttribute(lambda new: new.programme.cohorts.count() + 1)
    name = factory.LazyAttribute(lambda new: f"Cohort {new.number}")
    state = CohortState.RUNNING
    starts_on = factory.LazyFunction(days_ago(60))
    ends_on = factory.LazyFunction(days_ahead(240))
    closed_at = factory.LazyAttribute(
        lambda new: timezone.now() if new.state == CohortState.CLOSED else None
    )


class PhaseFactory(DjangoModelFactory):
    class Meta:
        model = "programmes.Phase"

    cohort = factory.SubFactory(CohortFactory)
    kind = PhaseKind.MENTOR
    starts_on = factory.LazyFunction(days_ago(30))
    ends_on = factory.LazyFunction(days_ahead(150))


class ParticipantFactory(DjangoModelFactory):
    """A mentor who was accepted; the person belongs to the organisation."""

    class Meta:
        model = "programmes.Participant"
        skip_postgeneration_save = True

    cohort = factory.SubFactory(CohortFactory)
    person = factory.SubFactory(PersonFactory)
    role = ParticipantRole.MENTOR
    state = ParticipantState.ACCEPTED
    joined_on = factory.LazyFunction(days_ago(50))

    @factory.post_generation
    def membership(self: Any, create: bool, extracted: Any) -> None:  # noqa: FBT001
        if create:
            membership_of(self.cohort.programme.organisation, self.person)


class MenteeFactory(ParticipantFactory):
    role = ParticipantRole.MENTEE


class TeamMemberFactory(DjangoModelFactory):
    """A lead coordinator; the person belongs to the organisation."""

    class Meta:
        model = "programmes.TeamMember"
        skip_postgeneration_save = True

    programme = factory.SubFactory(ProgrammeFactory)
    person = factory.SubFactory(PersonFactory)
    role = Role.LEAD_COORDINATOR
    started_on = factory.LazyFunction(days_ago(200))

    @factory.post_generation
    def membership(self: Any, create: bool, extracted: Any) -> None:  # noqa: FBT001
        if create:
            membership_of(self.programme.organisation, self.person)


class SponsorshipFactory(DjangoModelFactory):
    class Meta:
        model = "programmes.Sponsorship"

    programme = factory.SubFactory(ProgrammeFactory)
    person = factory.SubFactory(PersonFactory)
    position = "Chief people officer"
    started_on = factory.LazyFunction(days_ago(200))


class ContributionFactory(DjangoModelFactory):
    class Meta:
        model = "programmes.Contribution"

    cohort = factory.SubFactory(CohortFactory)
    person = factory.SubFactory(PersonFactory)
    role = ContributionRole.EXPERT


class PauseFactory(DjangoModelFactory):
    class Meta:
        model = "programmes.Pause"

    participant = factory.SubFactory(ParticipantFactory)
    starts_on = factory.LazyFunction(days_ago(5))
