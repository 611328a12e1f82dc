"""The decay clock halves with each half-life, stays between its ends, and names what is left."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.decay import (
    BANDS,
    DEFAULT_HALF_LIFE,
    HALF_LIVES,
    Band,
    HalfLife,
    days_until,
    retained_on,
)

LEARNT = date(2025, 3, 1)
DAYS = st.integers(0, 4000)


def test_half_is_left_after_one_half_life_and_a_quarter_after_two():
    half_life = HalfLife(12, low=12, high=12)
    after_a_year = retained_on(LEARNT + timedelta(days=365), LEARNT, half_life)
    after_two = retained_on(LEARNT + timedelta(days=730), LEARNT, half_life)

    assert after_a_year.value == pytest.approx(0.5, abs=0.001)
    assert after_two.value == pytest.approx(0.25, abs=0.001)


def test_the_defaults_are_those_of_the_design():
    assert HALF_LIVES == (6.5, 11.0, 13.0)
    assert (DEFAULT_HALF_LIFE.months, DEFAULT_HALF_LIFE.low, DEFAULT_HALF_LIFE.high) == (
        11,
        6.5,
        13,
    )


def test_nothing_is_said_of_what_was_never_learnt():
    never = retained_on(LEARNT, None, DEFAULT_HALF_LIFE)

    assert (never.value, never.band) == (None, Band.NEVER)


@given(DAYS, DAYS)
def test_less_is_left_later_and_always_between_the_ends(first, more):
    sooner = retained_on(LEARNT + timedelta(days=first), LEARNT, DEFAULT_HALF_LIFE)
    later = retained_on(LEARNT + timedelta(days=first + more), LEARNT, DEFAULT_HALF_LIFE)

    assert (later.low or 0) <= (later.value or 0) <= (later.high or 0)
    assert 0 < (later.value or 0) <= (sooner.value or 0) <= 1


@given(st.sampled_from(HALF_LIVES), st.sampled_from([Band.FRESH, Band.FADING]))
def test_a_band_ends_on_the_day_that_is_counted_for_the_database(months, band):
    half_life = HalfLife(months, low=months, high=months)
    last = LEARNT + timedelta(days=days_until(BANDS[band], half_life))

    assert retained_on(last, LEARNT, half_life).band == band
    assert retained_on(last + timedelta(days=1), LEARNT, half_life).band != band


def test_a_day_before_the_learning_counts_as_the_day_itself():
    assert retained_on(LEARNT - timedelta(days=9), LEARNT, DEFAULT_HALF_LIFE).value == 1


@pytest.mark.parametrize("ends", [(0, 11, 13), (7, 6, 13), (7, 14, 13)])
def test_a_half_life_outside_of_its_ends_is_refused(ends):
    low, months, high = ends
    with pytest.raises(ValueError, match="between its ends"):
        HalfLife(months, low=low, high=high)
