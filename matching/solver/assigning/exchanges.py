"""Chains of exchanges in reduced costs: who takes whose place when a place is sought or free.

Dijkstra's algorithm over what each pair is short of its two prices. Moving the prices along with
the exchange keeps the proof for all pairs.
"""

from typing import TYPE_CHECKING

import numpy as np

from matching.solver.model import IntArray, ScoreArray

if TYPE_CHECKING:
    from matching.solver.assigning.standing import Standing

FAR = np.iinfo(np.int64).max // 4
NOBODY = -1
CHUNK = 64  # rows looked at together
NARROW = 16_000  # the difference of two such numbers fits into two bytes


def narrowed(prices: IntArray, standing: "Standing") -> ScoreArray | None:
    """Return prices in two bytes to look through quickly; None where scores need more.

    Those beyond are cut off, which only lets more pairs through.
    """
    if not standing.is_narrow:
        return None
    return np.clip(prices, -NARROW, NARROW).astype(np.int16)


def within(
    narrow: ScoreArray | None, prices: IntArray, scores: ScoreArray, most: IntArray
) -> tuple[IntArray, IntArray]:
    """Return at least all places of a block where price less score is the row's most or less."""
    if narrow is None or int(most.min()) < -NARROW or int(most.max()) >= 2 * NARROW:
        is_within = prices - scores <= most[:, None]
    else:
        is_within = narrow - scores <= most.astype(np.int16)[:, None]
    # One long row is gone through much faster than a table.
    inside, places = np.divmod(np.flatnonzero(is_within), scores.shape[1])
    return inside, places


def noted(
    waiting: IntArray, reached: IntArray, short: IntArray, places: IntArray, sources: IntArray
) -> None:
    """Note for each place the shortest way that reaches it, and where that comes from."""
    order = np.argsort(-short, kind="stable")  # of several for one place, the last is kept
    waiting[places[order]] = short[order]
    reached[places[order]] = sources[order]


class Outward:
    """The search for a place: a mentee takes a seat, who held it takes another, and so on.

    It ends with a free seat, or with somebody who goes without.
    """

    def __init__(self, standing: "Standing") -> None:
        """Start with no mentor reached."""
        self.standing = standing
        mentors = len(standing.asked)
        self.far = np.full(mentors, FAR)
        self.waiting = np.full(mentors, FAR)  # how far, for those not done with
        self.is_done = np.zeros(mentors, dtype=np.bool_)
        self.source = np.full(mentors, NOBODY)
        self.reached: list[tuple[IntArray, int]] = []
        self.last, self.cheapest = NOBODY, FAR
        self.bound = FAR  # how long the way is at most
        held = standing.mate[standing.mate >= 0]
        self.has_room = np.bincount(held, minlength=mentors) < standing.seats
        self.narrow = narrowed(standing.asked, standing)

    def from_mentee(self, i: int) -> None:
        """Find a place for a mentee."""
        self._reach(np.array([i]), 0)
        self._run()

    def from_mentor(self, j: int) -> None:
        """Find a place for one of those who hold a mentor's seats, one too many."""
        self.far[j] = 0
        self.is_done[j] = True
        self._reach(np.flatnonzero(self.standing.mate == j), 0)
        self._run()

    def _reach(self, mentees: IntArray, far: int) -> None:
        """Note that some mentees would have to move, at a cost."""
        standing = self.standing
        self.reached.append((mentees, far))
        cheapest = int(np.argmin(standing.left[mentees]))
        if far + standing.left[mentees[cheapest]] < self.cheapest:
            self.cheapest = far + int(standing.left[mentees[cheapest]])
            self.last = int(mentees[cheapest])
            self.bound = min(self.bound, self.cheapest)
        for start in range(0, len(mentees), CHUNK):
            self._look_from(mentees[start : start + CHUNK], far)

    def _look_from(self, mentees: IntArray, far: int) -> None:
        """Note which mentors some mentees could go to within the bound."""
        standing = self.standing
        more = far + standing.left[mentees] - standing.bonus
        rows = standing.rows(mentees)
        inside, mentors = within(self.narrow, standing.asked, rows, self.bound - more)
        scores = rows[inside, mentors]
        short = standing.asked[mentors] - scores + more[inside]
        is_new = (scores >= 0) & (short < self.waiting[mentors]) & ~self.is_done[mentors]
        inside, mentors, short = inside[is_new], mentors[is_new], short[is_new]
        if standing.barred:
            can = ~standing.are_barred(mentees[inside], mentors)
            inside, mentors, short = inside[can], mentors[can], short[can]
        noted(self.waiting, self.source, short, mentors, mentees[inside])
        self.bound = min(self.bound, int(short[self.has_room[mentors]].min(initial=FAR)))

    def _run(self) -> None:
        """Go on to the nearest mentors until a place is found, then exchange."""
        mate = self.standing.mate
        while True:
            far = int(self.waiting.min(initial=FAR))
            if far > self.cheapest:
                self._finish(self.cheapest)
                place = int(mate[self.last])
                mate[self.last] = NOBODY
                self._exchange(place)
                return
            nearest = np.flatnonzero(self.waiting == far)
            free = nearest[self.has_room[nearest]]
            if len(free):
                self._finish(far)
                self._exchange(int(free[0]))
                return
            self.far[nearest], self.waiting[nearest] = far, FAR
            self.is_done[nearest] = True
            is_near = np.zeros(len(self.far) + 1, dtype=np.bool_)  # the last stands for nobody
            is_near[nearest] = True
            holders = np.flatnonzero(is_near[mate])
            if len(holders):
                self._reach(holders, far)

    def _finish(self, length: int) -> None:
        """Move the prices so that the way found costs nothing more."""
        near = self.far < length
        self.standing.asked[near] += length - self.far[near]
        for mentees, far in self.reached:
            self.standing.left[mentees] -= length - far

    def _exchange(self, place: int) -> None:
        """Give each place on the way to whoever wanted it, from the last one back."""
        mate = self.standing.mate
        while place != NOBODY and self.source[place] != NOBODY:
            taker = int(self.source[place])
            place, mate[taker] = int(mate[taker]), place


