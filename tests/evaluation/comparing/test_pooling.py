"""Groups put together from their figures give what all of their pairs would give."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.comparing.pooling import pooled_change
from evaluation.statistics import CannotTell, paired_change

marks = st.integers(1, 7)
groups = st.lists(
    st.lists(st.tuples(marks, marks), min_size=5, max_size=12), min_size=1, max_size=4
)


def change_of(pairs):
    return paired_change([first for first, _last in pairs], [last for _first, last in pairs])


@given(groups)
def test_it_is_the_change_of_all_pairs(found):
    apart = [change_of(pairs) for pairs in found]
    together = change_of([pair for pairs in found for pair in pairs])
    pooled = pooled_change(apart)
    for name in ("value", "low", "high", "d_z", "before", "after"):
        expected = getattr(together, name)
        assert getattr(pooled, name) == (
            None if expected is None else pytest.approx(expected, abs=1e-7)
        ), name
    counts = ("n", "missing", "rose", "same", "fell", "reason")
    assert [getattr(pooled, name) for name in counts] == [
        getattr(together, name) for name in counts
    ]


def test_groups_that_all_rose_by_one_have_no_interval():
    pooled = pooled_change([paired_change([1, 2, 3, 4, 5], [2, 3, 4, 5, 6])] * 2)
    assert (pooled.value, pooled.low, pooled.reason) == (1, None, CannotTell.NO_VARIATION)


@pytest.mark.parametrize("changes", [[], [paired_change([], [])]])
def test_nothing_cannot_be_put_together(changes):
    with pytest.raises(ValueError, match="known"):
        pooled_change(changes)
