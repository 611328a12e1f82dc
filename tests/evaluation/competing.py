"""Closed waves on competencies, with answers of whole places."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.utils import timezone

from evaluation.actions.shipping import add_shipped_instruments
from evaluation.enums import WaveState
from evaluation.models import Answer, Instrument, Wave
from mentorship.accounts.models import Organisation
from programmes.models import Cohort, Participant
from tests.factories.evaluation import AnswerFactory, WaveFactory
from tests.factories.fresh import CompetencyFactory
from training.competencies.shipped import MENTOR_AREAS
from training.models import Competency

# A mark for every question of an area, by the area's key; what is not named is left out.
Marks = Mapping[str, int]


def competencies_of(organisation: Organisation) -> dict[str, Competency]:
    """Give an organisation the six areas, and the shipped surveys."""
    add_shipped_instruments(organisation, by=None)
    return {
        area.key: CompetencyFactory.create(
            organisation=organisation, key=area.key, name=str(area.name), position=place
        )
        for place, area in enumerate(MENTOR_AREAS)
    }


def values_for(instrument: Instrument, marks: Marks) -> dict[str, int]:
    """Return answers that give each area its mark in all of its questions."""
    return {
        item.key: marks[item.subscale] for item in instrument.items.all() if item.subscale in marks
    }


def closed_wave(cohort: Cohort, key: str, *, days: int = 1) -> Wave:
    """Make a wave of a shipped survey that closed some days ago, without answers yet."""
    instrument = cohort.programme.organisation.instruments.get(key=key)
    now = timezone.now()
    wave: Wave = WaveFactory.create(
        cohort=cohort,
        instrument=instrument,
        state=WaveState.CLOSED,
        opens_at=now - timedelta(days=days + 14),
        closes_at=now - timedelta(days=days),
        closed_at=now - timedelta(days=days),
    )
    return wave


def own_answers(wave: Wave, marks: Sequence[tuple[Participant, Marks]]) -> None:
    """Let mentors rate themselves."""
    Answer.objects.bulk_create(
        AnswerFactory.build(
            wave=wave, participant=mentor, values=values_for(wave.instrument, given)
        )
        for mentor, given in marks
    )


def ratings(wave: Wave, marks: Sequence[tuple[Participant, Participant, Marks]]) -> None:
    """Let mentees, who come first, rate mentors."""
    Answer.objects.bulk_create(
        AnswerFactory.build(
            wave=wave,
            participant=mentee,
            about=mentor,
            values=values_for(wave.instrument, given),
        )
        for mentee, mentor, given in marks
    )
