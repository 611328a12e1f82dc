"""The demo's surveys and report schedules: answered, open and still to come."""

import random
from datetime import date, timedelta
from typing import Any

from evaluation.enums import Cadence, Candour, ItemKind, WaveState
from evaluation.models import (
    Answer,
    Call,
    Instrument,
    Item,
    Receipt,
    ReportSchedule,
    SealedAnswer,
    Wave,
)
from mentorship.accounts.models import Organisation, Person
from mentorship.demo.cast import SEED
from mentorship.demo.programmes import Stage, Year, noon
from programmes.enums import ParticipantRole, ParticipantState
from programmes.models import Participant, Programme, Sponsorship

Question = tuple[str, str, dict[str, Any]]
AGREE: dict[str, Any] = {
    "kind": ItemKind.SCALE,
    "low": 1,
    "high": 5,
    "low_anchor": "Not at all",
    "high_anchor": "Very much",
}
PULSE: tuple[Question, ...] = (
    ("fit", "My mentor and I work well together.", AGREE),
    ("progress", "I am getting closer to what I want to be able to do.", AGREE),
    ("support", "I know whom to turn to if something is not right.", AGREE),
    ("enough_time", "We find enough time for each other.", {"kind": ItemKind.YES_NO}),
    ("more", "What would help you most just now?", {"kind": ItemKind.TEXT}),
)
CLOSE: tuple[Question, ...] = (
    ("worth_it", "Being a mentor was worth my time.", AGREE),
    ("prepared", "The training prepared me well.", AGREE),
    (
        "return",
        "Would you be a mentor again?",
        {"kind": ItemKind.CHOICE, "options": [["yes", "Yes"], ["maybe", "Perhaps"], ["no", "No"]]},
    ),
    ("learnt", "What did you learn yourself?", {"kind": ItemKind.TEXT}),
)
HELPS = (
    "More time between meetings to try things out.",
    "Meeting other mentees now and then.",
    "Examples of good questions to bring.",
    "Nothing: it goes well.",
    "A quiet room on Thursdays.",
)
LEARNT = (
    "To ask one more question before I answer.",
    "How differently people start here.",
    "To let silence do some of the work.",
)


def build_evaluation(organisation: Organisation, year: Year, today: date) -> None:
    """Store instruments, waves with their answers, and when reports fall due."""
    chance = random.Random(SEED)  # noqa: S311  (a fixed story, no secret)
    pulse = _instrument(
        organisation, "pulse", "How is it going?", ParticipantRole.MENTEE, Candour.ANONYMOUS, PULSE
    )
    close = _instrument(
        organisation,
        "mentor-close",
        "Looking back as a mentor",
        ParticipantRole.MENTOR,
        Candour.CONFIDENTIAL,
        CLOSE,
    )
    start = year.running.cohort.starts_on
    first = _wave(pulse, year.running, start + timedelta(days=30), WaveState.CLOSED)
    _answer_anonymously(first, _mentees(year.running)[:22], chance)
    now = _wave(pulse, year.running, today - timedelta(days=8), WaveState.OPEN)
    _seal(now, _mentees(year.running)[4:17], chance)
    _wave(pulse, year.matching, today + timedelta(days=39), WaveState.PLANNED)
    past = _wave(close, year.closed, year.closed.cohort.ends_on, WaveState.CLOSED)
    _answer_by_name(past, year.closed.mentors[:12], chance)
    early = _wave(pulse, year.closed, year.closed.cohort.starts_on, WaveState.CLOSED)
    _answer_anonymously(early, year.closed.mentees[:13], chance)
    for programme in (year.leadership, year.starters):
        ReportSchedule.objects.create(programme=programme, cadence=Cadence.AT_CLOSE)


def schedule_record(programme: Programme, since: date) -> None:
    """Give the imported record a sponsor, who is invented, and reports that go straight out."""
    sponsor = Person.objects.create_person(
        name="Rosalind Marsh", email="rosalind.marsh@guildhall.example"
    )
    Sponsorship.objects.create(
        programme=programme,
        person=sponsor,
        position="Sponsor, invented for this demo",
        started_on=since,
    )
    ReportSchedule.objects.create(
        programme=programme, cadence=Cadence.AT_CLOSE, needs_approval=False
    )


def _instrument(
    organisation: Organisation,
    key: str,
    title: str,
    audience: str,
    candour: str,
    questions: tuple[Question, ...],
) -> Instrument:
    """Store an instrument with its questions."""
    instrument = Instrument.objects.create(
        organisation=organisation, key=key, title=title, audience=audience, candour=candour
    )
    Item.objects.bulk_create(
        Item(instrument=instrument, position=position, key=name, text=text, **kind)
        for position, (name, text, kind) in enumerate(questions)
    )
    return instrument


def _wave(instrument: Instrument, stage: Stage, opens_on: date, state: str) -> Wave:
    """Store a wave of a fortnight."""
    closes_at = noon(opens_on) + timedelta(days=14)
    asked = stage.mentors if instrument.audience == ParticipantRole.MENTOR else _mentees(stage)
    wave = Wave.objects.create(
        instrument=instrument,
        cohort=stage.cohort,
        state=state,
        opens_at=noon(opens_on),
        closes_at=closes_at,
        closed_at=closes_at if state == WaveState.CLOSED else None,
        invited=None if state == WaveState.PLANNED else len(asked),
    )
    if state != WaveState.PLANNED:
        Call.objects.bulk_create(
            Call(wave=wave, person=place.person, place=place, called_on=opens_on) for place in asked
        )
    return wave


def _mentees(stage: Stage) -> list[Participant]:
    """Return those who have not left."""
    return [p for p in stage.mentees if p.state != ParticipantState.WITHDRAWN]


def _pulse_values(chance: random.Random) -> dict[str, object]:
    """Make up one answer to the pulse; not everybody writes something."""
    values: dict[str, object] = {
        "fit": chance.choice((3, 4, 4, 5, 5, 5)),
        "progress": chance.choice((2, 3, 4, 4, 5)),
        "support": chance.choice((3, 4, 5, 5)),
        "enough_time": chance.choice((True, True, True, False)),
    }
    if chance.random() < 1 / 2:
        values["more"] = chance.choice(HELPS)
    return values


def _answer_anonymously(wave: Wave, people: list[Participant], chance: random.Random) -> None:
    """Store receipts, and answers that nothing links to them."""
    Receipt.objects.bulk_create(Receipt(wave=wave, person=p.person) for p in people)
    Answer.objects.bulk_create(Answer(wave=wave, values=_pulse_values(chance)) for _p in people)


def _seal(wave: Wave, people: list[Participant], chance: random.Random) -> None:
    """Store receipts, and answers that wait for the wave to close."""
    Receipt.objects.bulk_create(Receipt(wave=wave, person=p.person) for p in people)
    SealedAnswer.objects.bulk_create(
        SealedAnswer(wave=wave, values=_pulse_values(chance)) for _p in people
    )


def _answer_by_name(wave: Wave, people: list[Participant], chance: random.Random) -> None:
    """Store answers that the system may link over time."""
    Receipt.objects.bulk_create(Receipt(wave=wave, person=p.person) for p in people)
    Answer.objects.bulk_create(
        Answer(
            wave=wave,
            participant=participant,
            values={
                "worth_it": chance.choice((4, 4, 5, 5, 3)),
                "prepared": chance.choice((3, 4, 4, 5)),
                "return": chance.choice(("yes", "yes", "yes", "maybe", "no")),
                "learnt": chance.choice(LEARNT),
            },
        )
        for participant in people
    )
