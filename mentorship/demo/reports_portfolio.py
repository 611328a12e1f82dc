"""The demo's programmes side by side: the question that the imported record asked, asked here."""

import random
from datetime import timedelta

from evaluation.enums import Candour, ItemKind, WaveState
from evaluation.models import Answer, Call, Instrument, Item, Receipt, Wave
from mentorship.accounts.models import Organisation
from mentorship.demo.cast import SEED
from mentorship.demo.programmes import Stage, Year, noon
from programmes.enums import ParticipantRole, ParticipantState

# One in so many says nothing.
SILENT = 5


def build_portfolio(organisation: Organisation, year: Year) -> None:
    """Ask mentees of two programmes what the record asked its own, so that they compare."""
    chance = random.Random(SEED)  # noqa: S311  (a fixed story, no secret)
    instrument = Instrument.objects.create(
        organisation=organisation,
        key="looking-back-mentee",
        title="Looking back as a mentee",
        audience=ParticipantRole.MENTEE,
        candour=Candour.ANONYMOUS,
    )
    Item.objects.create(
        instrument=instrument,
        position=0,
        key="mentor_met_expectations",
        text="My mentor met my expectations.",
        kind=ItemKind.SCALE,
        low=1,
        high=5,
        low_anchor="Not at all",
        high_anchor="Very much",
    )
    Item.objects.create(
        instrument=instrument,
        position=1,
        key="wants_mentor",
        text="I would like to be a mentor myself.",
        kind=ItemKind.YES_NO,
    )
    _ask(instrument, year.closed, (3, 4, 4, 5, 5), chance)
    _ask(instrument, year.closing, (2, 3, 3, 4, 4), chance)


def _ask(
    instrument: Instrument, stage: Stage, marks: tuple[int, ...], chance: random.Random
) -> None:
    """Store a closed survey of a fortnight in a cohort, with its answers."""
    places = [place for place in stage.mentees if place.state != ParticipantState.WITHDRAWN]
    opens_on = min(stage.cohort.ends_on, stage.cohort.starts_on + timedelta(days=120))
    closes_at = noon(opens_on) + timedelta(days=14)
    wave = Wave.objects.create(
        instrument=instrument,
        cohort=stage.cohort,
        state=WaveState.CLOSED,
        opens_at=noon(opens_on),
        closes_at=closes_at,
        closed_at=closes_at,
        invited=len(places),
    )
    Call.objects.bulk_create(
        Call(wave=wave, person=place.person, place=place, called_on=opens_on) for place in places
    )
    told = [place for number, place in enumerate(places) if number % SILENT]
    Receipt.objects.bulk_create(Receipt(wave=wave, person=place.person) for place in told)
    Answer.objects.bulk_create(
        Answer(
            wave=wave,
            values={
                "mentor_met_expectations": chance.choice(marks),
                "wants_mentor": chance.choice((True, False)),
            },
        )
        for _place in told
    )
