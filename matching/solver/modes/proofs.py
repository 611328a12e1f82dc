"""The proofs of levels as plain data that can be written down and checked by hand."""

import numpy as np

from matching.solver.model import IntArray, Problem
from matching.solver.modes.network import Proof


def as_data(problem: Problem, proof: Proof, settled: int) -> dict[str, object]:
    """Return a proof by prices; places whose price is 0 are left out.

    `settled` is what pairs that were decided before bring already.
    """
    first, second = problem.mentees, problem.mentees + problem.mentors
    return {
        "settled": settled,
        "bound": proof.bound,
        "prices": {
            "mentee": _not_zero(proof.prices[:first]),
            "mentor": _not_zero(proof.prices[first:second]),
            "group": _not_zero(proof.prices[second:]),
        },
    }


def _not_zero(prices: IntArray) -> list[list[int]]:
    """Return position and price of each place that has one."""
    return [[int(place), int(prices[place])] for place in np.flatnonzero(prices)]
