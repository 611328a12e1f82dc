"""The people of most tests: one coordinates, one mentors, one is the mentee, one is a stranger, …

The fixtures `world` and `client_of` (in `tests/fixtures/people.py`) hand them to tests.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.test import Client

from mentorship.accounts.models import Organisation, Person
from mentorship.accounts.permissions import Role
from mentorship.accounts.queries import needs_second_factor
from programmes.enums import ParticipantRole, ParticipantState
from programmes.models import Cohort, Participant, Programme
from tests.factories.accounts import (
    MembershipFactory,
    OrganisationFactory,
    OrganisationRoleFactory,
    PersonFactory,
    SecondFactorFactory,
)
from tests.factories.programmes import (
    CohortFactory,
    ParticipantFactory,
    ProgrammeFactory,
    SponsorshipFactory,
    TeamMemberFactory,
)

ClientOf = Callable[[Person], Client]


@dataclass(frozen=True)
class World:
    """One programme with its people, and another organisation that must never see any of it."""

    organisation: Organisation
    programme: Programme
    cohort: Cohort
    coordinator: Person
    mentor: Person
    mentee: Person
    mentor_place: Participant
    mentee_place: Participant
    reviewer: Person
    facilitator: Person
    administrator: Person
    sponsor: Person
    other_organisation: Organisation
    other_programme: Programme
    other_coordinator: Person
    stranger: Person


def person_called(name: str, **fields: Any) -> Person:
    """Make a person whose address is their first name, in lower case."""
    person: Person = PersonFactory.create(
        name=name, email=f"{name.split(maxsplit=1)[0].lower()}@example.org", **fields
    )
    return person


def team_member(programme: Programme, name: str, role: Role) -> Person:
    """Make a person who works for a programme."""
    person: Person = TeamMemberFactory.create(
        programme=programme, person=person_called(name), role=role
    ).person
    return person


def make_world() -> World:
    """Make them: the cohort runs, the mentor is trained, the mentee accepted; no match yet."""
    organisation = OrganisationFactory.create(name="Guildhall", slug="guildhall")
    programme = ProgrammeFactory.create(organisation=organisation, name="Leaders", slug="leaders")
    cohort = CohortFactory.create(programme=programme, name="Spring cohort")
    mentor_place = ParticipantFactory.create(
        cohort=cohort, person=person_called("Amara Okafor"), state=ParticipantState.TRAINED
    )
    mentee_place = ParticipantFactory.create(
        cohort=cohort, person=person_called("Jonas Weber"), role=ParticipantRole.MENTEE
    )
    administrator = person_called("Adaeze Nwosu")
    OrganisationRoleFactory.create(
        membership=MembershipFactory.create(organisation=organisation, person=administrator)
    )
    other_organisation = OrganisationFactory.create(name="Harbour Trust", slug="harbour-trust")
    other_programme = ProgrammeFactory.create(
        organisation=other_organisation, name="Captains", slug="captains"
    )
    stranger = person_called("Silas Stone")
    MembershipFactory.create(organisation=other_organisation, person=stranger)
    return World(
        organisation=organisation,
        programme=programme,
        cohort=cohort,
        coordinator=team_member(programme, "Catherine Ward", Role.LEAD_COORDINATOR),
        mentor=mentor_place.person,
        mentee=mentee_place.person,
        mentor_place=mentor_place,
        mentee_place=mentee_place,
        reviewer=team_member(programme, "Ruth Levi", Role.REVIEWER),
        facilitator=team_member(programme, "Farid Rahimi", Role.FACILITATOR),
        administrator=administrator,
        sponsor=SponsorshipFactory.create(
            programme=programme, person=person_called("Helena Sørensen")
        ).person,
        other_organisation=other_organisation,
        other_programme=other_programme,
        other_coordinator=team_member(other_programme, "Ottilie Brandt", Role.LEAD_COORDINATOR),
        stranger=stranger,
    )


def sign_in(person: Person) -> Client:
    """Return a client in which the person is signed in, with whatever their role asks of them."""
    signing_in = Person.objects.get(pk=person.pk)
    if needs_second_factor(signing_in) and not is_mfa_enabled(signing_in):
        SecondFactorFactory.create(user=signing_in)
    client = Client()
    client.force_login(signing_in)
    return client
