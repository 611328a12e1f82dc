import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from matching.solver.assigning import columns
from matching.solver.assigning.columns import assign
from matching.solver.assigning.kernels import Kernel, has_fast
from matching.solver.limits import Limits
from matching.solver.matrix import MatrixScores, WideScores
from matching.solver.model import CancelledError, Group, Mode, Problem
from tests.matching.solver.assigning.small import (
    best_key,
    check_proof,
    key_of,
    problem_of,
    random_problem,
)

MODES = (Mode.QUALITY, Mode.PARTICIPATION)
KERNELS = [
    Kernel.SCIPY,
    pytest.param(
        Kernel.FLOW, marks=pytest.mark.skipif(not has_fast(), reason="the extra is not installed")
    ),
]


def solved(problem, mode, **options):
    """Return the pairs of the best draft, its proof checked."""
    mates, certificate = assign(problem, mode, **options)
    check_proof(problem, mates, certificate)
    assert certificate.is_optimal
    return [(i, j) for i, mentors in enumerate(mates) for j in mentors]


def crowd(mentees: int, mentors: int, seed: int, values: int = 10_001) -> Problem:
    """Return a problem with about as many seats as mentees."""
    chance = np.random.default_rng(seed)
    scores = chance.integers(0, values, (mentees, mentors))
    scores[chance.random(scores.shape) < 0.4] = -1
    return problem_of(scores, chance.integers(0, 2 * mentees // mentors + 1, mentors))


def dense_total(problem: Problem) -> int:
    """Return the best total by SciPy's dense assignment on a column for each seat."""
    values = np.repeat(problem.scores.rows(0, problem.mentees), problem.capacity, axis=1)
    worth = np.maximum(values, 0).astype(float)
    return int(worth[linear_sum_assignment(worth, maximize=True)].sum())


@pytest.mark.parametrize("kernel", KERNELS)
def test_nothing_that_trying_everything_finds_is_better(kernel):
    for seed in range(1_000):
        problem = random_problem(seed, plain=seed % 3 == 0)
        for mode in MODES:
            pairs = solved(problem, mode, kernel=kernel)
            assert key_of(problem, mode, pairs) == best_key(problem, mode), (seed, mode)


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("values", [2, 5, 10_001])
def test_few_pairs_at_a_time_end_at_the_dense_optimum(kernel, values, monkeypatch):
    monkeypatch.setattr(columns, "FIRST", 1)
    monkeypatch.setattr(columns, "MORE", 1)
    monkeypatch.setattr(columns, "STEPS", 0)
    for seed in range(4):
        problem = crowd(90, 40, seed, values)
        pairs = solved(problem, Mode.QUALITY, kernel=kernel)
        assert key_of(problem, Mode.QUALITY, pairs) == (dense_total(problem),)


@pytest.mark.parametrize("values", [5, 10_001])
def test_some_hundreds_get_the_dense_optimum(values):
    problem = crowd(400, 150, 1, values)
    pairs = solved(problem, Mode.QUALITY)
    assert key_of(problem, Mode.QUALITY, pairs) == (dense_total(problem),)
    solved(problem, Mode.PARTICIPATION)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_the_order_of_people_changes_nothing(seed, order):
    problem = random_problem(seed, most=7)
    chance = np.random.default_rng(order)
    mentees, mentors = chance.permutation(problem.mentees), chance.permutation(problem.mentors)
    here, there = np.argsort(mentees).tolist(), np.argsort(mentors).tolist()
    values = problem.scores.rows(0, problem.mentees)
    shuffled = problem_of(
        values[np.ix_(mentees, mentors)],
        problem.capacity[mentors],
        problem.demand[mentees],
        [type(g)(tuple(there[j] for j in g.members), g.capacity) for g in problem.groups],
        {(here[i], there[j]) for i, j in problem.pins},
        {(here[i], there[j]) for i, j in problem.forbidden},
    )
    for mode in MODES:
        assert key_of(problem, mode, solved(problem, mode)) == key_of(
            shuffled, mode, solved(shuffled, mode)
        )


def test_the_same_problem_gets_the_same_draft():
    problem = crowd(150, 60, 3, 4)
    first = solved(problem, Mode.PARTICIPATION)
    assert all(solved(problem, Mode.PARTICIPATION) == first for _ in range(3))


class Streamed:
    """Scores that are computed anew each time they are asked for."""

    def __init__(self, values):
        self.inner = MatrixScores(values)
        self.shape = self.inner.shape

    def rows(self, start, stop):
        return self.inner.rows(start, stop).copy()

    def column(self, mentor):
        return self.inner.column(mentor).copy()

    def pairs(self, mentees, mentors):
        return self.inner.pairs(mentees, mentors)


@pytest.mark.parametrize("kept", [0, 1 << 30])
def test_scores_need_not_be_kept(kept, monkeypatch):
    monkeypatch.setattr("matching.solver.assigning.network.MOST_KEPT", kept)
    problem = crowd(60, 25, 5)
    values = problem.scores.rows(0, 60).copy()
    values[values < 0] = -32_768  # whatever is negative is ruled out
    streamed = problem_of(values, problem.capacity, kind=Streamed)
    for mode in MODES:
        assert key_of(problem, mode, solved(problem, mode)) == key_of(
            problem, mode, solved(streamed, mode)
        )


@pytest.mark.parametrize("kernel", KERNELS)
def test_worths_beyond_floating_point_are_exact(kernel):
    for seed in range(150):
        small = random_problem(seed)
        values = small.scores.rows(0, small.mentees).astype(np.int64)
        wide = np.where(values < 0, -1, (values << 46) + (values * 7919) % 1_000)
        problem = problem_of(
            wide, small.capacity, small.demand, small.groups, small.pins, small.forbidden,
            kind=WideScores,
        )  # fmt: skip
        pairs = solved(problem, Mode.QUALITY, kernel=kernel)
        assert key_of(problem, Mode.QUALITY, pairs) == best_key(problem, Mode.QUALITY)


def test_placing_more_is_worth_more_than_any_total():
    # The best total leaves somebody out: 10 000 against 1 + 1.
    problem = problem_of([[10_000, 1], [1, -1]], [1, 1])
    assert solved(problem, Mode.QUALITY) == [(0, 0)]
    assert solved(problem, Mode.PARTICIPATION) == [(0, 1), (1, 0)]


def test_everybody_gets_one_before_anybody_gets_a_second():
    problem = problem_of([[10_000, 10_000], [0, 0]], [1, 1], demand=[2, 1])
    assert len(solved(problem, Mode.QUALITY)) == 2
    assert {i for i, _ in solved(problem, Mode.PARTICIPATION)} == {0, 1}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("scores", "capacity", "placed"),
    [
        ([], [], 0),
        ([], [1, 2], 0),
        ([[]], [], 0),
        ([[], []], [], 0),
        ([[7]], [1], 1),
        ([[7]], [0], 0),
        ([[-1]], [1], 0),
        ([[-1, -1]] * 3, [2, 2], 0),
        ([[50] * 4] * 9, [3] * 4, 9),
        ([[50] * 4] * 9, [2, 0, 1, 0], 3),
        ([[50, 60]] * 9, [10_000, 10_000], 9),
        ([[10_000] * 5] * 5, [1] * 5, 5),
    ],
)
def test_odd_problems_get_an_answer(mode, scores, capacity, placed):
    assert len(solved(problem_of(scores, capacity), mode)) == placed


class Impatient(Limits):
    """Limits that are over when they are looked at for the third time."""

    looks = 0

    @property
    def is_over(self):
        Impatient.looks += 1
        return Impatient.looks > 2


@pytest.mark.parametrize("limits", [Limits, Impatient])
@pytest.mark.parametrize("demand", [None, [2] * 120])
@pytest.mark.parametrize("mode", MODES)
def test_past_the_time_limit_the_best_known_comes_with_a_bound(mode, demand, limits, monkeypatch):
    for name, few in (("FIRST", 1), ("MORE", 1), ("STEPS", 0)):
        monkeypatch.setattr(columns, name, few)
    monkeypatch.setattr(Impatient, "looks", 0)
    groups = [] if demand is None else [Group((0, 1, 2), 4)]
    problem = crowd(120, 40, 9)
    problem = problem_of(problem.scores.values, problem.capacity, demand, groups)
    mates, certificate = assign(problem, mode, limits=limits(seconds=0))
    check_proof(problem, mates, certificate)
    best = assign(problem, mode)[1]
    assert certificate.objective <= best.objective <= certificate.bound
    if limits is Limits:  # not even one round
        assert 0 < certificate.gap < 1
        assert certificate.objective < best.objective


def test_a_run_can_be_stopped_and_says_how_far_it_is():
    told = []
    assign(crowd(50, 20, 2), Mode.QUALITY, limits=Limits(progress=lambda *each: told.append(each)))
    assert told
    assert all(0 <= part <= 1 for _what, part in told)
    with pytest.raises(CancelledError):
        assign(crowd(50, 20, 2), Mode.QUALITY, limits=Limits(is_cancelled=lambda: True))
