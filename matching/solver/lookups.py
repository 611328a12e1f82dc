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


def add_counts(
    block: Floats,
    compared: Joined | Wished,
    worths: Sequence[Worth],
    start: int,
    spare: Floats,
) -> None:
    """Add to a block of sums (mentees from `start` on × mentors) what is counted there.

    `spare` is of the shape of the block, and written over.
    """
    stop = start + len(block)

    def above(counts: Numbers) -> Numbers:
        """Return what counts are worth more than the background, all rules together."""
        whole = np.append(counts, compared.background)
        added: NDArray[np.int64] = np.zeros(len(whole), dtype=np.int64)
        for worth in worths:
            added += worth(whole)
        more: Numbers = added[:-1] - added[-1]
        return more

    if isinstance(compared, Wished) or not compared.is_dense:
        entries = compared.entries(start, stop)
        block[entries.row, entries.col] += above(entries.data.astype(np.int64))
        return
    compared.count(start, spare)
    _look_up(spare, above(np.arange(int(spare.max(initial=0)) + 1)).astype(np.float32))
    np.add(block, spare, out=block)


def _look_up(counts: Floats, table: Floats) -> None:
    """Replace counts by what they are worth, in place; what 0 is worth is 0."""
    places = np.arange(len(table), dtype=np.float32)
    changes = np.flatnonzero(np.diff(table))
    if not len(changes):
        counts.fill(0)
        return
    top = int(changes[-1]) + 1  # from here on the worth no longer changes
    if len(changes) == 1:
        np.greater_equal(counts, top, out=counts, casting="unsafe")
        np.multiply(counts, table[top], out=counts)
        return
    slope = np.float32(table[top] / top)
    if np.array_equal(np.floor(np.minimum(places, top) * slope + np.float32(0.5)), table):
        np.minimum(counts, top, out=counts)
        np.multiply(counts, slope, out=counts)
        np.add(counts, np.float32(0.5), out=counts)
        np.floor(counts, out=counts)
        return
    counts[...] = table[counts.astype(np.intp)]
