"""The best choice among few pairs, by whichever kernel is there; each returns which are chosen."""

from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from matching.solver.assigning.linear import choose_by_linear_programme
from matching.solver.assigning.network import Network
from matching.solver.assigning.pairs import Pairs
from matching.solver.assigning.paths import choose_by_paths
from matching.solver.model import IntArray

Mask = NDArray[np.bool_]
EXACT = 1 << 40  # worths up to here leave floating point room for the length of any path
FLOW_EXACT = 1 << 61
MOST_SEATS = 30_000_000  # arcs to single seats that fit into memory


class Kernel(StrEnum):
    """What solves the problem of few pairs."""

    FLOW = "flow"  # OR-Tools, the extra `fast`
    SCIPY = "scipy"  # SciPy's sparse matching; HiGHS for groups and several mentors


def choose(network: Network, pairs: Pairs, kernel: Kernel | None = None) -> Mask:
    """Return a mask of the pairs that make the best total within everybody's places.

    None takes the fast kernel where it is installed.
    """
    if not len(pairs):
        return np.zeros(0, dtype=np.bool_)
    top = int(pairs.worth.max())
    flow = _flow_solver() if kernel != Kernel.SCIPY else None
    if flow is not None and top * (sum(network.shape) + 4) < FLOW_EXACT:
        return _choose_by_flow(flow, network, pairs)
    if top >= EXACT:
        return choose_by_paths(network, pairs)
    if network.is_plain and _seat_arcs(network, pairs) <= MOST_SEATS:
        return _choose_by_matching(network, pairs)
    return choose_by_linear_programme(network, pairs)


def has_fast() -> bool:
    """Return whether the extra `fast` is installed."""
    return _flow_solver() is not None


def _flow_solver() -> Any | None:
    """Return OR-Tools' minimum-cost flow, or None where the extra is not installed."""
    try:
        from ortools.graph.python import min_cost_flow  # noqa: PLC0415  (an extra)
    except ImportError:
        return None
    return min_cost_flow.SimpleMinCostFlow


def _asked_seats(network: Network, pairs: Pairs) -> tuple[IntArray, Mask]:
    """Return how many of the pairs name each mentor, and who has a seat for each of them."""
    named = np.bincount(pairs.mentors, minlength=network.shape[1])
    return named, network.seats >= named


def _seat_arcs(network: Network, pairs: Pairs) -> int:
    """Return how many arcs there are once each seat is a place of its own."""
    named, is_ample = _asked_seats(network, pairs)
    return int(np.where(is_ample, 1, network.seats) @ named)


def _choose_by_matching(network: Network, pairs: Pairs) -> Mask:
    """Return the best pairs by SciPy's sparse matching: each seat is a column.

    It loses explicit zeros and needs everybody matched: worths are turned into costs of 1 or more,
    and each mentee has a column of their own for staying without. A mentor with a seat for each
    pair needs no seats in common.
    """
    mentees, mentors = network.shape
    named, is_ample = _asked_seats(network, pairs)
    top = int(pairs.worth.max()) + 1
    usable = network.need[pairs.mentees] > 0
    copies = np.where(is_ample[pairs.mentors], 1, network.seats[pairs.mentors]) * usable
    arcs = np.repeat(np.arange(len(pairs)), copies)
    nth = np.arange(len(arcs)) - np.repeat(np.cumsum(copies) - copies, copies)
    blocks = np.where(is_ample, named, network.seats)
    first = np.cumsum(blocks) - blocks
    by_mentor = np.argsort(pairs.mentors, kind="stable")
    own = np.empty(len(pairs), dtype=np.int64)
    own[by_mentor] = np.arange(len(pairs)) - np.repeat(np.cumsum(named) - named, named)
    seat = first[pairs.mentors[arcs]] + np.where(is_ample[pairs.mentors[arcs]], own[arcs], nth)
    seats = int(blocks.sum())
    rows = np.concatenate([pairs.mentees[arcs], np.arange(mentees)])
    columns = np.concatenate([seat, seats + np.arange(mentees)])
    costs = np.concatenate([top - pairs.worth[arcs], np.full(mentees, top)]).astype(np.float64)
    table = sparse.csr_matrix((costs, (rows, columns)), shape=(mentees, seats + mentees))
    chosen_rows, chosen_columns = min_weight_full_bipartite_matching(table)
    mask = np.zeros(len(pairs), dtype=np.bool_)
    is_seat = chosen_columns < seats
    holder = np.searchsorted(first, chosen_columns[is_seat], side="right") - 1
    keys = pairs.mentees * mentors + pairs.mentors
    mask[np.searchsorted(keys, chosen_rows[is_seat] * mentors + holder)] = True
    return mask


def _choose_by_flow(solver: Any, network: Network, pairs: Pairs) -> Mask:
    """Return the best pairs as the cheapest flow from mentees over mentors and groups to a sink."""
    mentees, mentors = network.shape
    groups = len(network.ceilings)
    sink = mentees + mentors + groups
    flow = solver()
    ones = np.ones(len(pairs), dtype=np.int64)
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        pairs.mentees, mentees + pairs.mentors, ones, -pairs.worth
    )
    after = np.where(network.in_group >= 0, mentees + mentors + network.in_group, sink)
    flow.add_arcs_with_capacity_and_unit_cost(
        mentees + np.arange(mentors), after, network.seats, np.zeros(mentors, dtype=np.int64)
    )
    flow.add_arcs_with_capacity_and_unit_cost(
        mentees + mentors + np.arange(groups),
        np.full(groups, sink),
        network.ceilings,
        np.zeros(groups, dtype=np.int64),
    )
    # Places of mentees that stay empty: first those that spare the deduction for a further one.
    everyone = np.arange(mentees)
    for places, cost in (
        (network.need - network.first, -network.further),
        (network.first, 0),
    ):
        flow.add_arcs_with_capacity_and_unit_cost(
            everyone, np.full(mentees, sink), places, np.full(mentees, cost)
        )
    flow.set_nodes_supplies(everyone, network.need)
    flow.set_nodes_supplies(np.array([sink]), np.array([-int(network.need.sum())]))
    status = flow.solve()
    if status != flow.OPTIMAL:
        raise ArithmeticError(f"The cheapest flow ended with status {status}.")
    return np.asarray(flow.flows(arcs) > 0)
