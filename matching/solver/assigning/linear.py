"""Few pairs as one linear programme: pairs, mentees, mentors and groups make a network.

Its rows are two families of nested sets, so that the matrix is totally unimodular: the dual simplex
of HiGHS ends in a whole-numbered corner.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linprog

from matching.solver.assigning.network import Network
from matching.solver.assigning.pairs import Pairs

HALF = 0.5  # corners are whole numbers


def choose_by_linear_programme(network: Network, pairs: Pairs) -> NDArray[np.bool_]:
    """Return which of the pairs make the best total; for some ten thousand pairs.

    Beside the pairs stands one variable for each mentee who could have several: how many beyond
    the first.
    """
    count = len(pairs)
    mentees, mentors = network.shape
    several = np.flatnonzero(network.need > network.first) if network.further else np.zeros(0, int)
    arcs, beyond = np.arange(count), count + np.arange(len(several))
    group = network.in_group[pairs.mentors]
    grouped = group >= 0
    limits = np.concatenate([network.need, network.seats, network.ceilings])
    limits[several] = network.first[several]
    matrix = sparse.csr_matrix(
        (
            np.concatenate([np.ones(2 * count + int(grouped.sum())), -np.ones(len(several))]),
            (
                np.concatenate(
                    [
                        pairs.mentees,
                        mentees + pairs.mentors,
                        mentees + mentors + group[grouped],
                        several,
                    ]
                ),
                np.concatenate([arcs, arcs, arcs[grouped], beyond]),
            ),
        ),
        shape=(len(limits), count + len(several)),
    )
    costs = np.concatenate([-pairs.worth, np.full(len(several), network.further)])
    most = np.concatenate([np.ones(count), (network.need - network.first)[several]])
    # The largest magnitudes are scaled down: HiGHS works with absolute tolerances.
    answer = linprog(
        costs, matrix, limits, bounds=np.stack([np.zeros(len(most)), most], axis=1),
        method="highs-ds",
    )  # fmt: skip
    if answer.x is None:
        raise ArithmeticError(f"The linear programme ended without an answer: {answer.message}")
    return np.asarray(answer.x[:count] > HALF)
