"""Figures of surveys, and that they never tell more than the page of results."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from evaluation.enums import ItemKind, WaveState
from programmes.enums import ParticipantRole
from programmes.measures import measure_of
from tests.factories.evaluation import AnswerFactory, InstrumentFactory, ItemFactory, WaveFactory
from tests.factories.fresh import CompetencyFactory, CompetencyFigureFactory
from training.agenda.enums import FigureKind

TODAY = timezone.localdate()
MET = "mentor_met_expectations"
MENTEE, MENTOR = ParticipantRole.MENTEE, ParticipantRole.MENTOR


def closed(
    world, key, answers, *, kind=ItemKind.SCALE, days=1, audience=MENTEE, scale=(1, 5), **wave
):
    """Close a survey of the programme's people that asks one question."""
    instrument = InstrumentFactory.create(organisation=world.organisation, audience=audience)
    fields = {"options": [["yes", "Yes"], ["no", "No"]]} if kind == ItemKind.CHOICE else {}
    if kind == ItemKind.SCALE:
        fields = {"low": scale[0], "high": scale[1]}
    ItemFactory.create(instrument=instrument, key=key, kind=kind, **fields)
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


def test_of_how_likely_people_recommend_the_net_score_is_told_by_role(world):
    closed(world, "likely_to_recommend", [10, 9, 9, 7, 6, 0, 10, 8], scale=(0, 10), invited=12)
    reading = read(world, "likely_to_recommend")
    assert (reading.value, reading.n, reading.of) == (Decimal("25.0"), 8, 12)
    assert read(world, "mentors_likely_to_recommend") is None


@pytest.mark.parametrize(
    ("kind", "yes", "no"), [(ItemKind.YES_NO, True, False), (ItemKind.CHOICE, "yes", "no")]
)
def test_whether_mentors_would_come_back_is_told_in_whichever_form_it_is_asked(
    world, kind, yes, no
):
    closed(world, "wants_mentor", [yes] * 3 + [no] * 2, kind=kind, audience=MENTOR)
    assert read(world, "mentors_would_return").value == Decimal("60.0")
    assert read(world, "wants_mentor") is None


def test_a_question_reworded_on_another_scale_is_another_figure(world):
    closed(world, "fit", [1, 2, 3, 4, 7], scale=(1, 7))
    assert read(world, "fit") is None
    closed(world, "fit", [1, 2, 3, 4, 5])
    assert read(world, "fit").value == Decimal("3.0")


def test_the_answers_received_are_compared_with_those_asked_for(world):
    closed(world, MET, [3] * 6, invited=10)
    closed(world, MET, [3] * 7, invited=5)
    closed(world, MET, [3] * 9)
    closed(world, MET, [3] * 9, invited=20, days=400)
    reading = read(world, "response_rate")
    assert (reading.n, reading.of, reading.value) == (11, 15, Decimal("73.3"))
    assert measure_of("evaluation.response_rate").read(world.other_programme, as_of=TODAY) is None


def figure(world, competency, value, *, days, wave, n=9, kind=FigureKind.MENTEE):
    CompetencyFigureFactory.create(
        programme=world.programme,
        competency=competency,
        kind=kind,
        wave_key=wave,
        measured_on=TODAY - timedelta(days=days),
        n=n,
        value=value,
    )


def test_competency_is_mentees_latest_and_its_change_is_of_areas_told_both_times(world):
    first, second, third = CompetencyFactory.create_batch(3, organisation=world.organisation)
    assert read(world, "competency") is None
    figure(world, first, 4.0, days=90, wave="a", n=7)
    figure(world, second, 5.0, days=90, wave="a")
    figure(world, first, 1.0, days=5, wave="b", kind=FigureKind.SELF)
    assert read(world, "competency").value == Decimal("4.5")
    assert read(world, "competency_change") is None
    figure(world, first, 5.0, days=10, wave="b")
    figure(world, third, 7.0, days=10, wave="b", n=5)
    assert (read(world, "competency").value, read(world, "competency").n) == (Decimal("6.0"), 5)
    change = read(world, "competency_change")
    assert (change.value, change.n) == (Decimal("1.0"), 7)