class Inward:
    """The search for who gains by a free seat: one takes it, somebody takes theirs, and so on.

    It ends with somebody who had no place, or with a seat that stays empty.
    """

    def __init__(self, standing: "Standing") -> None:
        """Start with no mentee reached."""
        self.standing = standing
        mentees = len(standing.left)
        self.far = np.full(mentees, FAR)
        self.waiting = np.full(mentees, FAR)  # how far, for those not done with
        self.is_done = np.zeros(mentees, dtype=np.bool_)
        self.taken = np.full(mentees, NOBODY)
        self.reached: dict[int, int] = {}
        self.opener: dict[int, int] = {}
        self.last, self.cheapest = NOBODY, FAR
        self.bound = FAR  # how long the way is at most
        self.owed = standing.left - standing.bonus
        self.narrow = narrowed(self.owed, standing)

    def to_mentor(self, j: int) -> None:
        """Find who gains most by a seat of a mentor."""
        self._reach(np.array([j]), np.array([NOBODY]), 0)
        mate = self.standing.mate
        while True:
            far = int(self.waiting.min(initial=FAR))
            if far > self.cheapest:
                self._finish(self.cheapest)
                self._exchange(self.opener[self.last])
                return
            nearest = np.flatnonzero(self.waiting == far)
            without = nearest[mate[nearest] == NOBODY]
            if len(without):
                self._finish(far)
                self._exchange(int(without[0]))
                return
            self.far[nearest], self.waiting[nearest] = far, FAR
            self.is_done[nearest] = True
            mentors, firsts = np.unique(mate[nearest], return_index=True)
            is_new = np.array([j not in self.reached for j in mentors.tolist()])
            if is_new.any():
                self._reach(mentors[is_new], nearest[firsts[is_new]], far)

    def _reach(self, mentors: IntArray, openers: IntArray, far: int) -> None:
        """Note that seats of some mentors would be free, at a cost."""
        standing = self.standing
        for j, opener in zip(mentors.tolist(), openers.tolist(), strict=True):
            self.reached[j], self.opener[j] = far, opener
            if far + standing.asked[j] < self.cheapest:
                self.last, self.cheapest = j, far + int(standing.asked[j])
        self.bound = min(self.bound, self.cheapest)
        for start in range(0, len(mentors), CHUNK):
            self._look_from(mentors[start : start + CHUNK], far)

    def _look_from(self, mentors: IntArray, far: int) -> None:
        """Note which mentees could come to some mentors within the bound."""
        standing = self.standing
        more = far + standing.asked[mentors]
        columns = standing.columns(mentors)
        inside, mentees = within(self.narrow, self.owed, columns, self.bound - more)
        scores = columns[inside, mentees]
        short = self.owed[mentees] - scores + more[inside]
        is_new = (scores >= 0) & (short < self.waiting[mentees])
        is_new &= standing.is_in[mentees] & ~self.is_done[mentees]
        inside, mentees, short = inside[is_new], mentees[is_new], short[is_new]
        if standing.barred:
            can = ~standing.are_barred(mentees, mentors[inside])
            inside, mentees, short = inside[can], mentees[can], short[can]
        noted(self.waiting, self.taken, short, mentees, mentors[inside])
        is_without = standing.mate[mentees] == NOBODY
        self.bound = min(self.bound, int(short[is_without].min(initial=FAR)))

    def _finish(self, length: int) -> None:
        """Move the prices so that the way found costs nothing more."""
        near = self.far < length
        self.standing.left[near] += length - self.far[near]
        for j, far in self.reached.items():
            self.standing.asked[j] -= length - far

    def _exchange(self, mover: int) -> None:
        """Let each on the way take the seat that was opened for them, from the last one back."""
        while mover != NOBODY:
            place = int(self.taken[mover])
            self.standing.mate[mover] = place
            mover = self.opener[place]
