"""What a hand-made plan comes to, and what no plan can exceed: one pass at given prices."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from matching.solver.assigning.columns import lifted, surveyed
from matching.solver.assigning.draft import draft_of
from matching.solver.assigning.network import network_of
from matching.solver.assigning.pairs import Pairs
from matching.solver.assigning.passes import asked_of
from matching.solver.assigning.prices import Tariff
from matching.solver.model import Prices, Problem


def objective_of(problem: Problem, mates: Iterable[Iterable[int]], prices: Prices) -> int:
    """Return what a plan comes to, without its pins, counted as these prices count."""
    pairs = [(i, j) for i, mentors in enumerate(mates) for j in mentors]
    free = np.array(sorted(set(pairs) - problem.pins), dtype=np.int64).reshape(-1, 2)
    scores = problem.scores.pairs(free[:, 0], free[:, 1])
    held = np.bincount(free[:, 0], minlength=problem.mentees)
    beyond = np.maximum(held - network_of(problem, problem.scores).first, 0)
    total = int(scores.sum(dtype=np.int64)) + prices.bonus * len(free)
    return total - prices.further * int(beyond.sum())


def bound_of(problem: Problem, prices: Prices) -> int:
    """Return what no plan can exceed, as prices prove it once they are lifted where too low."""
    network, tops = surveyed(problem)
    network = replace(network, bonus=prices.bonus, further=prices.further)
    top = max(0, int(tops.max(initial=-1)))
    grouped = network.in_group >= 0
    asked = prices.mentor.copy()
    asked[grouped] += prices.group[network.in_group[grouped]]
    own = sorted(prices.pair)
    mentees, mentors = np.array(own, dtype=np.int64).reshape(-1, 2).T
    # What the pairs with a price of their own are worth is held against them once more.
    worth = problem.scores.pairs(mentees, mentors).astype(np.int64) + network.bonus
    priced = Pairs(mentees, mentors, worth)
    asked = np.where(network.open_mentors, asked, 0)
    floors = np.where(network.need > 0, prices.mentee - network.bonus, top)
    passing = asked_of(network, asked, top)
    _few, left = lifted(network, passing, floors, priced, 1)
    left = np.maximum(left, np.where(network.need > 0, prices.mentee, 0))
    tariff = Tariff(left, asked, prices.group)
    return draft_of(network, priced, tariff, left, top + network.bonus).bound
