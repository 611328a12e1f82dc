"""Dates of a series: in order, on their day, and never more than 52."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.rhythm import MOST, Every, Rhythm, dates_of

DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2040, 12, 31))


@pytest.mark.parametrize(
    ("first", "rhythm", "expected"),
    [
        (date(2027, 3, 4), Rhythm(Every.WEEKS, 2, count=3), ["03-04", "03-18", "04-01"]),
        # A month without the day has its last one, and the next has the day again.
        (date(2027, 1, 31), Rhythm(Every.MONTHS, 1, count=3), ["01-31", "02-28", "03-31"]),
        # The second Tuesday.
        (date(2027, 3, 9), Rhythm(Every.WEEKDAYS, 1, count=3), ["03-09", "04-13", "05-11"]),
        # A fifth Monday, or the fourth where there is none.
        (date(2027, 3, 29), Rhythm(Every.WEEKDAYS, 1, count=3), ["03-29", "04-26", "05-31"]),
        (
            date(2027, 3, 4),
            Rhythm(Every.WEEKS, 1, until=date(2027, 3, 18)),
            ["03-04", "03-11", "03-18"],
        ),
    ],
)
def test_dates_come_round_as_people_mean_it(first, rhythm, expected):
    assert [f"{day:%m-%d}" for day in dates_of(first, rhythm)] == expected


@given(DAYS, st.sampled_from(Every), st.integers(1, 12), st.integers(1, 80))
def test_dates_go_on_in_order_from_the_first_and_end(first, every, step, count):
    days = dates_of(first, Rhythm(every, step, count=count))
    assert days[0] == first
    assert len(days) == min(count, MOST)
    assert days == sorted(set(days))
    if every is not Every.MONTHS:
        assert {day.weekday() for day in days} == {first.weekday()}


@given(DAYS, st.sampled_from(Every), st.integers(1, 12), DAYS)
def test_nothing_comes_after_the_last_day(first, every, step, until):
    days = dates_of(first, Rhythm(every, step, until=until))
    assert all(day <= until for day in days)
    assert bool(days) is (first <= until)


@pytest.mark.parametrize(("step", "count"), [(0, 3), (1, 0)])
def test_a_rhythm_moves_on(step, count):
    with pytest.raises(ValueError, match="moves on"):
        Rhythm(Every.WEEKS, step, count=count)
