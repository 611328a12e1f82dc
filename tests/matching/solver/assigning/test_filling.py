"""Pairs of score 0 are made where there is room, by whichever kernel."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.solver.assigning.columns import assign
from matching.solver.assigning.kernels import Kernel
from matching.solver.matrix import MatrixScores
from matching.solver.model import Group, Mode, Problem


def best_by_hand(values, seats):
    """Return the best total of any draft, and the most pairs that reach it."""
    mentees, mentors = values.shape
    found = (0, 0)
    for picks in itertools.product(range(-1, mentors), repeat=mentees):
        pairs = [(i, j) for i, j in enumerate(picks) if j >= 0]
        held = np.bincount([j for _i, j in pairs], minlength=mentors)
        if (held > seats).any() or any(values[pair] < 0 for pair in pairs):
            continue
        found = max(found, (sum(int(values[pair]) for pair in pairs), len(pairs)))
    return found


def problem_of(values, seats, **more):
    scores = MatrixScores(np.array(values, dtype=np.int16))
    need = np.ones(scores.shape[0], dtype=np.int64)
    return Problem(scores=scores, capacity=np.array(seats, dtype=np.int64), demand=need, **more)


@given(st.lists(st.lists(st.sampled_from([-1, 0]), min_size=3, max_size=3), min_size=1, max_size=4))
def test_where_nothing_counts_as_many_as_can_be_are_placed(rows):
    for kernel in (None, Kernel.SCIPY):
        mates, proof = assign(problem_of(rows, [1, 1, 2]), Mode.QUALITY, kernel=kernel)
        expected = best_by_hand(np.array(rows), np.array([1, 1, 2]))
        assert (proof.objective, sum(map(len, mates))) == expected
        assert proof.is_optimal


@pytest.mark.parametrize("kernel", [None, Kernel.SCIPY])
def test_the_best_total_comes_first_and_ceilings_hold(kernel):
    rows = [[9, 0, 0], [0, 0, 0], [0, 0, 0]]
    shared = problem_of(rows, [1, 1, 1], groups=(Group((1, 2), 1),))
    mates, proof = assign(shared, Mode.QUALITY, kernel=kernel)
    assert mates[0] == (0,)
    assert (proof.objective, proof.bound) == (9, 9)
    assert sum(map(len, mates)) == 2
