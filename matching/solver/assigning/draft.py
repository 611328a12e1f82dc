"""A choice of pairs, the prices it comes with, and what these prove."""

from dataclasses import dataclass, replace

import numpy as np

from matching.solver.assigning.network import Network
from matching.solver.assigning.pairs import Pairs
from matching.solver.assigning.prices import Tariff
from matching.solver.model import Certificate, IntArray, Prices, Problem

Mates = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """The best known choice, and the lowest bound that prices have proved so far.

    `mentees`, `mentors` and `worth` are the chosen pairs by mentee; `left`, `asked` and `group`
    are prices under which no pair is worth more than its mentee and mentor have together, but for
    those in `own`.
    """

    mentees: IntArray
    mentors: IntArray
    worth: IntArray
    left: IntArray
    asked: IntArray
    group: IntArray
    own: dict[tuple[int, int], int]
    objective: int
    bound: int

    @property
    def is_best(self) -> bool:
        """Return whether the prices prove that no choice is better."""
        return self.bound == self.objective


def draft_of(network: Network, chosen: Pairs, tariff: Tariff, left: IntArray, top: int) -> Draft:
    """Return a choice with the bound that prices prove over all pairs.

    `left` is what mentees have left, lifted so that no pair outside the choice is worth more;
    `top` is the most any pair is worth.
    """
    mentees = network.shape[0]
    grouped = network.in_group >= 0
    group = np.where(network.ceilings > 0, tariff.groups, top)
    ours = np.zeros(network.shape[1], dtype=np.int64)
    ours[grouped] = group[network.in_group[grouped]]
    asked = np.where(network.seats > 0, np.maximum(tariff.mentors - ours, 0), top)
    left = np.where(network.need > 0, left, top)
    own = np.maximum(0, chosen.worth - left[chosen.mentees] - (asked + ours)[chosen.mentors])
    beyond = network.need - network.first
    held = np.bincount(chosen.mentees, minlength=mentees)
    objective = _sum(chosen.worth) - network.further * _sum(np.maximum(held - network.first, 0))
    bound = (
        _sum(left, network.first)
        + _sum(np.maximum(left - network.further, 0), beyond)
        + _sum(asked, network.seats)
        + _sum(group, network.ceilings)
        + _sum(own)
    )
    priced = {
        (int(chosen.mentees[k]), int(chosen.mentors[k])): int(own[k]) for k in np.flatnonzero(own)
    }
    return Draft(
        chosen.mentees, chosen.mentors, chosen.worth, left, asked, group, priced, objective, bound
    )


def _sum(prices: IntArray, times: IntArray | None = None) -> int:
    """Return the sum of prices, each taken some times, however large it is."""
    counted = np.flatnonzero(prices if times is None else times)
    if times is None:
        times = np.ones(len(prices), dtype=np.int64)
    prices, times = prices[counted], times[counted]
    if int(prices.max(initial=0)) * int(times.sum()) < 1 << 62:
        return int(prices @ times)
    return sum(a * b for a, b in zip(prices.tolist(), times.tolist(), strict=True))


def bettered(old: Draft | None, new: Draft) -> Draft:
    """Return the choice of the later draft with whichever prices prove the lower bound."""
    if old is None or new.bound <= old.bound:
        return new
    return replace(
        new, left=old.left, asked=old.asked, group=old.group, own=old.own, bound=old.bound
    )


def answer_of(
    problem: Problem, network: Network, draft: Draft, note: str = ""
) -> tuple[Mates, Certificate]:
    """Return a draft in the engine's words, the pins put back."""
    mates: list[list[int]] = [[] for _ in range(problem.mentees)]
    for i, j in problem.pins:
        mates[i].append(j)
    for i, j in zip(draft.mentees.tolist(), draft.mentors.tolist(), strict=True):
        mates[i].append(j)
    prices = Prices(
        draft.left,
        draft.asked,
        draft.group,
        draft.own,
        bonus=network.bonus,
        further=network.further,
    )
    return tuple(tuple(sorted(each)) for each in mates), Certificate(
        is_optimal=draft.is_best,
        objective=draft.objective,
        bound=draft.bound,
        prices=prices,
        note=note,
    )
