"""Shares in per cent add up."""

from hypothesis import given
from hypothesis import strategies as st

from programmes.selection.shares import shares_of


def test_what_rounding_leaves_goes_where_it_took_most():
    assert shares_of([1, 1, 1]) == [34, 33, 33]
    assert shares_of([10, 5, 3, 1]) == [53, 26, 16, 5]
    assert shares_of([]) == []


@given(st.lists(st.integers(1, 10), min_size=1, max_size=40))
def test_shares_are_whole_add_up_and_are_never_off_by_one(weights):
    shares = shares_of(weights)
    assert sum(shares) == 100
    for weight, share in zip(weights, shares, strict=True):
        assert abs(share - 100 * weight / sum(weights)) < 1
