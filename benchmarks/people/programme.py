"""A programme of a given size in an organisation of its own, and its coordinator's browser."""

import random
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentorship.accounts.models import Membership, Organisation, Person
from mentorship.accounts.permissions import Role
from programmes.enums import CohortState, ParticipantRole, ParticipantState
from programmes.models import Cohort, Participant, Profile, Programme, TeamMember

FIRSTS = ("Anna", "Amara", "Jonas", "Priya", "David", "Tom", "Helena", "Yuki", "Nadia", "Hannah")
LASTS = ("Okafor", "Weber", "Nair", "Mbeki", "Gallagher", "Souza", "Khan", "Tanaka", "Petrova")
DEPARTMENTS = ("Finance", "Operations", "Engineering", "Sales", "Legal", "People", "Product")
FULL_PAGE = 25
LOCATIONS = ("London", "Lisbon", "Berlin", "Warsaw", "Lagos", "Nairobi", "Pune")


def fill(size: int) -> Programme:
    """Store a programme with so many participants, and return it."""
    chance = random.Random(size)
    today = timezone.localdate()
    organisation = Organisation.objects.create(name=f"Guild of {size}", slug=f"guild-{size}")
    programme = Programme.objects.create(
        organisation=organisation, name=f"Of {size}", slug=f"of-{size}"
    )
    cohort = Cohort.objects.create(
        programme=programme,
        number=1,
        name="First",
        state=CohortState.RUNNING,
        starts_on=today - timedelta(days=60),
        ends_on=today + timedelta(days=200),
    )
    people = _people(organisation, size, chance)
    lead = TeamMember.objects.create(
        programme=programme, person=people[0], role=Role.LEAD_COORDINATOR, started_on=today
    )
    Participant.objects.bulk_create(
        (
            Participant(
                cohort=cohort,
                person=person,
                role=chance.choice(ParticipantRole.values),
                state=chance.choice(ParticipantState.values),
                joined_on=today,
                coordinator=lead,
            )
            for person in people[1:]
        ),
        batch_size=1000,
    )
    return programme


def _people(organisation: Organisation, size: int, chance: random.Random) -> list[Person]:
    """Store so many people and one who coordinates, with memberships and profiles."""
    today = timezone.localdate()
    people = Person.objects.bulk_create(
        (
            Person(
                name=f"{_first(chance, number)} {chance.choice(LASTS)}-{number}",
                email=f"p{number}@guild-{size}.example",
            )
            for number in range(size + 1)
        ),
        batch_size=1000,
    )
    memberships = Membership.objects.bulk_create(
        (
            Membership(organisation=organisation, person=person, joined_on=today)
            for person in people
        ),
        batch_size=1000,
    )
    Profile.objects.bulk_create(
        (
            Profile(
                membership=membership,
                job_title="Analyst",
                department=_department(chance, number),
                location=chance.choice(LOCATIONS),
                grade=chance.choice(("G1", "G2", "G3")),
                languages=["English"],
            )
            for number, membership in enumerate(memberships)
        ),
        batch_size=1000,
    )
    return people


def _first(chance: random.Random, number: int) -> str:
    """Return a first name; the first page's worth of people share one, at every size."""
    return FIRSTS[0] if number <= FULL_PAGE else chance.choice(FIRSTS)


def _department(chance: random.Random, number: int) -> str:
    """Return a department; the first page's worth of people share one, at every size."""
    return DEPARTMENTS[0] if number <= FULL_PAGE else chance.choice(DEPARTMENTS)


class Visitor:
    """The coordinator of a programme, who opens its list."""

    def __init__(self, programme: Programme) -> None:
        """Sign in."""
        self.address = f"/programmes/{programme.slug}/people/"
        self.client = Client()
        self.client.force_login(programme.team.get().person)
        self.open("")

    def open(self, question: str) -> None:
        """Open the list with a question, and see that it came."""
        answer = self.client.get(f"{self.address}?{question}")
        assert answer.status_code == 200, answer.status_code

    def queries(self, question: str) -> int:
        """Return how many queries the page makes."""
        self.open(question)
        with CaptureQueriesContext(connection) as found:
            self.open(question)
        return len(found)
