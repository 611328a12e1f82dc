"""One row of everything that surveys consist of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from evaluation.answering_links import AnswerLink
from evaluation.enums import Candour, WaveState
from evaluation.models import Call, Item, Section, Wave, WavePlan
from programmes.models import Participant
from tests.factories.evaluation import (
    AnswerFactory,
    CallFactory,
    InstrumentFactory,
    SectionFactory,
    TextItemFactory,
    WaveFactory,
    WavePlanFactory,
)
from tests.people import World

ROOM = "on-the-wall"


@dataclass(frozen=True)
class SurveyRows:
    """What addresses about surveys point at."""

    call: Call
    section: Section
    item: Item
    plan: WavePlan
    heard: Wave
    mentor_place: Participant

    def given(self) -> dict[str, Callable[[], Any]]:
        """Return what addresses take beside a row's `pk`."""
        return {
            "language": lambda: "de",
            "item_key": lambda: "would_help",
            "key": lambda: ROOM,
        }

    def tokens(self) -> dict[str, str]:
        """Return what opens an address without signing in, by the address's name."""
        token = AnswerLink.of(self.call).token
        return {"answer-by-link": token, "answer-draft-by-link": token}

    def rows(self) -> dict[str, Any]:
        """Return the row behind each `pk`, by the first words of an address's name."""
        return {
            "answer": self.call,
            "instrument": self.item.instrument,
            "section": self.section,
            "item": self.item,
            "plan": self.plan,
            "survey-results": self.heard,
            "survey-results-all": self.heard.instrument,
            # A mentee decides what their mentor may see.
            "my-consent": self.mentor_place,
        }


def make_surveys(world: World, wave: Wave) -> SurveyRows:
    """Make a row of each for an open survey of the world."""
    item = wave.instrument.items.get()
    type(wave).objects.filter(pk=wave.pk).update(room_key=ROOM, invited=2)
    return SurveyRows(
        call=CallFactory.create(wave=wave, place=world.mentee_place),
        section=SectionFactory.create(instrument=wave.instrument),
        item=item,
        mentor_place=world.mentor_place,
        plan=WavePlanFactory.create(programme=world.programme, instrument_key=wave.instrument.key),
        heard=_heard(world),
    )


def _heard(world: World) -> Wave:
    """Make a closed survey in which the mentee said something by name."""
    instrument = InstrumentFactory.create(organisation=world.organisation, candour=Candour.NAMED)
    TextItemFactory.create(instrument=instrument)
    heard: Wave = WaveFactory.create(
        cohort=world.cohort, instrument=instrument, state=WaveState.CLOSED
    )
    AnswerFactory.create(
        wave=heard, participant=world.mentee_place, values={"would_help": "More time."}
    )
    return heard
