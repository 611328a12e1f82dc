"""A programme with so many mentors, each with years of training and practice behind them."""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentorship.accounts.models import Membership, Organisation, Person
from mentorship.accounts.permissions import Role
from programmes.enums import CohortState, ParticipantRole, ParticipantState
from programmes.models import Cohort, Participant, Pause, Programme, TeamMember
from training.actions.standings import ensure_policies
from training.enums import CourseKind, EnrolmentState, EntryKind, EntrySource, SessionKind
from training.models import Course, Enrolment, LedgerEntry, Session

BATCH = 5000
# How many meetings a mentor had with each of their mentees.
MEETINGS = 6


def fill(size: int) -> Programme:
    """Store a programme with so many mentors, and return it."""
    chance = random.Random(size)
    today = timezone.localdate()
    organisation = Organisation.objects.create(name=f"Guild of {size}", slug=f"guild-{size}")
    programme = Programme.objects.create(
        organisation=organisation, name=f"Of {size}", slug=f"of-{size}"
    )
    ensure_policies(programme)
    cohort = Cohort.objects.create(
        programme=programme,
        number=1,
        name="First",
        state=CohortState.RUNNING,
        starts_on=today - timedelta(days=60),
        ends_on=today + timedelta(days=200),
    )
    mentors, mentees = _people(organisation, size, "m"), _people(organisation, size, "e")
    TeamMember.objects.create(
        programme=programme, person=mentees[0], role=Role.LEAD_COORDINATOR, started_on=today
    )
    _take_part(cohort, mentors, today, chance)
    _keep_ledger(programme, mentors, mentees, today, chance)
    _book(programme, mentors, today, chance)
    return programme


def _people(organisation: Organisation, size: int, kind: str) -> list[Person]:
    """Store so many people with memberships."""
    today = timezone.localdate()
    people = Person.objects.bulk_create(
        (
            Person(name=f"Person {kind}{number}", email=f"{kind}{number}@guild-{size}.example")
            for number in range(size)
        ),
        batch_size=BATCH,
    )
    Membership.objects.bulk_create(
        (Membership(organisation=organisation, person=each, joined_on=today) for each in people),
        batch_size=BATCH,
    )
    return people


def _take_part(cohort: Cohort, mentors: list[Person], today: date, chance: random.Random) -> None:
    """Give each a place; one in ten was away once, one in a hundred is."""
    places = Participant.objects.bulk_create(
        (
            Participant(
                cohort=cohort,
                person=person,
                role=ParticipantRole.MENTOR,
                state=ParticipantState.MATCHED,
                joined_on=today - timedelta(days=60),
            )
            for person in mentors
        ),
        batch_size=BATCH,
    )
    pauses = []
    for place in places:
        lot, begun = chance.random(), today - timedelta(days=chance.randint(20, 700))
        if lot < 0.01:
            pauses.append(Pause(participant=place, starts_on=today - timedelta(days=9)))
        elif lot < 0.1:
            pauses.append(Pause(participant=place, starts_on=begun, ends_on=begun))
    Pause.objects.bulk_create(pauses, batch_size=BATCH)


def _keep_ledger(
    programme: Programme,
    mentors: list[Person],
    mentees: list[Person],
    today: date,
    chance: random.Random,
) -> None:
    """Enter each mentor's training, refreshers, gatherings, reviews and meetings."""
    rows: list[LedgerEntry] = []
    for number, person in enumerate(mentors):
        rows += _ledger_of(programme, person, mentees, number, today, chance)
        if len(rows) >= BATCH:
            LedgerEntry.objects.bulk_create(rows)
            rows = []
    LedgerEntry.objects.bulk_create(rows)


def _ledger_of(
    programme: Programme,
    person: Person,
    mentees: list[Person],
    number: int,
    today: date,
    chance: random.Random,
) -> Iterator[LedgerEntry]:
    """Yield one mentor's ledger: trained up to eight years ago, most refresh in good time."""

    def entry(kind: EntryKind, days: int, hours: str, **also: object) -> LedgerEntry:
        source = EntrySource.PRACTICE if kind == EntryKind.PRACTICE else EntrySource.ATTENDANCE
        return LedgerEntry(
            organisation_id=programme.organisation_id,
            programme=programme,
            person=person,
            role=ParticipantRole.MENTOR,
            kind=kind,
            source=source,
            hours=Decimal(hours),
            earned_on=today - timedelta(days=days),
            **also,
        )

    trained = chance.randint(200, 2900)
    yield entry(EntryKind.INITIAL, trained, "6")
    # One in twenty has let the year pass; the others refresh some time in each year.
    last = chance.randint(370, 480) if chance.random() < 0.05 else chance.randint(0, 364)
    for days in range(last, trained, 340):
        yield entry(EntryKind.REFRESHER, days, "3")
    for _gathering in range(chance.randint(0, 3)):
        yield entry(EntryKind.GATHERING, chance.randint(0, trained), "1.5")
    for days in range(chance.randint(0, 1000), trained, 1000):
        yield entry(EntryKind.REVIEW, days, "0.5")
    for turn in range(2 + trained // 700):
        mentee = mentees[(number + turn * 7 + 1) % len(mentees)]
        begun = chance.randint(30, min(900, trained))
        for meeting in range(MEETINGS):
            yield entry(EntryKind.PRACTICE, begun - meeting * 4, "0.8", counterpart=mentee)


def _book(programme: Programme, mentors: list[Person], today: date, chance: random.Random) -> None:
    """Plan refreshers, for which most of those who are due soon have a place."""
    course = Course.objects.create(
        organisation=programme.organisation,
        title="Difficult conversations",
        kind=CourseKind.REFRESHER,
        audience="mentors",
        hours=Decimal(3),
    )
    sessions = Session.objects.bulk_create(
        Session(
            programme=programme,
            course=course,
            title=f"Refresher {number}",
            kind=SessionKind.WORKSHOP,
            starts_at=timezone.make_aware(
                datetime.combine(today + timedelta(days=5 + 25 * number), time(10))
            ),
            minutes=180,
            capacity=len(mentors),
        )
        for number in range(12)
    )
    Enrolment.objects.bulk_create(
        (
            Enrolment(session=sessions[0], person=person, state=EnrolmentState.ENROLLED)
            for person in mentors
            if chance.random() < 0.6
        ),
        batch_size=BATCH,
    )


class Visitor:
    """The coordinator of a programme, who opens its register."""

    def __init__(self, programme: Programme) -> None:
        """Sign in."""
        self.address = f"/programmes/{programme.slug}/training/register/"
        self.client = Client()
        self.client.force_login(programme.team.get().person)
        self.open()

    def open(self) -> None:
        """Open the register, and see that it came."""
        answer = self.client.get(self.address)
        assert answer.status_code == 200, answer.status_code

    def queries(self) -> int:
        """Return how many queries the page makes."""
        self.open()
        with CaptureQueriesContext(connection) as found:
            self.open()
        return len(found)
