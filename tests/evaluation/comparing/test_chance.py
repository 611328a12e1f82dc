"""Tests against SciPy, and against the closed testing procedure that Holm's correction shortens."""

from collections import Counter
from itertools import combinations, product
from math import comb, prod

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from evaluation.comparing.chance import holm, p_of_change, p_of_means, p_of_shares
from evaluation.statistics import paired_change

MARKS = st.lists(st.integers(1, 7), min_size=2, max_size=30)
CLOSE = pytest.approx


@given(st.lists(st.tuples(st.integers(1, 7), st.integers(1, 7)), min_size=2, max_size=30))
def test_the_p_of_a_change_is_that_of_the_paired_t_test(pairs):
    before, after = zip(*pairs, strict=True)
    found = p_of_change(paired_change(before, after))
    if len({second - first for first, second in pairs}) == 1:
        assert found is None
    else:
        assert found == CLOSE(stats.ttest_rel(after, before).pvalue, abs=1e-9)


@given(st.lists(MARKS, min_size=2, max_size=5))
def test_the_p_of_means_is_that_of_welchs_analysis_of_variance(groups):
    assume(all(len(set(group)) > 1 for group in groups))
    expected = stats.f_oneway(*groups, equal_var=False).pvalue
    assert p_of_means([Counter(group) for group in groups]) == CLOSE(expected, abs=1e-9)


def test_means_without_spread_or_company_are_not_compared():
    assert p_of_means([Counter([4, 4, 4]), Counter([1, 2, 3])]) is None
    assert p_of_means([Counter([1, 2, 3])]) is None


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=2, max_size=5))
def test_the_p_of_shares_is_that_of_pearsons_test(cells):
    table = np.array(cells)
    found = p_of_shares([(int(yes), int(yes + no)) for yes, no in cells])
    if not table.sum(axis=0).all() or not table.sum(axis=1).all():
        assert found is None
        return
    expected = stats.chi2_contingency(table, correction=False)
    if expected.expected_freq.min() > 5 + 1e-9:
        assert found == CLOSE(expected.pvalue, abs=1e-9)


@pytest.mark.parametrize(
    "groups", [[(3, 4), (1, 6)], [(4, 8), (17, 18), (2, 5)], [(0, 5), (1, 9), (3, 7)]]
)
def test_few_answers_are_dealt_out_in_all_ways(groups):
    counted, n = sum(count for count, _ in groups), sum(size for _, size in groups)

    def chi(counts):
        share = counted / n
        pairs = zip(counts, groups, strict=True)
        return sum((c - s * share) ** 2 / (s * share * (1 - share)) for c, (_, s) in pairs)

    observed = chi([count for count, _ in groups])
    ways = [
        (chi(counts), prod(comb(size, c) for c, (_, size) in zip(counts, groups, strict=True)))
        for counts in product(*(range(size + 1) for _, size in groups))
        if sum(counts) == counted
    ]
    exact = sum(weight for statistic, weight in ways if statistic >= observed - 1e-9)
    assert p_of_shares(groups) == CLOSE(exact / comb(n, counted), abs=0.01)
    assert p_of_shares(groups) == p_of_shares(groups[::-1])


def test_holms_own_order():
    assert holm({"a": 0.01, "b": 0.04, "c": 0.03, "d": 0.005, "e": None}) == {"a", "d"}
    assert holm({"a": None}) == frozenset()


@given(st.lists(st.floats(0, 0.2), max_size=6))
def test_holm_names_what_closed_testing_with_bonferroni_names(values):
    ps = {str(place): p for place, p in enumerate(values)}
    sets = [set(some) for size in range(1, len(ps) + 1) for some in combinations(ps, size)]
    refused = [some for some in sets if min(ps[key] for key in some) <= 0.05 / len(some)]
    closed = {key for key in ps if all(some in refused for some in sets if key in some)}
    assert holm(ps) == closed
