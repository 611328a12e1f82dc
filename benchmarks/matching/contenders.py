"""What is compared: each takes the scores and capacities and returns pairs of its choice."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linear_sum_assignment
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from matching.solver.assigning.columns import assign
from matching.solver.assigning.kernels import Kernel
from matching.solver.matrix import MatrixScores
from matching.solver.model import IntArray, Mode, Problem, ScoreArray

PRUNED = 100  # pairs kept for each mentee by those who cannot take all

# Mentees, their mentors, and what there is to say of the proof.
Choice = tuple[IntArray, IntArray, str]


def ours(values: ScoreArray, capacity: IntArray, kernel: Kernel, mode: Mode) -> Choice:
    """Return the engine's draft; its certificate is proved over all pairs."""
    demand = np.ones(len(values), dtype=np.int64)
    problem = Problem(MatrixScores(values), capacity, demand)
    mates, certificate = assign(problem, mode, kernel=kernel)
    pairs = np.array([(i, j) for i, mentors in enumerate(mates) for j in mentors]).reshape(-1, 2)
    said = "proved" if certificate.is_optimal else f"gap {certificate.gap:.4%}"
    return pairs[:, 0], pairs[:, 1], said


def by_scipy(values: ScoreArray, capacity: IntArray) -> Choice:
    """Return the engine's draft on SciPy alone."""
    return ours(values, capacity, Kernel.SCIPY, Mode.QUALITY)


def by_fast(values: ScoreArray, capacity: IntArray) -> Choice:
    """Return the engine's draft with the extra `fast`."""
    return ours(values, capacity, Kernel.FLOW, Mode.QUALITY)


def by_fast_placing(values: ScoreArray, capacity: IntArray) -> Choice:
    """Return the engine's draft that places as many as possible first, with the extra `fast`."""
    return ours(values, capacity, Kernel.FLOW, Mode.PARTICIPATION)


def dense(values: ScoreArray, capacity: IntArray) -> Choice:
    """Return SciPy's dense assignment, each seat a column; ruled-out pairs are worth nothing."""
    of = np.repeat(np.arange(len(capacity)), capacity)
    worth = np.maximum(values, 0)[:, of]
    mentees, seats = linear_sum_assignment(worth, maximize=True)
    kept = values[mentees, of[seats]] >= 0
    return mentees[kept], of[seats][kept], "optimum"


def pruned(values: ScoreArray) -> tuple[IntArray, IntArray]:
    """Return the pairs of each mentee with the highest scores."""
    most = min(PRUNED, values.shape[1])
    parts = []
    for start in range(0, len(values), 512):
        block = values[start : start + 512]
        best = np.argpartition(block, block.shape[1] - most, axis=1)[:, -most:]
        rows = np.repeat(np.arange(start, start + len(block)), most)
        parts.append((rows, best.ravel()))
    mentees, mentors = (np.concatenate(each) for each in zip(*parts, strict=True))
    allowed = values[mentees, mentors] >= 0
    return mentees[allowed], mentors[allowed]


def sparse_scipy(values: ScoreArray, capacity: IntArray) -> Choice:
    """Return SciPy's sparse matching over the pruned pairs, each seat a column."""
    mentees, mentors = pruned(values)
    people = len(values)
    first = np.cumsum(capacity) - capacity
    copies = capacity[mentors]
    seats = int(capacity.sum())
    nth = np.arange(copies.sum()) - np.repeat(np.cumsum(copies) - copies, copies)
    rows = np.concatenate([np.repeat(mentees, copies), np.arange(people)])
    columns = np.concatenate([np.repeat(first[mentors], copies) + nth, seats + np.arange(people)])
    worth = np.repeat(values[mentees, mentors].astype(float), copies)
    costs = 10_001 - np.concatenate([worth, np.zeros(people)])
    table = sparse.csr_matrix((costs, (rows, columns)), shape=(people, seats + people))
    chosen, places = min_weight_full_bipartite_matching(table)
    placed = places < seats
    of = np.repeat(np.arange(len(capacity)), capacity)
    return chosen[placed], of[places[placed]], f"best {PRUNED} pairs each"


def flow(values: ScoreArray, capacity: IntArray) -> Choice:
    """Return OR-Tools' plain minimum-cost flow over the pruned pairs."""
    from ortools.graph.python import min_cost_flow

    mentees, mentors = pruned(values)
    people, others = values.shape
    solver = min_cost_flow.SimpleMinCostFlow()
    sink = people + others
    add: Callable[..., Any] = solver.add_arcs_with_capacity_and_unit_cost
    arcs = add(
        mentees, people + mentors, np.ones(len(mentees), dtype=np.int64),
        -values[mentees, mentors].astype(np.int64),
    )  # fmt: skip
    add(people + np.arange(others), np.full(others, sink), capacity, np.zeros(others, dtype=int))
    everyone = np.arange(people)
    add(everyone, np.full(people, sink), np.ones(people, dtype=int), np.zeros(people, dtype=int))
    solver.set_nodes_supplies(everyone, np.ones(people, dtype=int))
    solver.set_nodes_supplies(np.array([sink]), np.array([-people]))
    assert solver.solve() == solver.OPTIMAL
    chosen: NDArray[np.bool_] = solver.flows(arcs) > 0
    return mentees[chosen], mentors[chosen], f"best {PRUNED} pairs each"


CONTENDERS: dict[str, Callable[[ScoreArray, IntArray], Choice]] = {
    "ours, fast": by_fast,
    "ours, SciPy alone": by_scipy,
    "ours, fast, placing most": by_fast_placing,
    "SciPy dense": dense,
    "SciPy sparse": sparse_scipy,
    "OR-Tools flow": flow,
}
