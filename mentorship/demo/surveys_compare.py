"""The demo's surveys that were asked of the same people twice, or from two sides."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from evaluation.enums import Audience, Candour, ItemKind, Purpose, Subject, WaveState
from evaluation.models import Answer, Call, Instrument, Item, Receipt, Wave
from mentorship.accounts.models import Organisation
from mentorship.demo.cast import SEED
from mentorship.demo.programmes import Stage, Year, noon
from programmes.models import Participant

# By key: the question, and how much a mentee of the demo typically gained on it.
GROWTH: Mapping[str, tuple[str, float]] = {
    "confidence": ("I am confident in my work.", 0.9),
    "direction": ("I know where I want to be in three years.", 0.7),
    "network": ("I know people here whom I can ask.", 1.1),
    "voice": ("I speak up when I see things differently.", 0.2),
    "belonging": ("I feel that I belong here.", 0.0),
}
# By area of competency: the questions, what mentors give themselves, and what mentees give them.
SKILLS: Mapping[str, tuple[tuple[str, str], float, float]] = {
    "expectations": (("Agreeing goals together.", "Saying what each can give."), 5.4, 5.2),
    "communication": (("Listening to the end.", "Giving feedback that helps."), 6.0, 4.7),
    "understanding": (("Noticing what is understood.", "Fitting the next step."), 5.1, 5.0),
    "independence": (("Letting the mentee decide.", "Stepping back in time."), 5.6, 5.3),
    "inclusion": (("Seeing what differs.", "Making room for it."), 4.8, 5.4),
    "development": (("Opening doors.", "Thinking of the time after."), 5.0, 4.9),
}
DEPARTMENTS = ("Care", "Care", "Finance", "Engineering", "Engineering")


def build_compare(organisation: Organisation, year: Year) -> None:
    """Store a baseline and a close of mentees, and mentors' skills seen from both sides."""
    chance = random.Random(SEED + 8)  # noqa: S311  (a fixed story, no secret)
    stage = year.closed
    start, end = stage.cohort.starts_on, stage.cohort.ends_on
    before = _growth(organisation, "growth-baseline", "Where you start from", Purpose.BASELINE)
    after = _growth(organisation, "growth-close", "Where you have come to", Purpose.CLOSE)
    first = {place: _marks(chance, 3.0) for place in stage.mentees}
    last = {
        place: {key: _near(chance, marks[key] + GROWTH[key][1], 5, 0.7) for key in GROWTH}
        for place, marks in list(first.items())[1:]
    }
    _wave(before, stage, start, [(place, None, marks) for place, marks in first.items()])
    _wave(after, stage, end, [(place, None, marks) for place, marks in last.items()])
    named = _growth(organisation, "plans", "Where you go from here", Purpose.OTHER, Candour.NAMED)
    for other in (stage, year.running):
        told = [(place, None, _marks(chance, 3.6)) for place in other.mentees[:12]]
        _wave(named, other, other.cohort.starts_on + timedelta(days=60), told)
    _build_twin(organisation, stage, end - timedelta(days=30), chance)


def _build_twin(organisation: Organisation, stage: Stage, day: date, chance: random.Random) -> None:
    """Store how mentors see their own skills, and how mentees see them."""
    own = _skills(organisation, "skills-self", "Your skills as a mentor", Audience.MENTOR)
    seen = _skills(organisation, "skills-seen", "Your mentor’s skills", Audience.MENTEE)
    marks = {
        place: {key: _near(chance, SKILLS[key[:-2]][1], 7, 0.8) for key in _skill_keys()}
        for place in stage.mentors
    }
    _wave(own, stage, day, [(place, None, given) for place, given in marks.items()])
    rated = [
        (mentee, stage.mentors[number % len(stage.mentors)])
        for number, mentee in enumerate(stage.mentees)
    ]
    answers = [
        (mentee, mentor, {key: _near(chance, SKILLS[key[:-2]][2], 7, 0.9) for key in marks[mentor]})
        for mentee, mentor in rated
    ]
    _wave(seen, stage, day, answers)


def _growth(
    organisation: Organisation,
    key: str,
    title: str,
    purpose: Purpose,
    candour: Candour = Candour.CONFIDENTIAL,
) -> Instrument:
    """Store a survey of mentees about themselves."""
    instrument = Instrument.objects.create(
        organisation=organisation,
        key=key,
        title=title,
        purpose=purpose,
        audience=Audience.MENTEE,
        candour=candour,
    )
    _ask(instrument, {name: (text, "") for name, (text, _gain) in GROWTH.items()}, high=5)
    return instrument


def _skills(organisation: Organisation, key: str, title: str, audience: Audience) -> Instrument:
    """Store one side of the mentors' skills."""
    is_own = audience == Audience.MENTOR
    instrument = Instrument.objects.create(
        organisation=organisation,
        key=key,
        title=title,
        purpose=Purpose.COMPETENCY_SELF if is_own else Purpose.COMPETENCY_OTHER,
        subject=Subject.PROGRAMME if is_own else Subject.PARTNER,
        audience=audience,
        candour=Candour.CONFIDENTIAL,
    )
    asked = {key: (SKILLS[key[:-2]][0][int(key[-1]) - 1], key[:-2]) for key in _skill_keys()}
    _ask(instrument, asked, high=7)
    return instrument


def _skill_keys() -> list[str]:
    """Return the keys of all questions about skills: two for each area."""
    return [f"{area}-{number}" for area in SKILLS for number in (1, 2)]


def _ask(instrument: Instrument, asked: Mapping[str, tuple[str, str]], *, high: int) -> None:
    """Store questions with marks from 1, each with its text and its area."""
    Item.objects.bulk_create(
        Item(
            instrument=instrument,
            position=position,
            key=key,
            kind=ItemKind.SCALE,
            text=text,
            low=1,
            high=high,
            subscale=area,
        )
        for position, (key, (text, area)) in enumerate(asked.items())
    )


def _wave(
    instrument: Instrument,
    stage: Stage,
    day: date,
    answers: Sequence[tuple[Participant, Participant | None, dict[str, Any]]],
) -> None:
    """Store a closed wave of a fortnight with these answers: whose, about whom, and what."""
    closes_at = noon(day) + timedelta(days=14)
    wave = Wave.objects.create(
        instrument=instrument,
        cohort=stage.cohort,
        state=WaveState.CLOSED,
        opens_at=noon(day),
        closes_at=closes_at,
        closed_at=closes_at,
        invited=len(answers),
    )
    for number, (place, about, values) in enumerate(answers):
        who = {"wave": wave, "person": place.person, "about": about}
        Call.objects.create(**who, place=place, called_on=day)
        Receipt.objects.create(**who)
        Answer.objects.create(
            wave=wave,
            participant=place,
            about=about,
            department=DEPARTMENTS[number % len(DEPARTMENTS)],
            values=values,
        )


def _marks(chance: random.Random, middle: float) -> dict[str, int]:
    """Make up one person's marks around a middle."""
    return {key: _near(chance, middle, 5, 0.9) for key in GROWTH}


def _near(chance: random.Random, middle: float, high: int, spread: float) -> int:
    """Make up a mark from 1 to `high` near a middle."""
    return min(high, max(1, round(chance.gauss(middle, spread))))
