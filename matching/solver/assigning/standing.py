"""A best draft kept best while the problem changes: shortest exchanges in reduced costs.

Where everybody has one mentor and no ceiling is shared, a mentee who comes or goes and a seat more
or less each need one chain of exchanges. It is found by Dijkstra's algorithm over what each pair is
short of its two prices; moving the prices along keeps the proof for all pairs.
"""

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from matching.solver.assigning.exchanges import FAR, NOBODY, Inward, Outward
from matching.solver.assigning.network import are_kept
from matching.solver.model import IntArray, ScoreArray, Scores

MOST_TURNED = 1 << 26  # pairs whose scores are kept a second time, by mentor


@dataclass(slots=True)
class Standing:
    """Mentors of mentees with prices that prove them best; positions, whole points.

    `mate` has the mentor of each mentee or −1, `left` and `asked` the prices of mentees and
    mentors, `seats` what each mentor has beside pins. `is_in` marks the mentees who take part:
    neither pinned nor away. A pair counts its score and `bonus`. `is_narrow` says that scores are
    small enough to reckon with in two bytes.
    """

    scores: Scores
    bonus: int
    mate: IntArray
    left: IntArray
    asked: IntArray
    seats: IntArray
    is_in: NDArray[np.bool_]
    is_narrow: bool
    turned: list[ScoreArray] = field(default_factory=list)
    barred: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    barred_to: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def copy(self) -> "Standing":
        """Return a standing that can be changed without changing this one."""
        return Standing(
            self.scores,
            self.bonus,
            self.mate.copy(),
            self.left.copy(),
            self.asked.copy(),
            self.seats.copy(),
            self.is_in.copy(),
            self.is_narrow,
            self.turned,
            _copied(self.barred),
            _copied(self.barred_to),
        )

    def bar(self, i: int, j: int) -> None:
        """Take a pair out of the question."""
        self.barred[i].add(j)
        self.barred_to[j].add(i)
        if self.mate[i] != j:
            return
        self.mate[i] = NOBODY
        # With the seat gone for a moment the prices hold, and the mentee looks for another.
        self.seats[j] -= 1
        self.settle(i)
        self.open_seat(j)

    def unbar(self, i: int, j: int) -> None:
        """Let a pair be chosen again."""
        self.barred[i].discard(j)
        self.barred_to[j].discard(i)
        if not self.is_in[i] or self.worth_of(i)[j] <= self.left[i] + self.asked[j]:
            return
        before = int(self.mate[i])
        self.mate[i] = NOBODY
        if before != NOBODY:
            self.seats[before] -= 1
        self.settle(i)
        if before != NOBODY:
            self.open_seat(before)

    def leave(self, i: int) -> None:
        """Let a mentee take part no more; somebody else may have the seat."""
        before = int(self.mate[i])
        self.mate[i], self.left[i], self.is_in[i] = NOBODY, 0, False
        if before != NOBODY:
            self.seats[before] -= 1
            self.open_seat(before)

    def leave_with_seat(self, i: int, j: int) -> None:
        """Let a mentee and a seat of one mentor go together, as a pin does."""
        before = int(self.mate[i])
        self.mate[i], self.left[i], self.is_in[i] = NOBODY, 0, False
        if before == j:
            self.seats[j] -= 1
            return
        if before != NOBODY:
            self.seats[before] -= 1
        self.close_seat(j)
        if before != NOBODY:
            self.open_seat(before)

    def arrive(self, i: int) -> None:
        """Let a mentee take part."""
        self.is_in[i] = True
        self.settle(i)

    def taken(self, j: int) -> int:
        """Return how many mentees hold a seat of a mentor."""
        return int((self.mate == j).sum())

    def worth_of(self, i: int) -> IntArray:
        """Return what each mentor is worth to a mentee; far below nothing where ruled out."""
        row = self.scores.rows(i, i + 1)[0].astype(np.int64)
        row = np.where(row < 0, -FAR, row + self.bonus)
        if self.barred.get(i):
            row[list(self.barred[i])] = -FAR
        return row

    def are_barred(self, mentees: IntArray, mentors: IntArray) -> NDArray[np.bool_]:
        """Return which pairs are out of the question."""
        pairs = zip(mentees.tolist(), mentors.tolist(), strict=True)
        return np.array([j in self.barred.get(i, ()) for i, j in pairs], dtype=np.bool_)

    def rows(self, mentees: IntArray) -> ScoreArray:
        """Return the scores of mentees with every mentor."""
        if are_kept(self.scores):
            return self.scores.values[mentees]
        return np.concatenate([self.scores.rows(i, i + 1) for i in mentees.tolist()])

    def columns(self, mentors: IntArray) -> ScoreArray:
        """Return the scores of mentors with every mentee, a row for each mentor."""
        mentees = len(self.mate)
        if not self.turned and mentees * len(self.asked) <= MOST_TURNED:
            # Read by column, a matrix by rows is slow; the turned one is shared with copies.
            self.turned.append(np.ascontiguousarray(self.scores.rows(0, mentees).T))
        if self.turned:
            return self.turned[0][mentors]
        return np.stack([self.scores.column(j) for j in mentors.tolist()])

    def settle(self, i: int) -> None:
        """Find the best place for a mentee who has none."""
        self.left[i] = max(0, int((self.worth_of(i) - self.asked).max(initial=0)))
        if self.left[i]:
            Outward(self).from_mentee(i)

    def close_seat(self, j: int) -> None:
        """Take a seat away; who held the last one looks for another place."""
        self.seats[j] -= 1
        if self.taken(j) > self.seats[j]:
            Outward(self).from_mentor(j)

    def open_seat(self, j: int) -> None:
        """Add a seat; it goes to whoever gains most by it."""
        self.seats[j] += 1
        if self.asked[j]:
            Inward(self).to_mentor(j)

    def reseat(self, j: int, more: int) -> None:
        """Add seats or take some away; those that make no difference all at once."""
        if more < 0:
            spare = min(-more, max(0, int(self.seats[j]) - self.taken(j)))
            self.seats[j] -= spare
            for _ in range(-more - spare):
                self.close_seat(j)
            return
        while more and self.asked[j]:
            self.open_seat(j)
            more -= 1
        self.seats[j] += more

    def objective(self) -> int:
        """Return what the draft comes to, as certificates count it."""
        mentees = np.flatnonzero(self.mate != NOBODY)
        scores = self.scores.pairs(mentees, self.mate[mentees])
        return int(scores.sum(dtype=np.int64)) + self.bonus * len(mentees)


def _copied(sets: dict[int, set[int]]) -> dict[int, set[int]]:
    """Return sets that can be changed apart."""
    return defaultdict(set, {key: set(each) for key, each in sets.items()})
