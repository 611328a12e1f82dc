"""The people of most tests: one coordinates, one mentors, one is the mentee, one is a stranger, …

The fixtures `world` and `client_of` (in `tests/fixtures/people.py`) hand them to tests.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import login
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.test import Client
from django.utils.crypto import get_random_string

from mentorship.accounts.models import Membership, Organisation, Person
from mentorship.accounts.permissions import Role
from mentorship.accounts.queries import needs_second_factor
from programmes.enums import ParticipantRole, ParticipantState
from programmes.models import Cohort, Participant, Programme, TeamMember
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


NAMES = {
    "mentor": "Amara Okafor",
    "mentee": "Jonas Weber",
    "administrator": "Adaeze Nwosu",
    "stranger": "Silas Stone",
    "coordinator": "Catherine Ward",
    "reviewer": "Ruth Levi",
    "facilitator": "Farid Rahimi",
    "sponsor": "Helena Sørensen",
    "other_coordinator": "Ottilie Brandt",
}


def make_people() -> dict[str, Person]:
    """Make everybody at once: a thousand tests ask for them, and each statement takes its time."""
    people = {
        who: PersonFactory.build(name=name, email=f"{name.split()[0].lower()}@example.org")
        for who, name in NAMES.items()
    }
    for person in people.values():
        person.set_unusable_password()
    Person.objects.bulk_create(people.values())
    return people


def make_memberships(
    people: dict[str, Person], organisation: Organisation, other: Organisation
) -> dict[str, Membership]:
    """Let everybody but the sponsor belong to an organisation."""
    theirs = {
        who: MembershipFactory.build(
            person=person,
            organisation=other if who in {"stranger", "other_coordinator"} else organisation,
        )
        for who, person in people.items()
        if who != "sponsor"
    }
    Membership.objects.bulk_create(theirs.values())
    return theirs


def make_team(people: dict[str, Person], programme: Programme, other: Programme) -> None:
    """Let people work for the programme, and one for the other."""
    roles = {
        "coordinator": (programme, Role.LEAD_COORDINATOR),
        "reviewer": (programme, Role.REVIEWER),
        "facilitator": (programme, Role.FACILITATOR),
        "other_coordinator": (other, Role.LEAD_COORDINATOR),
    }
    TeamMember.objects.bulk_create(
        TeamMemberFactory.build(programme=where, person=people[who], role=role)
        for who, (where, role) in roles.items()
    )


def make_world() -> World:
    """Make them: the cohort runs, the mentor is trained, the mentee accepted; no match yet."""
    organisation = OrganisationFactory.create(name="Guildhall", slug="guildhall")
    programme = ProgrammeFactory.create(organisation=organisation, name="Leaders", slug="leaders")
    cohort = CohortFactory.create(programme=programme, name="Spring cohort")
    other_organisation = OrganisationFactory.create(name="Harbour Trust", slug="harbour-trust")
    other_programme = ProgrammeFactory.create(
        organisation=other_organisation, name="Captains", slug="captains"
    )
    people = make_people()
    memberships = make_memberships(people, organisation, other_organisation)
    make_team(people, programme, other_programme)
    mentor_place, mentee_place = Participant.objects.bulk_create(
        [
            ParticipantFactory.build(
                cohort=cohort, person=people["mentor"], state=ParticipantState.TRAINED
            ),
            ParticipantFactory.build(
                cohort=cohort, person=people["mentee"], role=ParticipantRole.MENTEE
            ),
        ]
    )
    OrganisationRoleFactory.create(membership=memberships["administrator"])
    SponsorshipFactory.create(programme=programme, person=people["sponsor"])
    return World(
        organisation=organisation,
        programme=programme,
        cohort=cohort,
        mentor_place=mentor_place,
        mentee_place=mentee_place,
        other_organisation=other_organisation,
        other_programme=other_programme,
        **people,
    )


def sign_in(person: Person) -> Client:
    """Return a client in which the person is signed in, with whatever their role asks of them."""
    signing_in = Person.objects.get(pk=person.pk)
    if needs_second_factor(signing_in) and not is_mfa_enabled(signing_in):
        SecondFactorFactory.create(user=signing_in)
    client = QuickClient()
    client.force_login(signing_in)
    return client


class OneSession(SessionStore):
    """A session that is written when all of it is known; its key was never anybody's."""

    key_salt = SessionStore().key_salt  # else made of the name of the class: requests read it

    def cycle_key(self) -> None:
        """Take a key, without a row for it yet."""
        self._session_key = get_random_string(32, VALID_KEY_CHARS)
        self._session_cache: dict[str, Any] = {}


class QuickClient(Client):
    """Signs in as Django's client does, in a third of its queries: thousands of tests do."""

    def _login(self, user: Person, backend: str | None = None) -> None:
        request = HttpRequest()
        request.session = OneSession()
        login(request, user, backend)
        request.session.save(must_create=True)
        self._set_login_cookies(request)
