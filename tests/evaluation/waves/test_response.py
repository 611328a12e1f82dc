"""The response curve is drawn from counts by the day, beside the last cohort's."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection
from django.utils import timezone

from evaluation.actions.answers import submit_answer
from evaluation.enums import WaveState
from evaluation.models import WaveDay
from evaluation.waves.response import response_of
from tests.evaluation.calling import called
from tests.factories.evaluation import InstrumentFactory, WaveFactory
from tests.factories.programmes import CohortFactory, MenteeFactory

OPENS = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def full_disk(transactional_db):
    """Let no sealed answer be stored."""
    table = "ALTER TABLE evaluation_sealedanswer"
    with connection.cursor() as cursor:
        cursor.execute(f"{table} ADD CONSTRAINT disk CHECK (false) NOT VALID")
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"{table} DROP CONSTRAINT disk")


def make_wave(world, instrument, counts, cohort=None, opens_at=OPENS, **fields):
    wave = WaveFactory.create(
        cohort=cohort or world.cohort, instrument=instrument, opens_at=opens_at, **fields
    )
    for day, answered in counts.items():
        on = timezone.localdate(opens_at) + timedelta(days=day)
        WaveDay.objects.create(wave=wave, day=on, answered=answered)
    return wave


@pytest.mark.django_db(transaction=True)
def test_answers_are_counted_on_the_day_of_the_programme(world):
    world.organisation.time_zone = "Pacific/Auckland"
    world.organisation.save()
    wave = make_wave(
        world, InstrumentFactory.create(organisation=world.organisation), {}, opens_at=OPENS
    )
    second = MenteeFactory.create(cohort=world.cohort)
    for person in (world.mentee, second.person):
        with time_machine.travel(datetime(2026, 3, 3, 13, tzinfo=UTC), tick=False):
            submit_answer(called(wave, person), {})
    assert list(wave.days.values_list("day", "answered")) == [(date(2026, 3, 4), 2)]


@pytest.mark.django_db(transaction=True)
def test_an_answer_that_could_not_be_kept_is_not_counted(world, full_disk):
    wave = make_wave(world, InstrumentFactory.create(organisation=world.organisation), {})
    call = called(wave, world.mentee)
    later = time_machine.travel(OPENS + timedelta(days=1), tick=False)
    with later, pytest.raises(IntegrityError, match="disk"):
        submit_answer(call, {})
    assert sum(wave.days.values_list("answered", flat=True)) == 0


def test_the_sentence_compares_the_same_day_with_the_last_cohort(world):
    instrument = InstrumentFactory.create(organisation=world.organisation)
    before = CohortFactory.create(programme=world.programme, name="Autumn")
    make_wave(
        world,
        instrument,
        {0: 4, 1: 4, 5: 2},
        before,
        OPENS - timedelta(days=300),
        state=WaveState.CLOSED,
        closed_at=OPENS - timedelta(days=290),
        invited=16,
    )
    wave = make_wave(world, instrument, {0: 3, 2: 3}, invited=12)
    response = response_of(wave, OPENS + timedelta(days=2))
    assert response.sentence == (
        "By day 3, 6 of 12 have answered (50%). "
        "Autumn: 8 of 16 by the same day (50%), 10 in the end."
    )
    assert [row[:2] for row in response.chart.rows][:3] == [
        ("1", "25%"),
        ("2", "25%"),
        ("3", "50%"),
    ]


def test_without_counts_nothing_is_drawn(world):
    instrument = InstrumentFactory.create(organisation=world.organisation)
    assert response_of(make_wave(world, instrument, {}, invited=9), OPENS) is None


def test_a_long_wave_marks_few_days_and_its_last(world):
    instrument = InstrumentFactory.create(organisation=world.organisation)
    wave = make_wave(
        world, instrument, {0: 1, 50: 4}, invited=9, closes_at=OPENS + timedelta(days=60)
    )
    rows = response_of(wave, OPENS + timedelta(days=50)).chart.rows
    assert len(rows) <= 15
    assert rows[-1][0] == "51"
