"""Of drafts that are equally good, the nearest one; against trying every draft."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.solver.matrix import MatrixScores
from matching.solver.model import Group, Mode, Problem
from matching.solver.nearest import nearest
from matching.solver.solve import solve
from tests.matching.solver.brute import drafts


def value(problem, mates, mode):
    pairs = [(i, j) for i, row in enumerate(mates) for j in row]
    table = problem.scores.rows(0, problem.mentees)
    total = sum(int(table[pair]) for pair in pairs)
    return (len(pairs), total) if mode == Mode.PARTICIPATION else (total,)


def overlap(mates, wanted):
    return len({(i, j) for i, row in enumerate(mates) for j in row} & wanted)


@st.composite
def tied_problems(draw):
    mentees, mentors = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    score = st.sampled_from([-1, 0, 5, 5, 10])
    table = draw(
        st.lists(
            st.lists(score, min_size=mentors, max_size=mentors), min_size=mentees, max_size=mentees
        )
    )
    capacity = draw(st.lists(st.integers(0, 2), min_size=mentors, max_size=mentors))
    groups = (Group(tuple(range(mentors)), draw(st.integers(0, 3))),) if draw(st.booleans()) else ()
    allowed = [(i, j) for i in range(mentees) for j in range(mentors) if table[i][j] >= 0]
    wanted = draw(st.sets(st.sampled_from(allowed), max_size=4)) if allowed else set()
    problem = Problem(
        MatrixScores(np.array(table)),
        np.array(capacity),
        np.ones(mentees, dtype=np.int64),
        groups,
    )
    return problem, wanted


@settings(max_examples=150, deadline=None)
@given(tied_problems(), st.sampled_from([Mode.QUALITY, Mode.PARTICIPATION]))
def test_no_draft_as_good_is_nearer(case, mode):
    problem, wanted = case
    found = nearest(problem, solve(problem, mode), wanted)
    best = max(value(problem, mates, mode) for mates in drafts(problem))
    as_good = [mates for mates in drafts(problem) if value(problem, mates, mode) == best]
    assert value(problem, found.mates, mode) == best
    assert found.mates in as_good
    if mode == Mode.PARTICIPATION:
        assert overlap(found.mates, wanted) == max(overlap(mates, wanted) for mates in as_good)


def test_pins_are_kept_and_nobody_moves_without_need():
    scores = MatrixScores(np.full((4, 4), 7))
    problem = Problem(scores, np.ones(4, int), np.ones(4, int), pins=frozenset({(0, 3)}))
    wanted = {(0, 0), (1, 1), (2, 2), (3, 3)}
    found = nearest(problem, solve(problem, Mode.QUALITY), wanted)
    assert found.mates == ((3,), (1,), (2,), (0,))


def test_other_modes_come_back_as_they_are():
    problem = Problem(MatrixScores(np.full((2, 2), 7)), np.ones(2, int), np.ones(2, int))
    solution = solve(problem, Mode.LEXIMIN)
    assert nearest(problem, solution, {(0, 1), (1, 0)}) is solution
