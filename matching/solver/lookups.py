"""What counts are worth, added to a block of sums: a step, a slope, or a table."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from matching.solver.comparing import Joined, Wished
from matching.solver.features import Classes
from matching.solver.judging import UNKNOWN, Numbers

Worth = Callable[[Numbers], Numbers]
Add = Callable[[Classes, Classes, Numbers], None]
Floats = NDArray[np.float32]


def constant_of(worth: Worth, compared: Joined | Wished, add: Add) -> int:
    """Return what every pair gets before anything is counted.

    What both knowing something adds to that is told to `add`, once for each side's two classes.
    """
    unknown, background = worth(np.array([UNKNOWN, compared.background])).tolist()
    if unknown == background:
        return int(unknown)
    known = [Classes(each.astype(np.int32), (False, True)) for each in compared.known]
    add(known[0], known[1], np.array([[0, 0], [0, background - unknown]]))
    return int(unknown)


class Adder:
    """Adds what one comparison is worth, by all rules that judge it, to blocks of sums."""

    def __init__(self, compared: Joined | Wished, worths: Sequence[Worth]) -> None:
        """Take what each rule gives for comparisons."""
        self.compared, self.worths = compared, worths
        self.look_up: LookUp | None = None
        if isinstance(compared, Joined) and compared.is_dense:
            counts = np.arange(compared.most + 1)
            self.look_up = LookUp(self._above(counts).astype(np.float32))

    def _above(self, counts: Numbers) -> Numbers:
        """Return what counts are worth more than the background, all rules together."""
        whole = np.append(counts, self.compared.background)
        added: NDArray[np.int64] = np.zeros(len(whole), dtype=np.int64)
        for worth in self.worths:
            added += worth(whole)
        more: Numbers = added[:-1] - added[-1]
        return more

    def add(self, block: Floats, start: int, spare: Floats) -> None:
        """Add to a block of sums (mentees from `start` on × mentors) what is counted there.

        `spare` is of the shape of the block, and written over.
        """
        if self.look_up is None or isinstance(self.compared, Wished):
            entries = self.compared.entries(start, start + len(block))
            block[entries.row, entries.col] += self._above(entries.data.astype(np.int64))
            return
        self.compared.count(start, spare)
        self.look_up.replace(spare)
        np.add(block, spare, out=block)


class LookUp:
    """What counts are worth, as a step or a slope where they give the same as the table."""

    def __init__(self, table: Floats) -> None:
        """Take the worth of each count from 0 on; that of 0 is 0."""
        self.table = table
        changes = np.flatnonzero(np.diff(table))
        self.steps = len(changes)
        self.top = int(changes[-1]) + 1 if self.steps else 0  # from here on it stays the same
        self.slope = np.float32(table[self.top] / max(1, self.top))
        counts = np.arange(len(table), dtype=np.float32)
        self._slide(counts)
        self.is_slope = bool(np.array_equal(counts, table))

    def _slide(self, counts: Floats) -> None:
        """Replace counts by the rounded slope, in place."""
        np.minimum(counts, self.top, out=counts)
        np.multiply(counts, self.slope, out=counts)
        np.add(counts, np.float32(0.5), out=counts)
        np.floor(counts, out=counts)

    def replace(self, counts: Floats) -> None:
        """Replace counts by what they are worth, in place."""
        if self.steps <= 1:
            np.greater_equal(counts, self.top, out=counts, casting="unsafe")
            np.multiply(counts, self.table[self.top], out=counts)
        elif self.is_slope:
            self._slide(counts)
        else:
            counts[...] = self.table[counts.astype(np.intp)]
