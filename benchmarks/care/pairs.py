"""A programme of so many pairs with a history, and its coordinator's browser."""

import random
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from matching.agreeing.enums import AgreementState
from matching.enums import MatchSide, MatchState, MeetingState
from matching.models import Agreement, Match, MatchMember, Meeting, MeetingMood
from mentorship.accounts.models import Membership, Organisation, Person
from mentorship.accounts.permissions import Role
from programmes.enums import CohortState, ParticipantRole, ParticipantState
from programmes.models import Cohort, Participant, Programme, TeamMember

MEETINGS_OF_A_PAIR = 12
CELLS_AND_ROWS = 25


def fill(size: int) -> Programme:
    """Store a programme with so many pairs under way, each with twelve meetings, and return it."""
    today = timezone.localdate()
    organisation = Organisation.objects.create(name=f"Pairs of {size}", slug=f"pairs-{size}")
    programme = Programme.objects.create(
        organisation=organisation, name=f"Pairs {size}", slug=f"pairs-{size}"
    )
    cohort = Cohort.objects.create(
        programme=programme,
        number=1,
        name="First",
        state=CohortState.RUNNING,
        starts_on=today - timedelta(days=200),
        ends_on=today + timedelta(days=100),
    )
    people = Person.objects.bulk_create(
        (
            Person(name=f"Person {number}", email=f"p{number}@pairs-{size}.example")
            for number in range(2 * size + 1)
        ),
        batch_size=2000,
    )
    Membership.objects.bulk_create(
        (Membership(organisation=organisation, person=each, joined_on=today) for each in people),
        batch_size=2000,
    )
    TeamMember.objects.create(
        programme=programme, person=people[0], role=Role.LEAD_COORDINATOR, started_on=today
    )
    _pairs(cohort, people[1:])
    return programme


def _pairs(cohort: Cohort, people: list[Person]) -> None:
    """Pair people two by two."""
    now = timezone.now()
    places = Participant.objects.bulk_create(
        (
            Participant(
                cohort=cohort,
                person=person,
                role=ParticipantRole.MENTEE if number % 2 else ParticipantRole.MENTOR,
                state=ParticipantState.MATCHED,
                joined_on=cohort.starts_on,
            )
            for number, person in enumerate(people)
        ),
        batch_size=2000,
    )
    matches = Match.objects.bulk_create(
        (
            Match(
                cohort=cohort,
                state=MatchState.ACTIVE,
                proposed_at=now - timedelta(days=200),
                accepted_at=now - timedelta(days=195),
                started_on=cohort.starts_on,
            )
            for _pair in range(len(people) // 2)
        ),
        batch_size=2000,
    )
    MatchMember.objects.bulk_create(
        (
            MatchMember(
                match=matches[number // 2],
                participant=place,
                side=MatchSide.MENTEE if number % 2 else MatchSide.MENTOR,
                accepted_at=now,
            )
            for number, place in enumerate(places)
        ),
        batch_size=2000,
    )
    _history(matches, people)


def _history(matches: list[Match], people: list[Person]) -> None:
    """Give every pair an agreement, twelve meetings at its own pace, and moods of the held ones."""
    chance, now = random.Random(len(matches)), timezone.now()
    Agreement.objects.bulk_create(
        (
            Agreement(
                match=match,
                version=1,
                state=AgreementState.IN_FORCE,
                in_force_at=now,
                every_weeks=chance.choice((1, 2, 2, 4)),
                ends_on=now.date() + timedelta(days=100),
                written_by=people[2 * number],
            )
            for number, match in enumerate(matches)
            if chance.random() < 0.8
        ),
        batch_size=2000,
    )
    meetings = []
    for number, match in enumerate(matches):
        pace, offset = chance.choice((10, 14, 15)), chance.randint(-10, 40)
        for turn in range(MEETINGS_OF_A_PAIR):
            at = now - timedelta(days=offset + pace * turn, minutes=number % 600)
            is_held = chance.random() > 0.1
            state = MeetingState.HELD if is_held else MeetingState.NOT_HELD
            meetings.append(
                Meeting(
                    match=match,
                    starts_at=at,
                    state=state if at < now else MeetingState.PLANNED,
                )
            )
    Meeting.objects.bulk_create(meetings, batch_size=5000)
    MeetingMood.objects.bulk_create(
        (
            MeetingMood(meeting=meeting, person=people[0], mood=chance.randint(2, 5))
            for meeting in meetings
            if meeting.state == MeetingState.HELD
        ),
        batch_size=5000,
    )


class Visitor:
    """Somebody who coordinates a programme, and opens its list of relationships."""

    def __init__(self, programme: Programme) -> None:
        """Sign in."""
        self.url = f"/programmes/{programme.slug}/relationships/"
        self.client = Client()
        self.client.force_login(programme.team.get().person)
        self.open()

    def open(self) -> None:
        """Open the list."""
        response = self.client.get(self.url)
        if response.content.count(b'scope="row"') != CELLS_AND_ROWS:
            message = f"{self.url} answered {response.status_code} without a full page."
            raise RuntimeError(message)

    def queries(self) -> int:
        """Return what the database was asked for the list."""
        with CaptureQueriesContext(connection) as captured:
            self.open()
        return len(captured)
