"""Of several drafts that are equally good, the one that moves the fewest people."""

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from matching.solver.matrix import MatrixScores
from matching.solver.model import RULED_OUT, IntArray, Mode, Prices, Problem, Solution
from matching.solver.solve import solve

Pair = tuple[int, int]

# More pairs are not gone through again: such a draft comes back as it is.
MOST_PAIRS = 5_000_000
MOST_WORTH = 30_000  # fits in the two bytes of a score


def nearest(problem: Problem, solution: Solution, wanted: Collection[Pair]) -> Solution:
    """Return a draft as good as `solution` with as many pairs of `wanted` as such a draft can have.

    The prices of its proof tell which drafts are as good: they use only pairs that reach their
    prices, and leave nobody out who has one. A draft without such a proof (other modes, several
    mentors each) comes back as it is. The certificate stays true, as it is about the same total.
    """
    prices = solution.certificate.prices
    by_total = solution.mode in {Mode.QUALITY, Mode.PARTICIPATION}
    if not by_total or prices is None or not solution.certificate.is_optimal:
        return solution
    weight = len(wanted) + 1
    is_large = problem.mentees * problem.mentors > MOST_PAIRS or 4 * weight > MOST_WORTH
    if is_large or (problem.demand > 1).any() or set(wanted) <= set(solution.chosen):
        return solution
    other = solve(_as_good(problem, prices, wanted, weight), Mode.QUALITY)
    if _value(problem, other.mates) != _value(problem, solution.mates):
        return solution
    return replace(solution, mates=other.mates)


def _as_good(problem: Problem, prices: Prices, wanted: Collection[Pair], weight: int) -> Problem:
    """Return a problem whose best drafts are the nearest among those that are as good.

    Whoever has a price must be placed: each adds `weight`, more than all wanted pairs together.
    """
    scores = problem.scores.rows(0, problem.mentees).astype(np.int64)
    in_group: IntArray = np.zeros(problem.mentors, dtype=np.int64)
    for price, group in zip(prices.group, problem.groups, strict=True):
        in_group[list(group.members)] = price
    ours, theirs = np.asarray(prices.mentee), np.asarray(prices.mentor)
    asked = ours[:, None] + theirs + in_group
    worth = np.full(scores.shape, RULED_OUT, dtype=np.int64)
    must = (ours > 0)[:, None].astype(np.int64) + (theirs > 0) + (in_group > 0)
    is_tight = (scores >= 0) & (scores + prices.bonus == asked)
    worth[is_tight] = weight * must[is_tight]
    for pair in wanted:
        if is_tight[pair]:
            worth[pair] += 1
    for pair in problem.pins:
        worth[pair] = 0
    return replace(problem, scores=MatrixScores(worth), mentee_wishes=None, mentor_wishes=None)


def _value(problem: Problem, mates: Sequence[Sequence[int]]) -> tuple[int, int]:
    """Return how many pairs a draft has, and their total."""
    pairs = [(i, int(j)) for i, mentors in enumerate(mates) for j in mentors]
    if not pairs:
        return 0, 0
    rows, columns = np.array(pairs, dtype=np.int64).T
    return len(pairs), int(problem.scores.pairs(rows, columns).astype(np.int64).sum())
