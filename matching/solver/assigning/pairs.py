"""The few pairs a sparse problem is made of."""

from dataclasses import dataclass

import numpy as np

from matching.solver.assigning.network import Network
from matching.solver.model import IntArray


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs that may be chosen, by mentee and mentor, and what each is worth (0 or more)."""

    mentees: IntArray
    mentors: IntArray
    worth: IntArray

    def __len__(self) -> int:
        """Return how many pairs there are."""
        return len(self.mentees)

    def starts(self, count: int) -> IntArray:
        """Return where the pairs of each of `count` mentees start, and the end."""
        return np.searchsorted(self.mentees, np.arange(count + 1))

    def revalued(self, more: int) -> "Pairs":
        """Return the same pairs, each worth some points more."""
        return Pairs(self.mentees, self.mentors, self.worth + more)


def no_pairs() -> Pairs:
    """Return a problem in which nobody may meet anybody."""
    empty = np.zeros(0, dtype=np.int64)
    return Pairs(empty, empty, empty)


def joined(network: Network, pairs: Pairs, mentees: IntArray, mentors: IntArray) -> Pairs:
    """Return the pairs with further ones that may be chosen; each pair stands once."""
    both = network.shape[1]
    old = pairs.mentees * both + pairs.mentors
    new = np.unique(mentees * both + mentors)
    if len(old):
        new = new[old[np.minimum(np.searchsorted(old, new), len(old) - 1)] != new]
    mentees, mentors = np.divmod(new, max(1, both))
    worth = network.scores.pairs(mentees, mentors).astype(np.int64) + network.bonus
    places = np.searchsorted(old, new)
    return Pairs(
        np.insert(pairs.mentees, places, mentees),
        np.insert(pairs.mentors, places, mentors),
        np.insert(pairs.worth, places, worth),
    )
