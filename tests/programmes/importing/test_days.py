"""Two orders of days are asked about, never guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.importing.days import evidence_of, read_day
from programmes.importing.enums import DateOrder

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(DAYS, st.sampled_from(["{:%d/%m/%Y}", "{:%d.%m.%Y}", "{:%d-%m-%y}", "{:%d %m %Y}"]))
def test_a_day_reads_back_in_the_order_it_was_written(day, form):
    assert read_day(form.format(day), DateOrder.DAY_FIRST) == day


@given(DAYS, st.sampled_from(["{:%m/%d/%Y}", "{:%m-%d-%y}"]))
def test_a_month_first_day_does_as_well(day, form):
    assert read_day(form.format(day), DateOrder.MONTH_FIRST) == day


@given(DAYS, st.sampled_from(["{:%Y-%m-%d}", "{:%d %B %Y}", "{:%d %b %Y}", "{:%B %d, %Y}"]))
def test_other_ways_need_no_order(day, form):
    assert read_day(form.format(day), "") == day


@pytest.mark.parametrize("text", ["31/02/2026", "last summer", "45321", "2026", "13/13/2026", ""])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011  (whatever it says)
        read_day(text, DateOrder.DAY_FIRST)


@pytest.mark.parametrize(
    ("values", "order", "asks"),
    [
        (["03/04/2026", "05/06/2026"], None, True),
        (["03/04/2026", "25/12/2026"], DateOrder.DAY_FIRST, False),
        (["03/04/2026", "12/25/2026"], DateOrder.MONTH_FIRST, False),
        (["25/12/2026", "12/25/2026"], None, True),
        (["2026-04-03", "3 April 2026"], None, False),
        (["04/04/2026"], None, False),
        (["31/02/2026", "03/04/2026"], None, True),
    ],
)
def test_a_column_says_its_order_or_somebody_is_asked(values, order, asks):
    evidence = evidence_of(values)
    assert (evidence.order, evidence.must_ask) == (order, asks)
