"""The demo's ready-made surveys, and a half-way survey of mentors' competency from both sides."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from evaluation.actions.consents import give_consent
from evaluation.actions.instruments import freeze
from evaluation.actions.shipping import add_shipped_instruments
from evaluation.enums import WaveState
from evaluation.mirror.pairs import BEGUN
from evaluation.mirror.wording import consent_words
from evaluation.models import Answer, Call, Receipt, Wave
from matching.models import Match
from mentorship.accounts.models import Organisation
from mentorship.demo.cast import SEED
from mentorship.demo.programmes import Stage, Year, noon
from programmes.models import Participant

CLOSED_DAYS_AGO = 25
# What the first mentor says and hears, and what the others do; the others vary around it.
OWN: Mapping[str, int] = {
    "expectations": 5,
    "communication": 6,
    "understanding": 5,
    "independence": 7,
    "inclusion": 5,
    "development": 5,
}
HEARD: Mapping[str, int] = {
    "expectations": 5,
    "communication": 6,
    "understanding": 6,
    "independence": 5,
    "inclusion": 4,
    "development": 6,
}
# How many mentees met in a circle that the first mentor led; they rate her too.
CIRCLE = 7

Given = tuple[Participant, Participant | None, Mapping[str, int]]


def build_shipped(organisation: Organisation, year: Year, today: date) -> None:
    """Store the ready-made surveys, both sides of a closed one, and who agreed to be seen."""
    chance = random.Random(SEED)  # noqa: S311  (a fixed story, no secret)
    add_shipped_instruments(organisation, by=None)
    first, mentee = year.running.mentors[0], year.running.mentees[0]
    own: list[Given] = [(mentor, None, OWN) for mentor in year.running.mentors[:18]]
    _closed(organisation, year.running, "competency-self", own, today, chance)
    rated: list[Given] = [(mentee, mentor, HEARD) for mentee, mentor in _pairs(year.running)]
    rated += [(other, first, HEARD) for other in year.running.mentees[1 : 1 + CIRCLE]]
    _closed(organisation, year.running, "competency-by-mentee", rated, today, chance)
    give_consent(mentee, first, words=consent_words(first), by=mentee.person)


def _pairs(stage: Stage) -> list[tuple[Participant, Participant]]:
    """Return each mentee with their mentor, in matches that have begun."""
    found = []
    for match in Match.objects.filter(cohort=stage.cohort, state__in=BEGUN).with_people():
        places = {member.side: member.participant for member in match.members.all()}
        found.append((places["mentee"], places["mentor"]))
    return sorted(found, key=lambda pair: pair[0].person.email or "")


def _closed(
    organisation: Organisation,
    stage: Stage,
    key: str,
    given: Sequence[Given],
    today: date,
    chance: random.Random,
) -> None:
    """Store a closed wave with who was asked and what they answered."""
    instrument = organisation.instruments.get(key=key)
    closed_at = noon(today - timedelta(days=CLOSED_DAYS_AGO))
    wave = Wave.objects.create(
        instrument=instrument,
        cohort=stage.cohort,
        state=WaveState.CLOSED,
        opens_at=closed_at - timedelta(days=14),
        closes_at=closed_at,
        closed_at=closed_at,
        invited=len(given),
    )
    freeze(instrument)
    items = list(instrument.items.all())
    people = [(place.person, place, about) for place, about, _marks in given]
    Call.objects.bulk_create(
        Call(wave=wave, person=person, place=place, about=about, called_on=wave.opens_at.date())
        for person, place, about in people
    )
    Receipt.objects.bulk_create(
        Receipt(wave=wave, person=person, about=about) for person, _place, about in people
    )
    Answer.objects.bulk_create(
        Answer(
            wave=wave,
            participant=place,
            about=about,
            values={
                item.key: min(7, max(1, marks[item.subscale] + chance.choice((-1, 0, 0, 0, 1))))
                for item in items
            },
        )
        for place, about, marks in given
    )
