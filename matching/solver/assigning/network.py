"""What is left to decide once the pins are taken out: places on both sides, as arrays."""

from dataclasses import dataclass
from typing import TypeGuard

import numpy as np

from matching.solver.matrix import ArrayScores
from matching.solver.model import IntArray, Problem, ScoreArray, Scores

MOST_KEPT = 1 << 30  # pairs whose scores are kept in memory: two gigabytes


@dataclass(frozen=True, slots=True)
class Network:
    """A problem without its pins: everything left is free to be chosen.

    `need` has how many mentors each mentee may still have, `first` 1 where the next one would be
    their first, `seats` what each mentor has left, `in_group` the group of each mentor or −1,
    `ceilings` what each group has left. `barred_*` are pairs out of the question (forbidden or
    pinned), by mentee. A pair is worth its score and `bonus`; each mentor of a mentee beyond the
    first is worth `further` less.
    """

    scores: Scores
    need: IntArray
    first: IntArray
    seats: IntArray
    in_group: IntArray
    ceilings: IntArray
    barred_mentees: IntArray
    barred_mentors: IntArray
    bonus: int = 0
    further: int = 0

    @property
    def shape(self) -> tuple[int, int]:
        """Return how many mentees and how many mentors there are."""
        return len(self.need), len(self.seats)

    @property
    def open_mentors(self) -> np.ndarray:
        """Return a mask of the mentors who can take somebody."""
        grouped = self.in_group >= 0
        is_open = self.seats > 0
        is_open[grouped] &= self.ceilings[self.in_group[grouped]] > 0
        return is_open

    @property
    def is_plain(self) -> bool:
        """Return whether everybody has one mentor and no ceiling is shared."""
        return not len(self.ceilings) and bool((self.need <= 1).all()) and not self.further

    def rows(self, start: int, stop: int) -> ScoreArray:
        """Return scores of mentees with every mentor, negative where a pair is out of question."""
        block = self.scores.rows(start, stop)
        low, high = np.searchsorted(self.barred_mentees, (start, stop))
        if low == high:
            return block
        block = block.copy()
        block[self.barred_mentees[low:high] - start, self.barred_mentors[low:high]] = -1
        return block


def network_of(problem: Problem, scores: Scores) -> Network:
    """Return what a problem leaves to decide, nothing counted but the scores."""
    pins = np.array(sorted(problem.pins), dtype=np.int64).reshape(-1, 2)
    need = np.asarray(problem.demand, dtype=np.int64).copy()
    seats = np.asarray(problem.capacity, dtype=np.int64).copy()
    np.subtract.at(need, pins[:, 0], 1)
    np.subtract.at(seats, pins[:, 1], 1)
    first = np.minimum(need, 1)
    first[pins[:, 0]] = 0
    in_group = np.full(problem.mentors, -1, dtype=np.int64)
    ceilings = np.array([group.capacity for group in problem.groups], dtype=np.int64)
    for number, group in enumerate(problem.groups):
        in_group[list(group.members)] = number
    of_pins = in_group[pins[:, 1]]
    np.subtract.at(ceilings, of_pins[of_pins >= 0], 1)
    barred = np.array(sorted(problem.pins | problem.forbidden), dtype=np.int64).reshape(-1, 2)
    return Network(
        scores, need, first, seats, in_group, ceilings, barred[:, 0].copy(), barred[:, 1].copy()
    )


def most_of_all(problem: Problem, tops: IntArray) -> int:
    """Return one more than any total: what placing one more is worth where everybody comes first.

    `tops` has the best score of each mentee.
    """
    return 1 + int(np.maximum(tops, 0) @ np.asarray(problem.demand))


class KeptScores(ArrayScores):
    """Scores that are computed once, block by block, and kept."""

    def __init__(self, scores: Scores, size: int) -> None:
        """Compute all scores, `size` mentees at a time."""
        mentees, mentors = scores.shape
        parts = [scores.rows(0, min(size, mentees))]
        self.values = np.empty((mentees, mentors), dtype=parts[0].dtype)
        for start in range(0, mentees, size):
            stop = min(start + size, mentees)
            block = parts.pop() if parts else scores.rows(start, stop)
            # However a pair is ruled out, it is −1 here: room for a price to be taken off.
            np.maximum(block, -1, out=self.values[start:stop])


class LevelScores:
    """Scores too many to be kept, read with −1 for whatever is ruled out."""

    def __init__(self, scores: Scores) -> None:
        """Read from other scores."""
        self.scores = scores

    @property
    def shape(self) -> tuple[int, int]:
        """Return how many mentees and how many mentors there are."""
        return self.scores.shape

    def rows(self, start: int, stop: int) -> ScoreArray:
        """Return the scores of some mentees with every mentor."""
        return np.maximum(self.scores.rows(start, stop), -1)

    def column(self, mentor: int) -> ScoreArray:
        """Return the scores of every mentee with one mentor."""
        return np.maximum(self.scores.column(mentor), -1)

    def pairs(self, mentees: IntArray, mentors: IntArray) -> ScoreArray:
        """Return the scores of pairs."""
        return np.maximum(self.scores.pairs(mentees, mentors), -1)


def are_kept(scores: Scores) -> TypeGuard[ArrayScores]:
    """Return whether scores are an array in memory, which costs nothing to read again."""
    return isinstance(scores, ArrayScores)


def kept(scores: Scores) -> Scores:
    """Return scores that are −1 where a pair is ruled out; in memory, where they fit into it."""
    mentees, mentors = scores.shape
    if mentees * mentors > MOST_KEPT:
        return LevelScores(scores)
    return KeptScores(scores, max(1, (1 << 22) // max(1, mentors)))
