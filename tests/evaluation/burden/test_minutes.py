"""Measured minutes: the median from ten answers on, before that what the author said."""

from statistics import median_low

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.burden.minutes import median_minutes, minutes_by_instrument, minutes_of
from evaluation.models import AnsweringTime
from tests.factories.evaluation import InstrumentFactory


@given(st.lists(st.integers(1, 60), min_size=10, max_size=80))
def test_the_median_is_that_of_the_people_counted(times):
    counts = {halves: times.count(halves) for halves in set(times)}
    assert median_minutes(counts) == -(-median_low(times) // 2)


def test_nine_are_too_few():
    assert median_minutes({4: 9}) is None
    assert median_minutes({}) is None


@pytest.mark.django_db
def test_the_authors_minutes_stand_until_ten_have_answered():
    instrument = InstrumentFactory.create(minutes=7)
    row = AnsweringTime.objects.create(instrument=instrument, half_minutes=5, people=9)
    assert minutes_of(instrument) == (7, False)
    row.people = 10
    row.save()
    assert minutes_of(instrument) == (3, True)


@pytest.mark.django_db
def test_all_are_read_at_once(django_assert_num_queries):
    instruments = [InstrumentFactory.create(minutes=minutes) for minutes in (0, 4)]
    with django_assert_num_queries(1):
        found = minutes_by_instrument(instruments)
    assert list(found.values()) == [(1, False), (4, False)]
