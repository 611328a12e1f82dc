"""The shares of an alarm, against a published worked example and a count by hand."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.statistics import CannotTell
from evaluation.statistics.screening import FEWEST_WEEKS, Matrix, Weeks, matrix_of, screen

# Altman and Bland, Diagnostic tests 1 and 2, BMJ 1994; 308: 1552 and 309: 102: liver scans of 344
# patients, abnormal or not, against what was found later. Each patient is a "pair" of one week.
SCANS = (
    [Weeks(("ill", n), 1, is_trouble=True) for n in range(231)]
    + [Weeks(("ill, missed", n), 0, is_trouble=True) for n in range(27)]
    + [Weeks(("well, alarmed", n), 1, is_trouble=False) for n in range(32)]
    + [Weeks(("well", n), 0, is_trouble=False) for n in range(54)]
)

weeks = st.lists(
    st.builds(
        Weeks,
        pair=st.integers(0, 40),
        score=st.integers(0, 100),
        is_trouble=st.booleans(),
        count=st.integers(1, 5),
    ),
    max_size=60,
)


def width(share):
    assert share.low is not None
    return share.high - share.low


def test_a_published_example_comes_out_as_printed():
    found = screen(SCANS, 1)
    assert found.matrix == Matrix(231, 32, 27, 54)
    printed = {"sensitivity": 0.90, "specificity": 0.63, "positive": 0.88, "negative": 0.67}
    for name, value in printed.items():
        assert getattr(found, name).value == pytest.approx(value, abs=0.005)
    assert found.base_rate.value == pytest.approx(0.75, abs=0.005)


def test_its_interval_is_about_that_of_wilson_where_each_pair_has_one_week():
    found = screen(SCANS, 1, resamples=10_000).sensitivity
    # Wilson for 231 of 258, by the formula of 1927.
    assert found.low == pytest.approx(0.852, abs=0.01)
    assert found.high == pytest.approx(0.927, abs=0.01)


def test_weeks_of_one_pair_widen_the_interval():
    alone = [Weeks(n, 50 * (n % 2), is_trouble=True) for n in range(200)]
    together = [Weeks(n, 50 * (n % 2), is_trouble=True, count=10) for n in range(20)]
    few, many = (screen(each, 40).sensitivity for each in (together, alone))
    assert few.n == many.n == 200
    assert width(few) > 2 * width(many)


@pytest.mark.parametrize(("count", "is_told"), [(FEWEST_WEEKS - 1, False), (FEWEST_WEEKS, True)])
def test_below_30_weeks_it_is_too_few_to_tell(count, is_told):
    given = [Weeks(n, 50, is_trouble=n % 3 == 0) for n in range(count)]
    found = screen(given, 40)
    assert (found.positive.value is not None) is is_told
    assert found.positive.n == count
    assert (found.positive.reason == CannotTell.TOO_FEW) is not is_told


def test_many_weeks_of_a_few_pairs_are_too_few_to_tell():
    given = [Weeks(n, 50, is_trouble=n % 2 == 0, count=100) for n in range(9)]
    assert screen(given, 40).positive.reason == CannotTell.TOO_FEW


def test_without_history_nothing_can_be_told():
    found = screen([], 40)
    assert found.pairs == found.matrix.n == 0
    assert found.sensitivity.reason == CannotTell.NO_ANSWERS


@given(weeks, st.integers(1, 101))
def test_the_matrix_counts_every_week_once(given, least):
    counted = Counter()
    for each in given:
        counted[each.score >= least, each.is_trouble] += each.count
    matrix = matrix_of(given, least)
    assert matrix.n == sum(each.count for each in given)
    assert matrix.alerted_trouble == counted[True, True]
    assert matrix.silent_well == counted[False, False]
    assert matrix.alerted == counted[True, True] + counted[True, False]


@given(weeks, st.integers(1, 100))
def test_a_higher_threshold_never_rings_more_often(given, least):
    lower, higher = matrix_of(given, least), matrix_of(given, least + 1)
    assert higher.alerted <= lower.alerted
    assert higher.alerted_trouble <= lower.alerted_trouble
    assert (higher.trouble, higher.well) == (lower.trouble, lower.well)
