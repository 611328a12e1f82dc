"""Words in answers go when their time is over; marks stay, and so do the words of later surveys."""

from datetime import timedelta

import pytest
from django.utils import timezone

from evaluation.enums import Candour, WaveState
from evaluation.models import Answer
from mentorship.accounts.actions.keeping import begin_hold, release_rule, set_months
from mentorship.accounts.models import KeepingNight
from mentorship.accounts.privacy.keeping.due import counts_of
from mentorship.accounts.privacy.keeping.nights import keep_no_longer
from mentorship.common.privacy import Keeping
from tests.factories.evaluation import (
    AnswerFactory,
    InstrumentFactory,
    ItemFactory,
    TextItemFactory,
    WaveFactory,
)

MARK, WORDS = "mentor_met_expectations", "would_help"
LONG_AGO = timedelta(days=800)


@pytest.fixture
def instrument(world):
    made = InstrumentFactory.create(organisation=world.organisation, candour=Candour.CONFIDENTIAL)
    ItemFactory.create(instrument=made)
    TextItemFactory.create(instrument=made)
    return made


@pytest.fixture
def rule(world):
    """Keep words in answers for two years, looked at and released."""
    made = set_months(world.organisation, Keeping.ANSWER, months=24, by=world.administrator)
    release_rule(made, months=24, by=world.administrator)
    made.refresh_from_db()
    return made


def answered(world, instrument, *, ago: timedelta, **fields) -> Answer:
    wave = WaveFactory.create(
        cohort=world.cohort,
        instrument=instrument,
        state=WaveState.CLOSED,
        closed_at=timezone.now() - ago,
        opens_at=timezone.now() - ago - timedelta(days=10),
    )
    values = {MARK: 4, WORDS: "More time, please."}
    answer: Answer = AnswerFactory.create(wave=wave, values=values, **fields)
    return answer


def test_words_go_once_and_marks_stay(world, instrument, rule):
    old = answered(world, instrument, ago=LONG_AGO, participant=world.mentee_place)
    nameless = answered(world, instrument, ago=LONG_AGO)
    fresh = answered(world, instrument, ago=timedelta(days=30))
    assert counts_of(rule, timezone.localdate())["evaluation.answer"] == 2

    assert keep_no_longer(timezone.localdate(), seconds=60.0) == 2
    assert keep_no_longer(timezone.localdate(), seconds=60.0) == 0

    for answer in (old, nameless, fresh):
        answer.refresh_from_db()
    assert old.values == nameless.values == {MARK: 4, WORDS: ""}
    assert old.participant == world.mentee_place
    assert fresh.values[WORDS] == "More time, please."
    assert KeepingNight.objects.get().counts == {"evaluation.answer": 2}


def test_words_of_somebody_on_legal_hold_stay(world, instrument, rule):
    old = answered(world, instrument, ago=LONG_AGO, participant=world.mentee_place)
    begin_hold(
        world.mentee, organisation=world.organisation, reason="A claim", by=world.administrator
    )
    assert keep_no_longer(timezone.localdate(), seconds=60.0) == 0
    old.refresh_from_db()
    assert old.values[WORDS] == "More time, please."
