"""A survey in depth, asked of two cohorts, and one by name: something to read on their pages."""

import random
from datetime import date, timedelta
from typing import Any

from evaluation.enums import Candour, InstrumentState, ItemKind, Layout, Purpose, WaveState
from evaluation.models import Answer, Call, Instrument, Item, Receipt, Section, Wave
from evaluation.summaries.writing import summarise_what_is_missing
from mentorship.accounts.models import Organisation
from mentorship.demo.cast import SEED
from mentorship.demo.programmes import Stage, Year, noon
from programmes.enums import ParticipantRole, ParticipantState
from programmes.models import Participant

SEVEN: dict[str, Any] = {
    "kind": ItemKind.SCALE,
    "low": 1,
    "high": 7,
    "low_anchor": "Not at all",
    "high_anchor": "Completely",
}
Asked = tuple[str, str, dict[str, Any]]
# Chance, and by how much the marks are lifted.
Story = tuple[random.Random, int]
IN_DEPTH: tuple[tuple[str, str, tuple[Asked, ...]], ...] = (
    (
        "You and your mentor",
        Layout.MATRIX,
        (
            ("listens", "My mentor listens until I have finished.", {"subscale": "trust"}),
            ("open", "I can say what I find hard.", {"subscale": "trust"}),
            (
                "careful",
                "I weigh my words with my mentor.",
                {"subscale": "trust", "is_reversed": 1},
            ),
            ("kept", "What I say stays between us.", {"subscale": "trust"}),
        ),
    ),
    (
        "What you take from it",
        Layout.MATRIX,
        (
            ("tried", "I have tried out what we spoke about.", {"subscale": "growth"}),
            ("sure", "I am surer of the next step in my work.", {"subscale": "growth"}),
            ("others", "Others have noticed a change.", {"subscale": "growth"}),
        ),
    ),
    (
        "The programme",
        Layout.LIST,
        (
            (
                "recommend",
                "How likely is it that you would recommend the programme to a colleague?",
                {"kind": ItemKind.SCALE, "low": 0, "high": 10, "high_anchor": "Surely"},
            ),
            (
                "useful",
                "What has been useful?",
                {
                    "kind": ItemKind.SEVERAL,
                    "options": [
                        ["talks", "Talks with my mentor"],
                        ["sessions", "The sessions"],
                        ["peers", "Other mentees"],
                        ["reading", "Things to read"],
                    ],
                },
            ),
            ("gathering", "Have you been to a gathering?", {"kind": ItemKind.YES_NO}),
            (
                "gathering_worth",
                "Was the gathering worth your time?",
                {**SEVEN, "asked_if_key": "gathering", "asked_if_values": [True]},
            ),
            ("change", "What should we change?", {"kind": ItemKind.TEXT}),
        ),
    ),
)
CHANGES = (
    "An hour for questions before the first meeting.",
    "Fewer mails, and one calendar.",
    "More about how others set their goals.",
    "Nothing, please keep it as it is.",
    "Gatherings at lunch: evenings are hard with children.",
    "A second mentor for technical questions.",
)
KICK_OFF: tuple[Asked, ...] = (
    ("ready", "I know what is expected of me.", {"kind": ItemKind.YES_NO}),
    ("pace", "How was the pace?", {**SEVEN, "low_anchor": "Too slow", "high_anchor": "Too fast"}),
    ("next", "What do you need before your first meeting?", {"kind": ItemKind.TEXT}),
)
USEFUL = ("talks", "sessions", "peers", "reading")
NEEDS = ("A list of good first questions.", "My mentee’s goals in writing.", "Nothing just now.")


def build_results(organisation: Organisation, year: Year, today: date) -> None:
    """Store the two surveys with their answers, and count what has closed so far."""
    chance = random.Random(SEED)  # noqa: S311  (a fixed story, no secret)
    in_depth = Instrument.objects.create(
        organisation=organisation,
        key="in-depth-mentee",
        title="Half-way, in depth",
        purpose=Purpose.MID,
        audience=ParticipantRole.MENTEE,
        candour=Candour.CONFIDENTIAL,
        minutes=6,
    )
    _write(in_depth)
    _freeze(in_depth)
    before = year.closed.cohort.starts_on + timedelta(days=90)
    _ask(in_depth, year.closed, before, year.closed.mentees, (chance, 0))
    staying = [p for p in year.running.mentees if p.state != ParticipantState.WITHDRAWN]
    _ask(in_depth, year.running, today - timedelta(days=24), staying, (chance, 1))
    kick_off = Instrument.objects.create(
        organisation=organisation,
        key="kick-off-mentor",
        title="After the kick-off",
        audience=ParticipantRole.MENTOR,
        candour=Candour.NAMED,
    )
    _items(kick_off, None, KICK_OFF, 0)
    _freeze(kick_off)
    start = year.running.cohort.starts_on + timedelta(days=3)
    _ask(kick_off, year.running, start, year.running.mentors, (chance, 0))
    summarise_what_is_missing()


