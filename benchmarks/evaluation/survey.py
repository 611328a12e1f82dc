"""A closed survey of 30 items that so many people answered, and its coordinator's browser."""

import random
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from evaluation.enums import Candour, ItemKind, WaveState
from evaluation.models import Answer, Instrument, Item, Section, Wave
from mentorship.accounts.models import Membership, Organisation, Person
from mentorship.accounts.permissions import Role
from programmes.enums import ParticipantRole
from programmes.models import Cohort, Programme, TeamMember

SCALES, OF_A_SCALE = 6, 4
OPTIONS = [["a", "Talks"], ["b", "Sessions"], ["c", "Others"], ["d", "Reading"]]
OTHERS = (
    (ItemKind.CHOICE, {"options": OPTIONS}),
    (ItemKind.YES_NO, {}),
    (ItemKind.SEVERAL, {"options": OPTIONS}),
    (ItemKind.SCALE, {"low": 0, "high": 10}),
    (ItemKind.TEXT, {}),
    (ItemKind.TEXT, {}),
)


def fill(size: int) -> Wave:
    """Store a closed survey with so many answers, not counted yet."""
    now = timezone.now()
    organisation = Organisation.objects.create(name=f"Answers {size}", slug=f"answers-{size}")
    programme = Programme.objects.create(
        organisation=organisation, name=f"Answers {size}", slug=f"answers-{size}"
    )
    lead = Person.objects.create(name="Catherine Ward", email=f"lead@answers-{size}.example")
    Membership.objects.create(organisation=organisation, person=lead, joined_on=now.date())
    TeamMember.objects.create(
        programme=programme, person=lead, role=Role.LEAD_COORDINATOR, started_on=now.date()
    )
    wave = Wave.objects.create(
        instrument=_instrument(organisation),
        cohort=Cohort.objects.create(
            programme=programme,
            number=1,
            name="First",
            starts_on=now.date() - timedelta(days=100),
            ends_on=now.date() + timedelta(days=100),
        ),
        state=WaveState.CLOSED,
        opens_at=now - timedelta(days=20),
        closes_at=now - timedelta(days=6),
        closed_at=now - timedelta(days=6),
        invited=size * 5 // 4,
    )
    chance = random.Random(size)
    Answer.objects.bulk_create(
        (Answer(wave=wave, values=_values(chance)) for _answer in range(size)), batch_size=5000
    )
    return wave


def _instrument(organisation: Organisation) -> Instrument:
    """Store an instrument of seven sections, six of them a scale each."""
    instrument = Instrument.objects.create(
        organisation=organisation,
        key="thirty",
        title="Thirty questions",
        audience=ParticipantRole.MENTEE,
        candour=Candour.ANONYMOUS,
    )
    sections = Section.objects.bulk_create(
        Section(instrument=instrument, position=place, title=f"Part {place + 1}")
        for place in range(SCALES + 1)
    )
    marks = [
        Item(
            instrument=instrument,
            section=sections[place // OF_A_SCALE],
            position=place,
            key=f"mark-{place}",
            kind=ItemKind.SCALE,
            text=f"Question {place + 1} is about one thing and asks how far it holds.",
            low=1,
            high=7,
            subscale=f"scale-{place // OF_A_SCALE}",
            is_reversed=place % OF_A_SCALE == 2,
        )
        for place in range(SCALES * OF_A_SCALE)
    ]
    others = [
        Item(
            instrument=instrument,
            section=sections[-1],
            position=len(marks) + place,
            key="recommend" if kind == ItemKind.SCALE else f"other-{place}",
            kind=kind,
            text=f"And what about number {place + 1}?",
            **facts,
        )
        for place, (kind, facts) in enumerate(OTHERS)
    ]
    Item.objects.bulk_create([*marks, *others])
    return instrument


def _values(chance: random.Random) -> dict[str, object]:
    """Make up one answer; a tenth of the questions are left out."""
    values: dict[str, object] = {
        f"mark-{place}": chance.randint(1, 7) for place in range(SCALES * OF_A_SCALE)
    }
    values |= {
        "other-0": chance.choice("abcd"),
        "other-1": chance.random() < 0.7,
        "other-2": chance.sample("abcd", 2),
        "recommend": chance.randint(0, 10),
        "other-4": f"It would help to meet {chance.randint(1, 9)} times more.",
        "other-5": f"Nothing more than {chance.random():.6f} to say.",
    }
    return {key: value for key, value in values.items() if chance.random() < 0.9}


class Visitor:
    """Somebody who coordinates the programme, and opens the page of its survey."""

    def __init__(self, wave: Wave) -> None:
        """Sign in, and open it once."""
        programme = wave.cohort.programme
        self.url = f"/programmes/{programme.slug}/surveys/{wave.pk}/"
        self.client = Client()
        self.client.force_login(programme.team.get().person)
        self.open()

    def open(self) -> None:
        """Open the page."""
        response = self.client.get(self.url)
        if b"Part 7" not in response.content or b"Read all of it" not in response.content:
            message = f"{self.url} answered {response.status_code} without its results."
            raise RuntimeError(message)

    def queries(self) -> int:
        """Return what the database was asked for the page."""
        with CaptureQueriesContext(connection) as captured:
            self.open()
        return len(captured)
