"""All drafts that are still as good as any, narrowed down by one aim after another.

Pairs, mentees, mentors and groups make a network: its matrix is totally unimodular, so that the
simplex of HiGHS ends in whole numbers, for the pairs and for the prices. The worths of one aim stay
small, so that floats hold them exactly; that they did is checked: the bound must equal the value.
By complementary slackness any best prices tell exactly which drafts are best: a pair whose worth
is not the sum of its prices is decided, and a limit that has a price is reached.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linprog

from matching.solver.model import IntArray, Problem

Flags = NDArray[np.bool_]
Mates = tuple[tuple[int, ...], ...]


OUT_OF_TIME = 1  # what SciPy calls it


class OutOfTimeError(Exception):
    """The time was up before an aim was reached."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What was reached among the open pairs, and prices that show that no draft reaches more.

    The prices are those of the mentees, then of the mentors, then of the groups. Each of these
    still has a least and a greatest number of open pairs; `bound` = Σ (the most that its price
    times such a number comes to, with what a first mentor is worth) + Σ (what each open pair is
    worth above its prices, where it is).
    """

    value: int
    bound: int
    prices: IntArray


class Network:
    """The drafts left to choose from: open pairs, pairs taken for good, and what limits leave.

    `low` and `high` hold, for mentees, then mentors, then groups, how many of the open pairs each
    must and may get. `chosen` says which open pairs are in the draft found last.
    """

    def __init__(
        self, problem: Problem, mentees: IntArray, mentors: IntArray, marks: IntArray
    ) -> None:
        """Begin with pairs given as two arrays; pinned pairs are taken, and not among them.

        `marks` is what the mode looks at in each pair: its rank or its score.
        """
        self.problem = problem
        self.taken: list[tuple[int, int]] = []
        self.taken_marks: list[int] = []  # of pairs that are not pinned
        self.mentees, self.mentors, self.marks = mentees, mentors, marks
        self.in_group = np.full(problem.mentors, -1)
        for number, group in enumerate(problem.groups):
            self.in_group[list(group.members)] = number
        ceilings = np.array([group.capacity for group in problem.groups], dtype=np.int64)
        # More places than there can be pairs stay free; that many are not counted one by one.
        most = problem.mentees * problem.mentors + 1
        limits = np.concatenate([problem.demand, problem.capacity, ceilings])
        self.high = np.minimum(limits, most).astype(np.int64)
        self.low = np.zeros_like(self.high)
        self.chosen: Flags = np.zeros(len(mentees), dtype=bool)
        for i, j in sorted(problem.pins):
            self._take(i, j)

    def improve(
        self, worth: IntArray, first: IntArray | None = None, *, seconds: float | None = None
    ) -> Proof:
        """Keep only the drafts whose sum of `worth` is the best, and return the proof.

        `worth` has a whole number for each open pair, `first` one for each mentee with a mentor
        at least; both up to about a million, so that sums of them are exact as floats. Raises
        OutOfTimeError, with nothing changed, where `seconds` are not enough.
        """
        firsts = np.zeros(self.problem.mentees, np.int64) if first is None else first
        if not worth.any() and not (len(worth) and firsts.any()):
            prices = np.zeros_like(self.high)
            prices[: len(firsts)] = -firsts
            return Proof(0, 0, prices)
        matrix = self._matrix()
        chosen, prices = self._solve(matrix, worth, firsts, seconds)
        above = worth - np.rint(matrix.T @ prices).astype(np.int64)
        least, low, high = self._best_counts(prices, firsts)
        bound = least + int(np.maximum(above, 0).sum())
        placed = np.unique(self.mentees[chosen])
        value = int(worth[chosen].sum() + firsts[placed].sum())
        if value != bound:
            raise ArithmeticError(f"The prices prove {bound}, and the draft reaches {value}.")
        self.low, self.high, self.chosen = low, high, chosen
        self.keep(above == 0, above > 0)
        return Proof(value, bound, prices)

    def keep(self, is_open: Flags, is_taken: Flags | None = None) -> None:
        """Leave only some pairs open; take others for good, and drop the rest."""
        if is_taken is not None:
            for i, j in zip(self.mentees[is_taken], self.mentors[is_taken], strict=True):
                self._take(int(i), int(j))
            self.taken_marks += self.marks[is_taken].tolist()
        self.mentees, self.mentors = self.mentees[is_open], self.mentors[is_open]
        self.marks, self.chosen = self.marks[is_open], self.chosen[is_open]

    def scores(self) -> IntArray:
        """Return the score of each open pair."""
        return self.problem.scores.pairs(self.mentees, self.mentors).astype(np.int64)

    def scores_of_pins(self) -> list[int]:
        """Return the scores of the pinned pairs."""
        mentees, mentors = np.array(sorted(self.problem.pins), dtype=np.int64).reshape(-1, 2).T
        return [int(score) for score in self.problem.scores.pairs(mentees, mentors)]

    def total_of_taken(self) -> int:
        """Return the scores of all pairs taken for good, the pinned ones too."""
        mentees, mentors = np.array(self.taken, dtype=np.int64).reshape(-1, 2).T
        return int(self.problem.scores.pairs(mentees, mentors).astype(np.int64).sum())

    def draft(self) -> Mates:
        """Return the mentors of each mentee, in order."""
        mates: list[list[int]] = [[] for _ in range(self.problem.mentees)]
        for i, j in self.taken:
            mates[i].append(j)
        for i, j in zip(self.mentees[self.chosen], self.mentors[self.chosen], strict=True):
            mates[i].append(int(j))
        return tuple(tuple(sorted(each)) for each in mates)

    def _take(self, mentee: int, mentor: int) -> None:
        """Put a pair into every draft, with a place of everybody whom it counts against."""
        self.taken.append((mentee, mentor))
        second = self.problem.mentees + self.problem.mentors
        group = int(self.in_group[mentor])
        limits = [mentee, self.problem.mentees + mentor, *([second + group] if group >= 0 else [])]
        self.low[limits] = np.maximum(0, self.low[limits] - 1)
        self.high[limits] -= 1

    def _matrix(self) -> sparse.csr_matrix:
        """Return limits × open pairs: 1 where a pair counts against a limit."""
        arcs = np.arange(len(self.mentees))
        groups = self.in_group[self.mentors]
        grouped = groups >= 0
        first, second = self.problem.mentees, self.problem.mentees + self.problem.mentors
        rows = np.concatenate([self.mentees, first + self.mentors, second + groups[grouped]])
        columns = np.concatenate([arcs, arcs, arcs[grouped]])
        shape = (len(self.high), len(arcs))
        return sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)

    def _solve(
        self,
        matrix: sparse.csr_matrix,
        worth: IntArray,
        firsts: IntArray,
        seconds: float | None,
    ) -> tuple[Flags, IntArray]:
        """Return which open pairs are chosen, and the prices of the limits.

        Slacks turn each limit into an equation. Where a first mentor is worth something, a part of
        a mentee's pairs, one at most, earns it.
        """
        limits, pairs = matrix.shape
        early = np.flatnonzero(firsts)
        ones = sparse.eye(limits, format="csr")
        nothing = sparse.csr_matrix((limits, 2 * len(early)))
        own = sparse.eye(len(early), format="csr")
        rows = [[matrix, ones, nothing], [matrix[early], None, sparse.hstack([-own, -own])]]
        equations = sparse.bmat(rows if len(early) else rows[:1], format="csc")
        most = np.concatenate(
            [np.ones(pairs), self.high - self.low, np.ones(len(early)), self.high[early]]
        )
        answer = linprog(
            -np.concatenate([worth, np.zeros(limits), firsts[early], np.zeros(len(early))]),
            A_eq=equations,
            b_eq=np.concatenate([self.high, np.zeros(len(early))]),
            bounds=np.column_stack([np.zeros(len(most)), most]),
            method="highs-ds",
            options={} if seconds is None else {"time_limit": seconds},
        )
        if answer.status == OUT_OF_TIME:
            raise OutOfTimeError
        marginals = np.rint(-answer.eqlin.marginals).astype(np.int64)
        prices = marginals[:limits]
        prices[early] += marginals[limits:]
        return answer.x[:pairs] > 0.5, prices  # noqa: PLR2004  (corners are whole numbers)

    def _best_counts(self, prices: IntArray, firsts: IntArray) -> tuple[int, IntArray, IntArray]:
        """Return the most that all prices come to, and from how many to how many pairs they do."""
        worth_of_first = np.zeros_like(prices)
        worth_of_first[: len(firsts)] = firsts
        # Each comes to price · n + the worth of a first: concave, so an end or the bend is best.
        counts = np.stack([self.low, np.clip(1, self.low, self.high), self.high])
        gains = prices * counts + worth_of_first * np.minimum(counts, 1)
        best = gains.max(axis=0)
        low = np.where(gains == best, counts, counts.max()).min(axis=0)
        high = np.where(gains == best, counts, 0).max(axis=0)
        return int(best.sum()), low, high
