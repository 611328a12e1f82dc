"""Small random problems for Hypothesis, and their best draft by trying everything."""

from itertools import combinations, product

import numpy as np
from hypothesis import strategies as st

from matching.solver.matrix import MatrixScores
from matching.solver.model import Problem


@st.composite
def problems(draw, most_mentees=5, most_mentors=4, scores=(-1, 0, 3, 5, 9)):
    """Problems with a few points, so that ties are frequent."""
    mentees, mentors = draw(st.integers(1, most_mentees)), draw(st.integers(1, most_mentors))
    cells = st.lists(
        st.sampled_from(scores), min_size=mentees * mentors, max_size=mentees * mentors
    )
    capacity = st.lists(st.integers(0, 2), min_size=mentors, max_size=mentors)
    return problem_of(np.array(draw(cells)).reshape(mentees, mentors), draw(capacity))


def problem_of(values, capacity, **more):
    scores = MatrixScores(values)
    return Problem(scores, np.array(capacity), np.ones(scores.shape[0], dtype=np.int64), **more)


def drafts(problem):
    """Every draft that keeps the problem's limits, one mentor for each mentee at most."""
    values = problem.scores.rows(0, problem.mentees)
    choices = [
        [None, *(j for j in range(problem.mentors) if values[i, j] >= 0)]
        for i in range(problem.mentees)
    ]
    for mates in product(*choices):
        pairs = {(i, j) for i, j in enumerate(mates) if j is not None}
        taken = np.bincount([j for _, j in pairs], minlength=problem.mentors)
        if (
            (taken <= problem.capacity).all()
            and problem.pins <= pairs
            and not pairs & problem.forbidden
            and all(taken[list(group.members)].sum() <= group.capacity for group in problem.groups)
        ):
            yield pairs


def total(problem, pairs):
    return sum(int(problem.scores.pairs(np.array([i]), np.array([j]))[0]) for i, j in pairs)


def best_total(problem):
    return max((total(problem, pairs) for pairs in drafts(problem)), default=None)


def most_placed(problem):
    return max(len(pairs) for pairs in drafts(problem))


def subsets(items, most):
    """All sets of some items, the smallest first."""
    for size in range(most + 1):
        yield from combinations(items, size)
