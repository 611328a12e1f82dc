"""Whether what somebody answered could, for all that is known, have been answered otherwise.

Known are the exact counts of some groups, and how many answered in each part of them. A count in a
hidden part is deniable when another table of whole answers fits everything that is known and has
another count there. Only such a table counts as proof; where none is found, the count passes for
known. So an error can hide a figure too many, and never shows one too many.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linprog

from evaluation.suppression.algebra import free_directions

Numbers = NDArray[np.int64]

WHOLE = 1e-6
# Numbers below which a sum of some hundred products stays exact.
LARGEST_MIX = 2**40


@dataclass(frozen=True)
class Count:
    """How often an answer was given, in any one of some sets of parts: one that differs is enough.

    ``parts`` are sets of places in the puzzle's counts, ``answer`` the place of the answer.
    """

    parts: tuple[frozenset[int], ...]
    answer: int


@dataclass(frozen=True)
class Puzzle:
    """Parts with the counts of each answer in them, and the groups of parts whose sums are known.

    ``counts[part][answer]`` are numbers of answers; every group is a set of places in ``counts``.
    """

    counts: tuple[tuple[int, ...], ...]
    groups: frozenset[frozenset[int]]

    def is_known(self, parts: Iterable[int]) -> bool:
        """Say whether adding and subtracting alone give the sum of some parts away."""
        return not self._moves[:, sorted(parts)].sum(axis=1).any()

    @cached_property
    def marks(self) -> list[int]:
        """Return a number for each part: those of parts whose sum is known add up to 0.

        By chance others may, too, once in a very long time; `is_known` tells.
        """
        mix = np.random.default_rng(seed=1).integers(1, LARGEST_MIX, size=len(self._basis))
        return [sum(map(int, column * mix)) for column in self._basis.T]

    def may_all_differ(self, wanted: Iterable[Count]) -> bool:
        """Say whether each of some counts may be another, for all that is known."""
        left = [count for count in wanted if not self._is_moved(count)]
        if any(all(self.is_known(parts) for parts in count.parts) for count in left):
            return False
        for table in self._unlike_tables(left):
            left = [count for count in left if not self._differs(count, table)]
        return all(
            any(
                self._differs(count, table)
                for sign in (1, -1)
                for parts in count.parts
                for table in self._solved([Count((parts,), count.answer)], sign)
            )
            for count in left
        )

    @cached_property
    def _basis(self) -> Numbers:
        """Return how answers can be exchanged without changing a known sum, a row for each way."""
        basis = free_directions(len(self.counts), self.groups)
        return np.array(basis, dtype=np.int64).reshape(len(basis), len(self.counts))

    @cached_property
    def _moves(self) -> Numbers:
        return np.concatenate([self._basis, -self._basis])

    @cached_property
    def _table(self) -> Numbers:
        return np.array(self.counts, dtype=np.int64)

    @cached_property
    def _possible(self) -> dict[int, Numbers]:
        """Return for each answer the exchanges in which enough gave it, or its substitute."""
        given = self._table.T[:, None, :]
        taking = np.all(given + self._moves[None, :, :] >= 0, axis=2)
        giving = np.all(given - self._moves[None, :, :] >= 0, axis=2)
        possible = {}
        for answer in range(self._table.shape[1]):
            others = np.any(np.delete(giving, answer, axis=0), axis=0)
            possible[answer] = self._moves[np.asarray(taking)[answer] & others]
        return possible

    def _is_moved(self, count: Count) -> bool:
        """Say whether a simple exchange of two answers changes a count."""
        moves = self._possible[count.answer]
        return any(bool(moves[:, sorted(parts)].sum(axis=1).any()) for parts in count.parts)

    def _differs(self, count: Count, table: Numbers) -> bool:
        """Say whether a table has another count."""
        change = table[:, count.answer] - self._table[:, count.answer]
        return any(bool(change[sorted(parts)].sum()) for parts in count.parts)

    def _unlike_tables(self, wanted: Sequence[Count]) -> Iterator[Numbers]:
        """Yield tables that fit and differ from ours in as many counts as a few tries find."""
        left = list(wanted)
        while left:
            found = [*self._solved(left, 1), *self._solved(left, -1)]
            yield from found
            still = [c for c in left if not any(self._differs(c, table) for table in found)]
            if len(still) == len(left):
                return
            left = still

    def _solved(self, wanted: Sequence[Count], sign: int) -> Iterator[Numbers]:
        """Yield the table with the fewest (sign 1) or the most of some counts, if it is whole."""
        goal = np.zeros(self._table.shape)
        for count in wanted:
            for parts in count.parts:
                goal[sorted(parts), count.answer] += sign
        left, right = self._equations
        found = linprog(
            goal.ravel(),
            A_eq=left,
            b_eq=right,
            bounds=(0, None),
            method="highs-ds",
            options={"presolve": False},  # takes longer than solving what is so small
        )
        if found.x is not None:
            table = np.rint(found.x).astype(np.int64)
            if bool(np.all(np.abs(found.x - table) < WHOLE)):
                yield table.reshape(self._table.shape)

    @cached_property
    def _equations(self) -> tuple[sparse.csr_array, NDArray[np.float64]]:
        """Return every known sum as an equation, over each answer of each part in turn."""
        answers = self._table.shape[1]
        member = np.zeros((len(self.groups), len(self.counts)))
        for row, group in enumerate(sorted(self.groups, key=sorted)):
            member[row, sorted(group)] = 1
        sums = sparse.kron(sparse.csr_array(member), sparse.eye_array(answers))
        sizes = sparse.kron(sparse.eye_array(len(self.counts)), np.ones((1, answers)))
        right = np.concatenate([(member @ self._table).ravel(), self._table.sum(axis=1)])
        return sparse.csr_array(sparse.vstack([sums, sizes])), right
