"""Rates, their intervals and the four-fifths ratio."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.fairness.comparing import compare
from programmes.fairness.tallies import Tally, spread_of, wilson


def decided(n, accepted):
    return Tally(n, n, n, accepted)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        # Newcombe, R. G. (1998), Statistics in Medicine 17, 857-872, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_wilson_interval_equals_the_published_one(successes, n, low, high):
    assert wilson(successes, n) == pytest.approx((low, high), abs=0.00006)


@given(st.integers(0, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_lies_around_the_rate(numbers):
    successes, n = numbers
    low, high = wilson(successes, n)
    assert 0 <= low <= (successes / n if n else 0.5) + 1e-12
    assert (successes / n if n else 0.5) - 1e-12 <= high <= 1


def test_a_rate_below_four_fifths_of_the_highest_is_told():
    # The example of the Guidelines' questions and answers: 48 of 80 and 12 of 40, a ratio of 1/2.
    comparison = compare({"a": decided(80, 48), "b": decided(40, 12)})
    assert comparison.highest is not None
    assert comparison.highest.label == "a"
    (low,) = comparison.below
    assert (low.label, low.ratio, low.turns_on_one) == ("b", 0.5, False)


def test_exactly_four_fifths_is_not_below():
    comparison = compare({"a": decided(10, 10), "b": decided(10, 8)})
    assert comparison.below == ()


def test_it_is_said_where_one_more_would_have_changed_it():
    comparison = compare({"a": decided(10, 8), "b": decided(10, 6)})
    assert [group.turns_on_one for group in comparison.below] == [True]


@pytest.mark.parametrize(
    "table",
    [
        {},
        {"a": decided(10, 5)},
        {"a": decided(10, 0), "b": decided(12, 0)},
        {"a": decided(10, 5), "b": Tally(12)},
    ],
)
def test_without_two_rates_there_is_no_ratio(table):
    comparison = compare(table)
    assert comparison.highest is None
    assert comparison.below == ()


def test_scores_of_fewer_than_ten_are_not_told():
    assert spread_of([0.5] * 9) is None
    spread = spread_of([each / 10 for each in range(11)])
    assert spread is not None
    assert (spread.low, spread.median, spread.high, spread.n) == (0.25, 0.5, 0.75, 11)
