"""What may be told apart, and what all come to together."""

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from evaluation.portfolio.apart import difference, standings, together
from evaluation.portfolio.sheet import Kind, Told
from evaluation.portfolio.telling import share_of
from evaluation.statistics import mean_interval
from tests.factories.portfolio import mean_of


def sum_of(told: dict[str, Told]) -> Any:
    """Return what all come to together, numbers and all."""
    return together(told)


shares = st.integers(5, 300).flatmap(
    lambda n: st.integers(0, n).map(lambda count: share_of(count, n))
)
programmes = st.dictionaries(st.sampled_from("abcdefgh"), shares, min_size=2)


@given(programmes)
def test_whose_intervals_overlap_are_never_told_apart(told):
    for key, standing in standings(told).items():
        for other in standing.above:
            assert told[key].low > told[other].high
        for other in standing.below:
            assert told[key].high < told[other].low


@given(programmes)
def test_everybody_stands_once_to_each_other_and_both_say_the_same(told):
    found = standings(told)
    for key, standing in found.items():
        others = [*standing.above, *standing.below, *standing.level]
        assert sorted(others) == sorted(set(told) - {key})
        assert all(key in found[other].below for other in standing.above)
        assert all(key in found[other].level for other in standing.level)


def test_more_pairs_need_a_larger_difference():
    two = {"a": share_of(62, 100), "b": share_of(40, 100)}
    assert standings(two)["a"].above == ("b",)
    many = two | {f"p{number}": share_of(51, 100) for number in range(30)}
    assert standings(many)["a"].above == ()


def test_means_are_told_apart_by_the_interval_of_their_difference():
    assert difference(mean_of(4.6), mean_of(4.1), level=0.95) == 1
    assert difference(mean_of(4.1), mean_of(4.6), level=0.95) == -1
    assert difference(mean_of(4.3), mean_of(4.1), level=0.95) == 0


def test_what_has_no_interval_is_never_compared():
    told = {key: Told(kind=Kind.NUMBER, value=Decimal(n), n=n) for key, n in (("a", 9), ("b", 90))}
    assert standings(told) == {}
    alone = {"a": share_of(90, 100), "b": Told(kind=Kind.MEAN, value=Decimal(1), n=9)}
    assert standings(alone)["a"].above == ()


@given(st.lists(st.tuples(st.integers(5, 80), st.integers(0, 80)), min_size=2, max_size=6))
def test_shares_together_are_the_share_of_all(rows):
    told = {str(key): share_of(min(count, n), n) for key, (n, count) in enumerate(rows)}
    found = sum_of(told)
    assert (found.count, found.n) == (
        sum(min(count, n) for n, count in rows),
        sum(n for n, _count in rows),
    )


@given(
    st.lists(
        st.lists(st.integers(1, 5), min_size=5, max_size=30).filter(lambda x: len(set(x)) > 1),
        min_size=2,
        max_size=5,
    )
)
def test_means_together_are_the_mean_of_all_answers(groups):
    told = {}
    for key, marks in enumerate(groups):
        found = mean_interval(marks)
        value, low, high = (Decimal(str(each)) for each in (found.value, found.low, found.high))
        told[str(key)] = Told(kind=Kind.MEAN, value=value, n=len(marks), low=low, high=high)
    pooled = sum_of(told)
    marks = [mark for group in groups for mark in group]
    assert abs(float(pooled.value) - sum(marks) / len(marks)) < 0.0002
    assert pooled.n == len(marks)
    assert pooled.low < pooled.value < pooled.high


@given(programmes, st.sampled_from("abcdefgh"))
def test_the_sum_is_the_same_whatever_a_hidden_programme_holds(told, hidden):
    """Whoever takes the shown away from the sum is left with nothing, whatever is hidden."""
    with_hidden = told | {hidden: Told(kind=Kind.SHARE)}
    without = {key: each for key, each in told.items() if key != hidden}
    assert together(with_hidden) == together(without)


def test_figures_of_different_kinds_and_counts_are_not_added_up():
    assert together({"a": share_of(5, 9), "b": mean_of(4.0)}) is None
    counts = {key: Told(kind=Kind.NUMBER, value=Decimal(9), n=9) for key in "ab"}
    assert together(counts) is None
