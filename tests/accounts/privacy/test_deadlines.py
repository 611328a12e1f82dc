"""Tests of the month that the law gives."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.accounts.privacy.deadlines import months_after


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 15), 1, date(2026, 2, 15)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
    ],
)
def test_it_is_the_same_day_or_the_last_of_the_month(
    day: date, months: int, expected: date
) -> None:
    assert months_after(day, months) == expected


@given(st.dates(max_value=date(9000, 1, 1)), st.integers(1, 24))
def test_it_is_never_shorter_than_the_shortest_months(day: date, months: int) -> None:
    later = months_after(day, months)
    assert timedelta(28 * months) <= later - day <= timedelta(31 * months)
