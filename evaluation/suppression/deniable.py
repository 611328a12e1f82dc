"""Whether what somebody answered could, for all that is known, have been answered otherwise.

Known are the exact counts of some groups, and how many answered in each part of them. A count in a
hidden part is deniable when another table of whole answers fits everything that is known and has
another count there. Only such a table counts as proof; where none is found, the count passes for
known. So an error can hide a figure too many, and never shows one too many.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from evaluation.suppression.algebra import Direction, changes, free_directions

# Pairs of directions are tried as well while there are no more directions than this.
MOST_PAIRED = 12
WHOLE = 1e-6


@dataclass(frozen=True)
class Puzzle:
    """Parts with the counts of each answer in them, and the groups of parts whose sums are known.

    ``counts[part][answer]`` are numbers of answers; every group is a set of places in ``counts``.
    """

    counts: tuple[tuple[int, ...], ...]
    groups: frozenset[frozenset[int]]

    def is_known(self, weights: Sequence[int]) -> bool:
        """Say whether adding and subtracting alone give the weighted sum of the parts away."""
        return not any(changes(direction, weights) for direction in self._basis)

    def moves_of(self, parts: Sequence[int]) -> tuple[int, ...]:
        """Return by how much some parts together change along each direction; all 0: known."""
        return tuple(sum(direction[part] for part in parts) for direction in self._basis)

    def may_differ(self, weights: Sequence[int], answer: int) -> bool:
        """Say whether the parts, weighted, may have given an answer more or less often."""
        moving = [move for move in self._moves if changes(move, weights)]
        others = [other for other in range(len(self.counts[0])) if other != answer]
        if any(self._fits(move, answer, other) for move in moving for other in others):
            return True
        return not self.is_known(weights) and self._solver_differs(weights, answer)

    @cached_property
    def _basis(self) -> tuple[Direction, ...]:
        return free_directions(len(self.counts), self.groups)

    @cached_property
    def _moves(self) -> tuple[Direction, ...]:
        """Return small exchanges to try before solving anything: both ways along each direction."""
        found = list(self._basis)
        if len(self._basis) <= MOST_PAIRED:
            for one, other in combinations(self._basis, 2):
                found.append(tuple(a + b for a, b in zip(one, other, strict=True)))
                found.append(tuple(a - b for a, b in zip(one, other, strict=True)))
        found += [tuple(-step for step in move) for move in found]
        return tuple(sorted(found, key=lambda move: sum(map(abs, move))))

    def _fits(self, move: Direction, answer: int, other: int) -> bool:
        """Say whether so many can give one answer in place of the other without going below 0."""
        return all(
            counted[answer] + step >= 0 and counted[other] - step >= 0
            for counted, step in zip(self.counts, move, strict=True)
            if step
        )

    def _solver_differs(self, weights: Sequence[int], answer: int) -> bool:
        """Look for a table with the fewest, then with the most, and count it if it is whole."""
        now = sum(w * counted[answer] for w, counted in zip(weights, self.counts, strict=True))
        answers = len(self.counts[0])
        goal = np.zeros(len(self.counts) * answers)
        goal[answer::answers] = weights
        left, right = self._equations
        for sign in (1, -1):
            found = linprog(sign * goal, A_eq=left, b_eq=right, bounds=(0, None), method="highs-ds")
            if found.x is None:
                continue
            table = np.rint(found.x)
            is_whole = bool(np.all(np.abs(found.x - table) < WHOLE))
            if is_whole and round(float(goal @ table)) != now:
                return True
        return False

    @cached_property
    def _equations(self) -> tuple[sparse.csr_array, np.ndarray]:
        """Return every known sum as an equation, over each answer of each part in turn."""
        answers = len(self.counts[0])
        table = np.array(self.counts, dtype=float)
        groups = sorted(self.groups, key=sorted)
        member = np.zeros((len(groups), len(self.counts)))
        for row, group in enumerate(groups):
            member[row, sorted(group)] = 1
        sums = sparse.kron(sparse.csr_array(member), sparse.eye_array(answers))
        sizes = sparse.kron(sparse.eye_array(len(self.counts)), np.ones((1, answers)))
        right = np.concatenate([(member @ table).ravel(), table.sum(axis=1)])
        return sparse.csr_array(sparse.vstack([sums, sizes])), right
