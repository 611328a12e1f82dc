"""What is shown stands where what was read stood."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from evaluation.reports.gathering.rounding import beside, four, outwards

values = st.decimals(-1000, 1000, places=6)
targets = st.decimals(-1000, 1000, places=2)


@given(value=values, target=targets)
def test_no_value_is_carried_across_its_target(value, target):
    shown = beside(value, target)
    assert (shown >= target, shown <= target) == (value >= target, value <= target)
    assert abs(shown - value) < Decimal("0.01")
    assert shown.as_tuple().exponent == -2


@given(low=values, high=values)
def test_no_interval_is_shown_narrower_than_it_was(low, high):
    shown_low, shown_high = outwards(low, high)
    assert shown_low <= low
    assert shown_high >= high
    assert outwards(None, None) == (None, None)


def test_halves_go_away_from_nothing_and_nothing_has_no_sign():
    assert [str(four(value)) for value in (0.00005, -0.00001, 2.5)] == [
        "0.0001",
        "0.0000",
        "2.5000",
    ]
    assert str(beside(Decimal("-0.001"), Decimal(0))) == "-0.01"
    assert four(None) is None
