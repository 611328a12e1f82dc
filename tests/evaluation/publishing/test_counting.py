"""Answers by department are the same from the roll-up as from the answers."""

import uuid

from evaluation.enums import WaveState
from evaluation.models import WaveTally
from evaluation.publishing.counting import counts_of
from tests.factories.evaluation import AnswerFactory, ItemFactory, WaveFactory

GIVEN = [("Law", 4), ("Law", 4), ("Sales", 5), ("", 4), ("", 2)]


def test_the_roll_up_gives_what_the_answers_give(db):
    wave = WaveFactory.create(state=WaveState.CLOSED)
    ItemFactory.create(instrument=wave.instrument, key="met")
    for department, mark in GIVEN:
        AnswerFactory.create(wave=wave, department=department, values={"met": mark})
    counted = counts_of(["met"], whole=(), parted={wave.pk})
    assert counted["met"] == {
        f"{wave.pk}:Law": {"4": 2},
        f"{wave.pk}:Sales": {"5": 1},
        f"{wave.pk}:": {"4": 1, "2": 1},
    }
    for department, value, count in (
        ("", 4, 3),
        ("", 2, 1),
        ("", 5, 1),
        ("Law", 4, 2),
        ("Sales", 5, 1),
    ):
        WaveTally.objects.create(
            wave=wave, item_key="met", department=department, value=value, count=count
        )
    wave.answers.all().delete()
    assert counts_of(["met"], whole=(), parted={wave.pk}) == counted


def test_a_wave_that_is_open_is_not_counted(db):
    wave = WaveFactory.create()
    ItemFactory.create(instrument=wave.instrument, key="met")
    AnswerFactory.create(wave=wave, values={"met": 4})
    for given in ({"whole": {wave.pk}, "parted": set()}, {"whole": (), "parted": {wave.pk}}):
        assert counts_of(["met"], **given) == {}
    assert counts_of(["met"], whole=(), parted={uuid.uuid4()}) == {}
