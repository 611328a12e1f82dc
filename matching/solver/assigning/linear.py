"""Small problems as one linear programme: pairs, mentees, mentors and groups make a network.

Its rows are two families of nested sets, so that the matrix is totally unimodular: the dual simplex
of HiGHS ends in a whole-numbered corner, and its marginals are the prices.
"""

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from matching.solver.model import Certificate, IntArray, Mode, Prices, Problem

Mates = tuple[tuple[int, ...], ...]


def assign_by_linear_programme(problem: Problem, mode: Mode) -> tuple[Mates, Certificate]:
    """Return the mentors of each mentee, and the proof, for a problem of some thousand pairs."""
    values = problem.scores.rows(0, problem.mentees).astype(np.int64)
    for i, j in problem.forbidden:
        values[i, j] = -1
    taken_by_mentee = np.zeros(problem.mentees, dtype=np.int64)
    taken_by_mentor = np.zeros(problem.mentors, dtype=np.int64)
    for i, j in problem.pins:
        values[i, j] = -1
        taken_by_mentee[i] += 1
        taken_by_mentor[j] += 1
    rows, columns = np.nonzero(values >= 0)
    bonus = 0
    if mode != Mode.QUALITY:
        highest = np.maximum(values, 0).max(axis=1, initial=0)
        bonus = 1 + int(highest @ problem.demand)
    worth = values[rows, columns] + bonus
    matrix, limits = _network(problem, rows, columns, taken_by_mentee, taken_by_mentor)
    first, second = problem.mentees, problem.mentees + problem.mentors
    mates: list[list[int]] = [[] for _ in range(problem.mentees)]
    for i, j in sorted(problem.pins):
        mates[i].append(j)
    if not len(rows):
        return tuple(tuple(each) for each in mates), Certificate(True, 0, 0)
    # Where everybody has one mentor, no pair is limited by itself.
    most = None if (problem.demand == 1).all() else 1
    answer = linprog(-worth, matrix, limits, bounds=(0, most), method="highs-ds")
    picked = np.flatnonzero(answer.x > 0.5)  # noqa: PLR2004  (corners are whole numbers)
    for i, j in zip(rows[picked].tolist(), columns[picked].tolist(), strict=True):
        mates[i].append(j)
    prices = np.rint(-answer.ineqlin.marginals).astype(np.int64)
    own = np.rint(-answer.upper.marginals).astype(np.int64) if most else np.zeros_like(rows)
    priced = np.flatnonzero(own)
    objective, bound = int(worth[picked].sum()), int(prices @ limits + own.sum())
    pairs = zip(rows[priced].tolist(), columns[priced].tolist(), strict=True)
    return tuple(tuple(sorted(each)) for each in mates), Certificate(
        is_optimal=bound == objective,
        objective=objective,
        bound=bound,
        prices=Prices(
            prices[:first],
            prices[first:second],
            prices[second:],
            dict(zip(pairs, own[priced].tolist(), strict=True)),
        ),
    )


def _network(
    problem: Problem,
    rows: IntArray,
    columns: IntArray,
    taken_by_mentee: IntArray,
    taken_by_mentor: IntArray,
) -> tuple[sparse.csr_matrix, IntArray]:
    """Return which pair counts for which limit, and the limits: mentees, mentors, groups."""
    arcs = np.arange(len(rows))
    in_group = np.full(problem.mentors, -1)
    ceilings = []
    for number, group in enumerate(problem.groups):
        in_group[list(group.members)] = number
        ceilings.append(group.capacity - int(taken_by_mentor[list(group.members)].sum()))
    grouped = in_group[columns] >= 0
    first, second = problem.mentees, problem.mentees + problem.mentors
    limits = np.concatenate(
        [problem.demand - taken_by_mentee, problem.capacity - taken_by_mentor, np.array(ceilings)]
    )
    matrix = sparse.csr_matrix(
        (
            np.ones(2 * len(rows) + int(grouped.sum())),
            (
                np.concatenate([rows, first + columns, second + in_group[columns][grouped]]),
                np.concatenate([arcs, arcs, arcs[grouped]]),
            ),
        ),
        shape=(len(limits), len(rows)),
    )
    return matrix, limits