def _freeze(instrument: Instrument) -> None:
    """Let nobody change what has been asked."""
    instrument.state = InstrumentState.FROZEN
    instrument.save(update_fields=["state"])


def _write(instrument: Instrument) -> None:
    """Store the sections and questions of the survey in depth."""
    position = 0
    for place, (title, layout, asked) in enumerate(IN_DEPTH):
        section = Section.objects.create(
            instrument=instrument, position=place, title=title, layout=layout
        )
        _items(instrument, section, asked, position)
        position += len(asked)


def _items(
    instrument: Instrument, section: Section | None, asked: tuple[Asked, ...], position: int
) -> None:
    """Store questions from a position on; those that say no kind have seven marks."""
    Item.objects.bulk_create(
        Item(
            instrument=instrument,
            section=section,
            position=position + place,
            key=key,
            text=text,
            **(facts if "kind" in facts else {**SEVEN, **facts}),
        )
        for place, (key, text, facts) in enumerate(asked)
    )


def _ask(
    instrument: Instrument,
    stage: Stage,
    opens_on: date,
    people: list[Participant],
    story: Story,
) -> None:
    """Store a closed wave that most people answered; the story's number lifts the marks."""
    chance, lift = story
    closes_at = noon(opens_on) + timedelta(days=14)
    wave = Wave.objects.create(
        instrument=instrument,
        cohort=stage.cohort,
        state=WaveState.CLOSED,
        opens_at=noon(opens_on),
        closes_at=closes_at,
        closed_at=closes_at,
        invited=len(people),
    )
    Call.objects.bulk_create(
        Call(wave=wave, person=place.person, place=place, called_on=opens_on) for place in people
    )
    answering = people[: len(people) * 5 // 6]
    Receipt.objects.bulk_create(Receipt(wave=wave, person=place.person) for place in answering)
    say = _named if instrument.candour == Candour.NAMED else _said
    Answer.objects.bulk_create(
        Answer(wave=wave, participant=place, values=say(chance, lift)) for place in answering
    )


def _said(chance: random.Random, lift: int) -> dict[str, object]:
    """Make up one answer in depth: whoever trusts more also grows more."""
    trust, growth = chance.choice((3, 4, 5, 5)) + lift, chance.choice((3, 4, 4, 5))
    values: dict[str, object] = {
        "listens": _mark(trust + chance.choice((0, 1, 2))),
        "open": _mark(trust + chance.choice((-1, 0, 1))),
        "careful": 8 - _mark(trust + chance.choice((-2, -1, 0))),
        "kept": _mark(trust + chance.choice((0, 1, 2))),
        "tried": _mark(growth + chance.choice((-1, 0, 1, 2))),
        "sure": _mark(growth + chance.choice((-1, 0, 1))),
        "others": _mark(growth + chance.choice((-2, -1, 0))),
        "recommend": min(10, trust + growth + chance.choice((-1, 0, 0, 1))),
        "useful": chance.sample(USEFUL, chance.choice((1, 2, 2, 3))),
        "gathering": chance.choice((True, True, False)),
    }
    if values["gathering"]:
        values["gathering_worth"] = _mark(growth + chance.choice((0, 1, 2)))
    if chance.choice((True, False)):
        values["change"] = chance.choice(CHANGES)
    return values


def _named(chance: random.Random, _lift: int) -> dict[str, object]:
    """Make up one answer by name."""
    return {
        "ready": chance.choice((True, True, True, False)),
        "pace": chance.choice((3, 4, 4, 4, 5)),
        "next": chance.choice(NEEDS),
    }


def _mark(wanted: int) -> int:
    """Keep a mark on the scale of seven."""
    return min(7, max(1, wanted))
