"""What can be worked out by adding and taking away is what no exchange changes."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from evaluation.suppression.algebra import free_directions

PARTS = 6
sums = st.sets(st.sets(st.integers(0, PARTS - 1), min_size=1).map(frozenset), max_size=6)


def incidence(groups):
    return np.array([[float(part in group) for part in range(PARTS)] for group in groups])


@given(sums)
def test_no_exchange_changes_a_known_sum(groups):
    for direction in free_directions(PARTS, frozenset(groups)):
        assert any(direction)
        assert all(sum(direction[part] for part in group) == 0 for group in groups)


@given(sums)
def test_there_are_as_many_exchanges_as_sums_leave_open(groups):
    rank = np.linalg.matrix_rank(incidence(groups)) if groups else 0
    found = free_directions(PARTS, frozenset(groups))
    assert len(found) == PARTS - rank
    assert not found or np.linalg.matrix_rank(np.array(found)) == len(found)


def test_three_sums_of_two_tell_each():
    pairs = frozenset(map(frozenset, ({0, 1}, {1, 2}, {0, 2})))
    assert free_directions(3, pairs) == ()
    assert free_directions(3, frozenset(list(pairs)[:0])) == ((1, 0, 0), (0, 1, 0), (0, 0, 1))
