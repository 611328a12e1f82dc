"""Hours a month as a year."""

import itertools
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from programmes.intake.year import year_of


@given(
    st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    st.integers(1, 36),
    st.decimals(min_value="0.5", max_value=20, places=1),
    st.integers(1, 12),
)
def test_a_year_has_twelve_months_in_a_row_and_adds_up(starts_on, months, hours, weeks):
    year = year_of(starts_on=starts_on, months=months, hours_a_month=hours, every_weeks=weeks)
    firsts = [month.first_day for month in year.months]
    assert firsts[0] == starts_on.replace(day=1)
    assert all(
        (b.year - a.year) * 12 + b.month - a.month == 1 for a, b in itertools.pairwise(firsts)
    )
    assert year.total == sum(month.hours for month in year.months)
    assert len(year.busy) == min(months, 12)
    assert year.meetings >= 1


def test_nine_months_of_three_hours():
    year = year_of(starts_on=date(2026, 3, 10), months=9, hours_a_month=Decimal(3), every_weeks=4)
    assert (year.total, year.meetings) == (Decimal(27), 10)
