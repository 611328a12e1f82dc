"""Whole-numbered prices of a choice among few pairs: the longest paths of its residual network.

The lowest price of each mentor that agrees with the choice is found from below: a price that rises
lowers what mentees have left, which raises what other mentors could ask. Where that never ends, or
a place that is free would have to cost something, the choice was not the best; so this is a check
of the kernels as well.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.solver.assigning.network import Network
from matching.solver.assigning.pairs import Pairs
from matching.solver.model import IntArray


class NotTheBestError(ArithmeticError):
    """The choice can be improved, so no prices agree with it."""


@dataclass(frozen=True, slots=True)
class Tariff:
    """What each mentee has left, and what each mentor asks, the group's price included."""

    mentees: IntArray
    mentors: IntArray
    groups: IntArray


def tariff_of(network: Network, pairs: Pairs, chosen: NDArray[np.bool_]) -> Tariff:
    """Return the lowest prices of mentors with which nothing among the pairs is better.

    Raises NotTheBestError where something is.
    """
    return _Search(network, pairs, chosen).run()


class _Search:
    """The prices so far, and what has to be looked at again."""

    def __init__(self, network: Network, pairs: Pairs, chosen: NDArray[np.bool_]) -> None:
        """Start with mentors who ask for nothing."""
        self.network, self.pairs = network, pairs
        mentees, mentors = network.shape
        self.held = Pairs(pairs.mentees[chosen], pairs.mentors[chosen], pairs.worth[chosen])
        self.other = Pairs(pairs.mentees[~chosen], pairs.mentors[~chosen], pairs.worth[~chosen])
        self.starts = self.other.starts(mentees)
        held = np.bincount(self.held.mentees, minlength=mentees)
        top = int(pairs.worth.max(initial=0)) + 1
        # What a mentee has left at most: nothing with an empty first place, no more than the
        # deduction for a further one with an empty further place.
        self.most = np.full(mentees, top)
        self.most[held < network.need] = network.further
        self.most[(held < network.need) & (held < network.first)] = 0
        self.least = np.where(held > network.first, network.further, 0)
        taken = np.bincount(self.held.mentors, minlength=mentors)
        grouped = network.in_group >= 0
        in_groups = np.bincount(
            network.in_group[grouped], taken[grouped], minlength=len(network.ceilings)
        )
        self.is_full = in_groups >= network.ceilings
        self.has_room = (taken < network.seats) & (network.seats > 0)
        self.mentors = np.zeros(mentors, dtype=np.int64)
        self.groups = np.zeros(len(network.ceilings), dtype=np.int64)
        self.mentees = self._left()

    def _left(self) -> IntArray:
        """Return what each mentee has left at the mentors' prices."""
        left = self.most.copy()
        np.minimum.at(left, self.held.mentees, self.held.worth - self.mentors[self.held.mentors])
        return left

    def run(self) -> Tariff:
        """Raise prices until all agree."""
        active = np.arange(len(self.mentees))
        for _round in range(2 * sum(self.network.shape) + 4):
            if (self.mentees[active] < self.least[active]).any():
                raise NotTheBestError("Somebody would do better without one of their pairs.")
            if not self._raise_mentors(active):
                return Tariff(self.mentees, self.mentors, self.groups)
            left = self._left()
            active = np.flatnonzero(left < self.mentees)
            self.mentees = left
        raise NotTheBestError("A round of exchanges would improve the choice.")

    def _raise_mentors(self, active: IntArray) -> bool:
        """Let mentors ask what the mentees who have less left would offer; say if any does."""
        before = self.mentors.copy()
        starts, stops = self.starts[active], self.starts[active + 1]
        lengths = stops - starts
        arcs = np.repeat(starts - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())
        offers = self.other.worth[arcs] - self.mentees[self.other.mentees[arcs]]
        np.maximum.at(self.mentors, self.other.mentors[arcs], offers)
        priced = np.flatnonzero(self.has_room & (self.mentors > 0))
        group = self.network.in_group[priced]
        rising = self.mentors[priced] > np.where(group >= 0, self.groups[group], 0) if len(
            self.groups
        ) else np.ones(len(priced), dtype=np.bool_)  # fmt: skip
        if (group[rising] < 0).any() or not self.is_full[group[rising]].all():
            raise NotTheBestError("Somebody would do better with a place that is free.")
        if rising.any():
            np.maximum.at(self.groups, group[rising], self.mentors[priced[rising]])
            grouped = np.flatnonzero(self.network.in_group >= 0)
            self.mentors[grouped] = np.maximum(
                self.mentors[grouped], self.groups[self.network.in_group[grouped]]
            )
        return bool((self.mentors > before).any())
