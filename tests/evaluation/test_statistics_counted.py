"""Figures from counts equal those of the values; groups, scales and items against SciPy."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from evaluation.statistics import (
    CannotTell,
    alpha_interval,
    alpha_of_moments,
    cronbach_alpha,
    difference_of_means,
    difference_of_shares,
    item_total_of_moments,
    mean_interval,
    mean_of_counts,
    median,
    median_of_counts,
    moments_of,
    net_promoter,
    net_promoter_of_counts,
    score_of_moments,
    subscale_score,
)

marks = st.lists(st.integers(0, 10), max_size=40)
rows = st.lists(st.tuples(*[st.none() | st.integers(1, 7)] * 4), max_size=30)


@given(marks)
def test_counts_say_what_the_values_say(values):
    counts = Counter(values)
    found, plain = mean_of_counts(counts), mean_interval(values)
    assert (found.n, found.reason) == (plain.n, plain.reason)
    for name in ("value", "low", "high", "sd"):
        assert getattr(found, name) == pytest.approx(getattr(plain, name))
    assert median_of_counts(counts) == median(values)
    score, plain_score = net_promoter_of_counts(counts), net_promoter(values)
    assert (score.promoters, score.passives, score.detractors, score.reason) == (
        plain_score.promoters,
        plain_score.passives,
        plain_score.detractors,
        plain_score.reason,
    )
    assert score.low == pytest.approx(plain_score.low)


def test_a_value_is_not_given_fewer_than_no_times():
    with pytest.raises(ValueError, match="no fewer than 0"):
        mean_of_counts({1: -1})


def test_two_groups_differ_as_welch_says():
    generator = np.random.default_rng(5)
    before, after = generator.integers(1, 6, 23).tolist(), generator.integers(2, 8, 31).tolist()
    found = difference_of_means(Counter(before), Counter(after))
    told = stats.ttest_ind(after, before, equal_var=False).confidence_interval()
    assert (found.low, found.high) == pytest.approx((told.low, told.high))
    assert found.value == pytest.approx(np.mean(after) - np.mean(before))
    assert (found.n_before, found.n_after) == (23, 31)


@pytest.mark.parametrize(
    ("before", "after", "value", "reason"),
    [
        ({}, {3: 4}, None, CannotTell.NO_ANSWERS),
        ({2: 1}, {3: 4, 4: 1}, pytest.approx(1.2), CannotTell.TOO_FEW),
        ({2: 5}, {3: 5}, 1, CannotTell.NO_VARIATION),
    ],
)
def test_a_difference_without_interval_says_why(before, after, value, reason):
    found = difference_of_means(before, after)
    assert (found.value, found.low, found.reason) == (value, None, reason)


@pytest.mark.parametrize(
    ("after", "before", "low", "high"),
    [((56, 70), (48, 80), 0.0524, 0.3339), ((9, 10), (3, 10), 0.1705, 0.8090)],
)
def test_two_shares_differ_as_published(after, before, low, high):
    """Newcombe, Statistics in Medicine 17 (1998) 873, table II, method 10."""
    found = difference_of_shares(before, after)
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.00005)


def test_two_shares_of_nobody_cannot_be_compared():
    assert difference_of_shares((0, 0), (1, 2)).reason == CannotTell.NO_ANSWERS


@given(rows)
def test_moments_give_the_alpha_and_the_scores_of_the_answers(answers):
    moments = moments_of(answers, 4)
    given_any = [row for row in answers if any(mark is not None for mark in row)]
    alpha, plain = alpha_of_moments(moments), cronbach_alpha(given_any)
    assert alpha.value == pytest.approx(plain.value)
    assert moments.complete == plain.n
    scores = [subscale_score(row, low=1, high=7) for row in given_any]
    told = mean_interval([score.value for score in scores])
    found = score_of_moments(moments)
    assert (found.n, found.missing) == (told.n, told.missing)
    assert found.value == pytest.approx(told.value)
    assert found.low == pytest.approx(told.low)


@given(rows, rows)
def test_moments_add_up(one, two):
    assert moments_of(one, 4) + moments_of(two, 4) == moments_of([*one, *two], 4)


def test_moments_of_other_scales_do_not_add_up():
    with pytest.raises(ValueError, match="same items"):
        moments_of([], 2) + moments_of([], 3)


def test_items_go_with_the_others_as_numpy_says():
    common = np.random.default_rng(8).integers(1, 5, (60, 1))
    answers = np.clip(common + np.random.default_rng(9).integers(-1, 3, (60, 4)), 1, 7)
    moments = moments_of(answers.tolist(), 4)
    found = item_total_of_moments(moments)
    for place, item in enumerate(found):
        rest = np.delete(answers, place, axis=1)
        told = stats.pearsonr(answers[:, place], rest.sum(axis=1)).statistic
        assert item.correlation == pytest.approx(told)
        assert item.alpha_without == pytest.approx(cronbach_alpha(rest.tolist()).value)


def test_an_item_that_never_varies_goes_with_nothing():
    (one, two) = item_total_of_moments(moments_of([(3, 1), (3, 2), (3, 5)], 2))
    assert one.correlation is None
    assert two.correlation is None
    assert one.alpha_without is None


@pytest.mark.parametrize(("n", "items"), [(12, 11), (40, 4)])
def test_the_interval_of_alpha_is_feldts(n, items):
    """Feldt, Woodruff and Salih, Applied Psychological Measurement 11 (1987) 93, formulas 6, 7."""
    generator = np.random.default_rng(n)
    answers = generator.integers(1, 4, (n, 1)) + generator.integers(0, 3, (n, items))
    alpha = alpha_of_moments(moments_of(answers.tolist(), items))
    found = alpha_interval(alpha)
    assert found is not None
    assert alpha.value is not None
    quantiles = stats.f(n - 1, (n - 1) * (items - 1))
    assert found[0] == pytest.approx(1 - (1 - alpha.value) * quantiles.ppf(0.975))
    assert found[1] == pytest.approx(1 - (1 - alpha.value) * quantiles.ppf(0.025))
    assert alpha_interval(alpha_of_moments(moments_of([], items))) is None
