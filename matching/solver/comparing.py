"""Comparisons of all mentees with all mentors, in the form that costs least.

`Tabled` where few answers differ on one side: a small table over answers. `Joined` where most
people differ: two sparse arrays whose product counts what both share. `Wished` for what people
wished for each other.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matching.solver.features import Answer, Classes, text_vectors
from matching.solver.judging import NEUTRAL_WISH, UNKNOWN, Flags, Numbers
from matching.solver.model import IntArray
from matching.solver.rules import HALF_HOURS, Someone, Test

# Nanoseconds for each pair, measured: a column of a float32 product, and a look-up of counts;
# and for each token that one mentee and one mentor share, a step of a sparse product.
COLUMN, LOOK_UP, SHARED = 0.015, 1.0, 12.0
LARGEST_TABLE = 1 << 23  # entries; beyond it a table would not stay small
MINUTES_OF_A_DAY = 1440


Token = TypeVar("Token", bound=Hashable)


class Form(StrEnum):
    """How a comparison that counts what is shared is kept."""

    TABLE = "table"
    DENSE = "dense"  # counted by a dense product
    SPARSE = "sparse"  # counted by a sparse product


class Tabled:
    """A comparison that depends on nothing but which answer each side gave."""

    def __init__(self, mentees: Classes, mentors: Classes, table: Numbers) -> None:
        """Take the table: mentees' answers × mentors' answers."""
        self.mentees, self.mentors = mentees, mentors
        self.table: NDArray[np.int32] = np.asarray(table, dtype=np.int32)

    def of_pairs(self, mentees: IntArray, mentors: IntArray) -> Numbers:
        """Return the comparisons of pairs, given as two arrays of the same length."""
        return self.table[self.mentees.codes[mentees], self.mentors.codes[mentors]]

    def of_block(self, start: int, stop: int) -> Numbers:
        """Return the comparisons of some mentees with every mentor."""
        return self.table[self.mentees.codes[start:stop, None], self.mentors.codes[None, :]]

    def of_column(self, mentor: int) -> Numbers:
        """Return the comparisons of every mentee with one mentor."""
        return self.table[:, self.mentors.codes[mentor]][self.mentees.codes]


class Joined:
    """A comparison that counts what both sides share, over people who nearly all differ."""

    background = 0  # the comparison of two who said something and share nothing

    def __init__(
        self, mentees: sparse.csr_matrix, mentors: sparse.csr_matrix, *, is_dense: bool
    ) -> None:
        """Take people × tokens on both sides; `is_dense` where a dense product is quicker."""
        self.known: tuple[Flags, Flags] = (_any(mentees), _any(mentors))
        shared = np.flatnonzero(
            np.asarray(mentees.sum(axis=0)).ravel() * np.asarray(mentors.sum(axis=0)).ravel()
        )
        self.left = mentees[:, shared].tocsr()
        self.right = mentors[:, shared].tocsr()
        self.turned = self.right.T.tocsr()
        self.is_dense = is_dense
        # No pair shares more than this; hours are counted on the mentors' side.
        self.most = int(self.right.sum(axis=1).max()) if self.right.shape[0] else 0
        self.dense: NDArray[np.float32] = np.zeros((0, mentors.shape[0]), dtype=np.float32)
        if is_dense:
            self.dense = np.ascontiguousarray(self.turned.toarray(), dtype=np.float32)

    def of_pairs(self, mentees: IntArray, mentors: IntArray) -> Numbers:
        """Return the comparisons of pairs, given as two arrays of the same length."""
        shared = self.left[mentees].multiply(self.right[mentors]).sum(axis=1)
        known = self.known[0][mentees] & self.known[1][mentors]
        return np.where(known, np.asarray(shared).ravel(), UNKNOWN)

    def of_block(self, start: int, stop: int) -> Numbers:
        """Return the comparisons of some mentees with every mentor."""
        shared = (self.left[start:stop] @ self.turned).toarray()
        return np.where(self.known[0][start:stop, None] & self.known[1], shared, UNKNOWN)

    def of_column(self, mentor: int) -> Numbers:
        """Return the comparisons of every mentee with one mentor."""
        shared = self.left @ self.right[mentor].toarray().ravel()
        return np.where(self.known[0] & self.known[1][mentor], shared, UNKNOWN)

    def entries(self, start: int, stop: int) -> sparse.coo_matrix:
        """Return the comparisons that differ from the background, of some mentees."""
        return (self.left[start:stop] @ self.turned).tocoo()

    def count(self, start: int, target: NDArray[np.float32]) -> None:
        """Write how much mentees from `start` on share with every mentor, by the dense product."""
        free = self.left[start : start + len(target)].toarray().astype(np.float32)
        np.matmul(free, self.dense, out=target)


class Wished:
    """What both sides wished for each other, 0 to 200; 100 where neither spoke of the other.

    Where both sides were asked, each adds 0 to 100, and 50 for somebody of whom it did not speak.
    Where nobody of one side wished anything it was not asked, and the other counts twice.
    """

    background = NEUTRAL_WISH

    def __init__(self, mentees: Sequence[Someone], mentors: Sequence[Someone]) -> None:
        """Take both sides, whose wishes name the ids of the other."""
        self.known = (np.ones(len(mentees), np.bool_), np.ones(len(mentors), np.bool_))
        ours = _wishes(mentees, mentors)
        theirs = _wishes(mentors, mentees).T
        times = 1 if any(who.wishes for who in mentees) and any(w.wishes for w in mentors) else 2
        self.matrix = ((ours + theirs) * times).tocsr()

    def of_pairs(self, mentees: IntArray, mentors: IntArray) -> Numbers:
        """Return the comparisons of pairs, given as two arrays of the same length."""
        if not len(mentees):  # a sparse array hands back another for no pairs
            return np.zeros(0, dtype=np.int64)
        return NEUTRAL_WISH + np.asarray(self.matrix[mentees, mentors], dtype=np.int64).ravel()

    def of_block(self, start: int, stop: int) -> Numbers:
        """Return the comparisons of some mentees with every mentor."""
        return NEUTRAL_WISH + np.asarray(self.matrix[start:stop].toarray(), dtype=np.int64)

    def of_column(self, mentor: int) -> Numbers:
        """Return the comparisons of every mentee with one mentor."""
        column = self.matrix[:, [mentor]].toarray().ravel()
        return NEUTRAL_WISH + np.asarray(column, dtype=np.int64)

    def entries(self, start: int, stop: int) -> sparse.coo_matrix:
        """Return the comparisons that differ from the background, of some mentees."""
        found = self.matrix[start:stop].tocoo()
        found.data = found.data + NEUTRAL_WISH
        return found


Comparison = Tabled | Joined | Wished


def compare(test: Test, mentees: Classes, mentors: Classes, form: Form | None = None) -> Comparison:
    """Return the comparisons of a test over the answers of both sides, in the cheapest form.

    `form` asks for one; gaps and time zones have no other than a table.
    """
    if test == Test.GAP:
        return Tabled(mentees, mentors, _numbers(mentees, mentors, _steps_apart))
    if test == Test.TIME_ZONE:
        return Tabled(mentees, mentors, _numbers(mentees, mentors, _clocks_apart))
    left, right = _tokens(test, mentees, mentors)
    chosen = form or _cheapest(test, mentees, mentors, left, right)
    if chosen == Form.TABLE:
        known = _any(left)[:, None] & _any(right)
        return Tabled(mentees, mentors, np.where(known, (left @ right.T).toarray(), UNKNOWN))
    return Joined(
        left[mentees.codes].tocsr(),
        right[mentors.codes].tocsr(),
        is_dense=chosen == Form.DENSE and test != Test.SIMILAR_TEXT,
    )


def _cheapest(
    test: Test,
    mentees: Classes,
    mentors: Classes,
    left: sparse.csr_matrix,
    right: sparse.csr_matrix,
) -> Form:
    """Return the form in which all pairs are compared soonest."""
    pairs = max(1, len(mentees.codes) * len(mentors.codes))
    often_left, often_right = (
        np.asarray((each != 0)[side.codes].sum(axis=0), dtype=np.float64).ravel()
        for each, side in ((left, mentees), (right, mentors))
    )
    met = often_left * often_right
    costs = {Form.SPARSE: SHARED * float(met.sum()) / pairs}
    if test != Test.SIMILAR_TEXT:  # it has too many words
        costs[Form.DENSE] = LOOK_UP + COLUMN * int(np.count_nonzero(met))
    if left.shape[0] * right.shape[0] <= LARGEST_TABLE:
        costs[Form.TABLE] = COLUMN * min(left.shape[0], right.shape[0])
    return min(costs, key=lambda each: (costs[each], each))


def _any(rows: sparse.csr_matrix) -> Flags:
    """Return which rows hold anything."""
    filled: Flags = np.diff(rows.indptr) > 0
    return filled


def _numbers(mentees: Classes, mentors: Classes, between: Callable[[Numbers], Numbers]) -> Numbers:
    """Return a table of what lies between two numbers; unknown where a side has none."""
    ours, theirs = (
        np.array([UNKNOWN if answer is None else answer for answer in side.answers], dtype=np.int64)
        for side in (mentees, mentors)
    )
    known = (ours != UNKNOWN)[:, None] & (theirs != UNKNOWN)
    return np.where(known, between(theirs - ours[:, None]), UNKNOWN)


def _steps_apart(apart: Numbers) -> Numbers:
    """Return how many steps a mentor stands above a mentee."""
    return apart


def _clocks_apart(apart: Numbers) -> Numbers:
    """Return by how many minutes clocks differ, the shorter way round the day."""
    ahead = apart % MINUTES_OF_A_DAY
    return np.minimum(ahead, MINUTES_OF_A_DAY - ahead)


def _tokens(
    test: Test, mentees: Classes, mentors: Classes
) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    """Return answers × tokens of both sides; what one answer shares with another is the product."""
    if test == Test.AVAILABILITY:
        return _hours(mentees, mentors)
    if test == Test.SIMILAR_TEXT:
        return _numbered(*text_vectors((mentees, mentors)))
    return _numbered(
        *(
            [dict.fromkeys(_members(answer), 1) for answer in side.answers]
            for side in (mentees, mentors)
        )
    )


def _numbered(
    ours: Sequence[Mapping[Token, int]], theirs: Sequence[Mapping[Token, int]]
) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    """Return two sides' numbers by token as two sparse arrays over the same tokens."""
    number: dict[Token, int] = {}
    for row in (*ours, *theirs):
        for token in row:
            number.setdefault(token, len(number))
    return _sparse(ours, number), _sparse(theirs, number)


