"""Figures of surveys, and that they never tell more than the page of results."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from evaluation.enums import ItemKind, WaveState
from programmes.measures import measure_of
from tests.factories.evaluation import AnswerFactory, InstrumentFactory, ItemFactory, WaveFactory

TODAY = timezone.localdate()
MET = "mentor_met_expectations"


def closed(world, key, answers, *, kind=ItemKind.SCALE, days=1, **wave):
    """Close a survey of the programme's mentees that asks one question."""
    instrument = InstrumentFactory.create(organisation=world.organisation)
    options = [["yes", "Yes"], ["no", "No"]] if kind == ItemKind.CHOICE else []
    ItemFactory.create(instrument=instrument, key=key, kind=kind, options=options)
    found = WaveFactory.create(
        instrument=instrument,
        cohort=world.cohort,
        state=WaveState.CLOSED,
        opens_at=timezone.now() - timedelta(days=60),
        closed_at=timezone.now() - timedelta(days=days),
        **wave,
    )
    for answer in answers:
        AnswerFactory.create(wave=found, values={key: answer})


def read(world, key):
    return measure_of(f"evaluation.{key}").read(world.programme, as_of=TODAY)


def test_the_mean_mark_of_the_latest_survey_is_told_with_its_n(world):
    closed(world, MET, [1] * 6, days=90)
    closed(world, MET, [5, 5, 4, 4, 3], days=2, invited=9)
    reading = read(world, MET)
    assert (reading.value, reading.n, reading.of) == (Decimal("4.2"), 5, 9)


def test_a_share_is_told_in_per_cent(world):
    closed(world, "recommend", ["yes", "yes", "no", "yes", "yes", "no"], kind=ItemKind.CHOICE)
    assert read(world, "recommend").value == Decimal("66.7")


@pytest.mark.parametrize("answers", [[], [5, 4, 3, 2], [5] * 9])
def test_fewer_than_five_or_a_few_of_one_mind_are_not_told(world, answers):
    closed(world, MET, answers)
    assert read(world, MET) is None


def test_a_survey_that_is_too_small_does_not_fall_back_on_an_earlier_one(world):
    closed(world, MET, [1, 2, 3, 4, 5], days=90)
    closed(world, MET, [5, 4], days=2)
    assert read(world, MET) is None


def test_an_open_survey_and_another_programme_are_not_told(world):
    instrument = InstrumentFactory.create(organisation=world.organisation)
    ItemFactory.create(instrument=instrument)
    WaveFactory.create(instrument=instrument, cohort=world.cohort)
    assert read(world, MET) is None
    closed(world, MET, [1, 2, 3, 4, 5])
    assert measure_of(f"evaluation.{MET}").read(world.other_programme, as_of=TODAY) is None
