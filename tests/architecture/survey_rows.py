"""One row of everything that surveys consist of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from evaluation.models import Call, Item, Section, Wave, WavePlan
from programmes.models import Participant
from tests.factories.evaluation import CallFactory, SectionFactory, WavePlanFactory
from tests.people import World


@dataclass(frozen=True)
class SurveyRows:
    """What addresses about surveys point at."""

    call: Call
    section: Section
    item: Item
    plan: WavePlan
    mentor_place: Participant

    def given(self) -> dict[str, Callable[[], Any]]:
        """Return what addresses take beside a row's `pk`."""
        return {"language": lambda: "de"}

    def rows(self) -> dict[str, Any]:
        """Return the row behind each `pk`, by the first words of an address's name."""
        return {
            "answer": self.call,
            "instrument": self.item.instrument,
            "section": self.section,
            "item": self.item,
            "plan": self.plan,
            # A mentee decides what their mentor may see.
            "my-consent": self.mentor_place,
        }


def make_surveys(world: World, wave: Wave) -> SurveyRows:
    """Make a row of each for an open survey of the world."""
    item = wave.instrument.items.get()
    return SurveyRows(
        call=CallFactory.create(wave=wave, place=world.mentee_place),
        section=SectionFactory.create(instrument=wave.instrument),
        item=item,
        mentor_place=world.mentor_place,
        plan=WavePlanFactory.create(programme=world.programme, instrument_key=wave.instrument.key),
    )