def _members(answer: Answer) -> frozenset[Hashable]:
    """Return the tokens of an answer that is a set of them."""
    if not isinstance(answer, frozenset):
        raise TypeError(answer)
    return answer


def _sparse(rows: Sequence[Mapping[Token, int]], number: Mapping[Token, int]) -> sparse.csr_matrix:
    """Return rows of numbers by token as one sparse array of whole numbers."""
    ends = np.cumsum([0, *(len(row) for row in rows)])
    columns = [number[token] for row in rows for token in row]
    values = [value for row in rows for value in row.values()]
    return sparse.csr_matrix(
        (np.array(values, dtype=np.int32), np.array(columns, dtype=np.int32), ends),
        shape=(len(rows), len(number)),
    )


def _hours(mentees: Classes, mentors: Classes) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    """Return answers × half hours; half hours that are free for the same people count as one.

    How many half hours stand behind a column is told by the mentors' side.
    """
    patterns = [int(str(answer)) for side in (mentees, mentors) for answer in side.answers]
    packed = b"".join(pattern.to_bytes(HALF_HOURS // 8, "little") for pattern in patterns)
    rows = np.frombuffer(packed, dtype=np.uint8).reshape(len(patterns), HALF_HOURS // 8)
    columns = np.unpackbits(rows, axis=1, bitorder="little").T
    alike: dict[bytes, list[int]] = {}
    for place, column in enumerate(np.packbits(columns, axis=1)):
        alike.setdefault(column.tobytes(), []).append(place)
    free = columns[[places[0] for places in alike.values()]].T.astype(np.int32)
    many = np.array([len(places) for places in alike.values()], dtype=np.int32)
    ours = len(mentees.answers)
    return sparse.csr_matrix(free[:ours]), sparse.csr_matrix(free[ours:] * many)


def _wishes(askers: Sequence[Someone], others: Sequence[Someone]) -> sparse.csr_matrix:
    """Return askers × others: how much more, or less, than neutral each wish is."""
    place = {other.id: number for number, other in enumerate(others)}
    rows = [
        {place[name]: min(max(wish, 0), 100) - NEUTRAL_WISH // 2 for name, wish in named.items()}
        for named in (
            {name: wish for name, wish in who.wishes.items() if name in place} for who in askers
        )
    ]
    return _sparse(rows, {number: number for number in range(len(others))})
