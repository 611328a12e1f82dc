"""How many pairs can be made from a score up, and the Hall violator that shows why not more.

A largest flow over a few candidates of each mentee; where it falls short, its smallest cut names
mentees whose mentors have too few seats. Pairs that leave the cut become candidates and the flow is
sought anew, until none leaves it: then the cut holds for all pairs, however few were looked at.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import breadth_first_order, maximum_flow

from matching.solver.model import IntArray, Problem
from matching.solver.modes.acceptable import BLOCK, block_of

CANDIDATES = 16  # of a mentee, for each look
SPREAD = 2_654_435_761  # a large odd number: tied mentees then name different mentors


@dataclass(frozen=True, slots=True)
class Cut:
    """Mentees whose allowed mentors from a floor up have too few seats.

    All pairs of `mentees` from the floor up are with `mentors`, but for `single_pairs` of them.
    These mentors have `seats` left together; for members of `groups` the group's ceiling counts
    instead. All other mentees want `others` pairs. So no draft has more than `at_most` = seats +
    single_pairs + others pairs from the floor up besides the pinned ones.
    """

    floor: int
    mentees: tuple[int, ...]
    mentors: tuple[int, ...]
    groups: tuple[int, ...]
    seats: int
    single_pairs: int
    others: int

    @property
    def at_most(self) -> int:
        """Return how many pairs a draft has at most, without the pinned ones."""
        return self.seats + self.single_pairs + self.others

    def as_proof(self) -> dict[str, object]:
        """Return plain data for a certificate."""
        return {
            "floor": self.floor,
            "mentees": list(self.mentees),
            "mentors": list(self.mentors),
            "groups": list(self.groups),
            "seats": self.seats,
            "single_pairs": self.single_pairs,
            "others": self.others,
            "at_most": self.at_most,
        }


class Places:
    """The largest numbers of pairs of a problem, for any floor."""

    def __init__(self, problem: Problem, wanted: IntArray) -> None:
        """Take how many pairs each mentee may get besides the pinned ones."""
        self.problem = problem
        # Who wants more than all mentors never gets all that they want, however much it is.
        self.wanted = np.minimum(wanted, problem.mentors + 1)
        self.in_group = np.full(problem.mentors, -1)
        ceilings = np.array([group.capacity for group in problem.groups], dtype=np.int64)
        for number, group in enumerate(problem.groups):
            self.in_group[list(group.members)] = number
        self.seats = np.array(problem.capacity, dtype=np.int64)
        for _, j in problem.pins:
            self.seats[j] -= 1
            if self.in_group[j] >= 0:
                ceilings[self.in_group[j]] -= 1
        self.ceilings = ceilings
        # Candidates, as mentee · mentors + mentor: to begin with the best, whatever the floor.
        none = np.zeros(0, np.int64)
        self._known = self._leaving(0, np.arange(problem.mentees), none, none)

    def cut(self, floor: int) -> Cut:
        """Return the smallest cut from a floor up: `at_most` pairs can be made, and are."""
        keys = self._known[self._scores(self._known) >= floor]
        while True:
            near = self._flow(keys)
            more = self._leaving(floor, near[0], near[1], keys)
            if not len(more):
                return self._described(floor, keys, near)
            keys = np.union1d(keys, more)
            self._known = np.union1d(self._known, more)

    def _scores(self, keys: IntArray) -> IntArray:
        """Return the scores of candidates."""
        mentees, mentors = np.divmod(keys, max(1, self.problem.mentors))
        return self.problem.scores.pairs(mentees, mentors).astype(np.int64)

    def _leaving(self, floor: int, inside: IntArray, within: IntArray, known: IntArray) -> IntArray:
        """Return pairs not yet known, from a floor up, of mentees inside with mentors not within.

        The best few of each mentee, equal ones thinned so that they spread.
        """
        count = self.problem.mentors
        found = [np.zeros(0, np.int64)]
        for start in range(0, self.problem.mentees if count else 0, BLOCK):
            stop = min(start + BLOCK, self.problem.mentees)
            rows = inside[(inside >= start) & (inside < stop)]
            if not len(rows):
                continue
            block = block_of(self.problem, start, stop)
            here = known[
                np.searchsorted(known, start * count) : np.searchsorted(known, stop * count)
            ]
            block.reshape(-1)[here - start * count] = -1
            block[:, within] = -1
            found.append(_best_of_each(block[rows - start], rows, floor))
        return np.unique(np.concatenate(found))

    def _flow(self, keys: IntArray) -> tuple[IntArray, IntArray, IntArray]:
        """Return the mentees, mentors and groups on the near side of a smallest cut."""
        mentees, mentors = np.divmod(keys, max(1, self.problem.mentors))
        count, others = self.problem.mentees, self.problem.mentors
        groups = len(self.ceilings)
        source, sink = count + others + groups, count + others + groups + 1
        of_mentor = np.arange(others)
        after = np.where(self.in_group >= 0, count + others + self.in_group, sink)
        of_group = count + others + np.arange(groups)
        tails = [np.full(count, source), mentees, count + of_mentor, of_group]
        heads = [np.arange(count), count + mentors, after, np.full(groups, sink)]
        enough = int(self.wanted.sum()) + 1
        limits = [np.minimum(each, enough) for each in (self.seats, self.ceilings)]
        most = [self.wanted, np.ones(len(keys), np.int64), *limits]
        graph = sparse.csr_matrix(
            (
                np.concatenate(most).astype(np.int32),
                (np.concatenate(tails), np.concatenate(heads)),
            ),
            shape=(sink + 1, sink + 1),
        )
        left = graph - maximum_flow(graph, source, sink).flow
        left.data[left.data < 0] = 0
        left.eliminate_zeros()
        near = breadth_first_order(left, source, return_predecessors=False)
        near = np.sort(near[near < source])
        first, second = count, count + others
        is_mentor = (near >= first) & (near < second)
        return near[near < first], near[is_mentor] - first, near[near >= second] - second

    def _described(
        self, floor: int, keys: IntArray, near: tuple[IntArray, IntArray, IntArray]
    ) -> Cut:
        """Return the cut of a flow in numbers that can be checked by hand."""
        mentees, mentors, groups = near
        rows, columns = np.divmod(keys, max(1, self.problem.mentors))
        single = np.isin(rows, mentees) & ~np.isin(columns, mentors)
        near_group = np.isin(self.in_group[mentors], groups) & (self.in_group[mentors] >= 0)
        limited = mentors[~near_group]
        seats = int(self.seats[limited].sum() + self.ceilings[groups].sum())
        others = int(self.wanted.sum() - self.wanted[mentees].sum())
        return Cut(
            floor,
            tuple(map(int, mentees)),
            tuple(map(int, mentors)),
            tuple(map(int, groups)),
            seats,
            int(single.sum()),
            others,
        )


def _best_of_each(block: IntArray, rows: IntArray, floor: int) -> IntArray:
    """Return up to `CANDIDATES` of the best pairs of each row, equal ones spread by a hash."""
    mentors = block.shape[1]
    spread = (rows * 7_919 % 251)[:, None] ^ (np.arange(mentors) * SPREAD % 1_000_003 % 251)
    order = np.where(block >= floor, block.astype(np.int32) * 256 + spread.astype(np.int32), -1)
    if mentors <= CANDIDATES:
        places, columns = np.nonzero(order >= 0)
        keys: IntArray = rows[places] * mentors + columns
        return keys
    best = np.argpartition(order, mentors - CANDIDATES, axis=1)[:, -CANDIDATES:]
    fits = np.take_along_axis(order, best, axis=1) >= 0
    found: IntArray = (rows[:, None] * mentors + best)[fits]
    return found
