"""How somebody without a mentor could get one: who would move, and what would have to change.

A mentee is placed where a path leads from them to a free place: to a mentor they may have, on to
somebody who has that mentor and may have another, and so on. Each change makes a step possible: a
rule left out, a forbidden pair allowed, one more seat, one more place in a group. Paths are looked
for backwards from the free places, for all mentees at once, the fewest changes first.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from matching.solver.effects import broken_in
from matching.solver.excusing import ExcusedScores
from matching.solver.model import IntArray, Problem, Solution
from matching.solver.scoring import RuleScores

NEVER = 99  # more changes than anybody asks for
BLOCKED, FORBIDDEN = 1, 2  # bits of a pair: never possible, or only by allowing it; then the rules
FIRST_RULE = 2  # the bit of the first rule
MOST_RULES = 60  # rules that may be left out; those after them never are
ITSELF, CEILING = -1, -2  # how a mentor or a group is reached: by its own places, or one more

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shift:
    """A step on the way: a mentee leaves a mentor (None: had none) for another (None: for none)."""

    mentee: int
    old: int | None
    new: int | None


@dataclass(slots=True)
class Path:
    """A way to a place: what has to change, and who moves."""

    lifted: list[Pair] = field(default_factory=list)
    seats: list[int] = field(default_factory=list)
    ceilings: list[int] = field(default_factory=list)
    shifts: list[Shift] = field(default_factory=list)


class Reach:
    """The fewest changes with which each mentee, mentor and group leads to a free place."""

    def __init__(self, mentees: int, mentors: int, groups: int) -> None:
        """Start with nobody reached."""
        self.mentee, self.mentor, self.group = (
            np.full(size, NEVER, dtype=np.int64) for size in (mentees, mentors, groups)
        )
        # Where the next step leads: a mentee to a mentor; a mentor or group to who would leave.
        self.to_mentor: IntArray = np.full(mentees, ITSELF, dtype=np.int64)
        self.lifts: NDArray[np.bool_] = np.zeros(mentees, dtype=np.bool_)
        self.mentor_to: IntArray = np.full(mentors, ITSELF, dtype=np.int64)
        self.group_to: IntArray = np.full(groups, ITSELF, dtype=np.int64)
        self.group_from: IntArray = np.full(groups, ITSELF, dtype=np.int64)


class Openings:
    """A draft, and what keeps each pair from meeting, as bits: mentors × mentees."""

    def __init__(self, problem: Problem, scores: RuleScores, solution: Solution) -> None:
        """Read the draft; `scores` are the rules behind the problem's scores."""
        self.problem, self.mates = problem, solution.mates
        self.rules = [each.rule.id for each in scores.deciding[:-1]][:MOST_RULES]
        self.bits = _bits(problem, scores, solution, len(self.rules))
        taken = np.zeros(problem.mentors, dtype=np.int64)
        self.holders: list[list[int]] = [[] for _ in range(problem.mentors)]
        for i, j in solution.chosen:
            taken[j] += 1
            if (i, j) not in problem.pins:
                self.holders[j].append(i)
        self.has_seat = taken < problem.capacity
        # Mentors without a group share one more, which never fills.
        self.group_of: IntArray = np.full(problem.mentors, len(problem.groups), dtype=np.int64)
        room = []
        for number, group in enumerate(problem.groups):
            self.group_of[list(group.members)] = number
            room.append(taken[list(group.members)].sum() < group.capacity)
        self.has_room: NDArray[np.bool_] = np.array([*room, True])

    @property
    def unmatched(self) -> list[int]:
        """Return who has nobody."""
        return [i for i, mentors in enumerate(self.mates) if not mentors]

    @property
    def droppable(self) -> list[int]:
        """Return the rules, by place, that stand with two others at most between some pair."""
        own = self.bits >> FIRST_RULE
        few = (np.bitwise_count(own) <= 3) & (self.bits & BLOCKED == 0)  # noqa: PLR2004  (as said)
        found = int(np.bitwise_or.reduce(own[few], initial=0))
        return [place for place in range(len(self.rules)) if found >> place & 1]

    def reach(self, dropped: Iterable[int], most: int) -> Reach:
        """Return how all lead to free places without some rules and with `most` further changes."""
        return _Search(self, dropped).run(most)

    def open_mentors(self, mentee: int, dropped: Iterable[int]) -> tuple[IntArray, IntArray]:
        """Return whom a mentee may have with some rules left out, and with a pair allowed."""
        left = self.bits[:, mentee] & ~self.bits.dtype.type(_without(dropped))
        return np.flatnonzero(left == 0), np.flatnonzero(left == FORBIDDEN)

    def path(self, reach: Reach, mentee: int, mentor: int, *, lifts: bool) -> Path:
        """Return the way to a place that begins with one mentor for one mentee."""
        path = Path()
        step: tuple[int, int | None, int] | None = (mentee, None, mentor)
        while step is not None:
            who, old, new = step
            path.shifts.append(Shift(who, old, new))
            if lifts:
                path.lifted.append((who, new))
            step = self._next(reach, new, path)
            lifts = step is not None and bool(reach.lifts[step[0]])
        return path

    def _next(self, reach: Reach, mentor: int, path: Path) -> tuple[int, int | None, int] | None:
        """Return who moves once somebody comes to a mentor, from whom, to whom; None at the end."""
        leaves, old = int(reach.mentor_to[mentor]), mentor
        if leaves == ITSELF:
            if not self.has_seat[mentor]:
                path.seats.append(mentor)
            group = int(self.group_of[mentor])
            leaves, old = int(reach.group_to[group]), int(reach.group_from[group])
            if leaves == CEILING:
                path.ceilings.append(group)
            if leaves < 0:
                return None
        if len(self.mates[leaves]) > 1:
            path.shifts.append(Shift(leaves, old, None))
            return None
        return leaves, old, int(reach.to_mentor[leaves])


def _without(dropped: Iterable[int]) -> int:
    """Return the bits of rules that are left out."""
    return sum(1 << (place + FIRST_RULE) for place in dropped)


def _bits(
    problem: Problem, scores: RuleScores, solution: Solution, rules: int
) -> NDArray[np.unsignedinteger]:
    """Return what keeps each pair from meeting."""
    kind = np.min_scalar_type(1 << (rules + FIRST_RULE))
    bits: NDArray[np.unsignedinteger] = np.zeros((problem.mentors, problem.mentees), dtype=kind)
    step = max(1, (1 << 22) // max(1, problem.mentors))
    for start in range(0, problem.mentees, step):
        stop = min(start + step, problem.mentees)
        for place, each in enumerate(scores.deciding):
            bit = 1 << (place + FIRST_RULE) if place < rules else BLOCKED
            bits[:, start:stop] |= (broken_in(each, start, stop).T * kind.type(bit)).astype(kind)
    excused = problem.scores.excused if isinstance(problem.scores, ExcusedScores) else ()
    for i, j in excused:
        bits[j, i] = 0
    for i, j in problem.forbidden:
        bits[j, i] |= kind.type(FORBIDDEN)
    for i, j in solution.chosen:
        bits[j, i] |= kind.type(BLOCKED)
    return bits


class _Search:
    """One search backwards from the free places, the fewest changes first."""

    def __init__(self, openings: Openings, dropped: Iterable[int]) -> None:
        self.of = openings
        self.kept = ~openings.bits.dtype.type(_without(dropped))
        self.reach = Reach(
            openings.problem.mentees, openings.problem.mentors, len(openings.has_room)
        )

    def run(self, most: int) -> Reach:
        """Search with so many changes at most."""
        of, reach = self.of, self.reach
        # Whoever has several mentors can do without one.
        spare = [k for k, mates in enumerate(of.mates) if len(mates) > 1]
        fresh = self._leave(spare, 0)
        for changes in range(most + 1):
            fresh |= self._groups(changes)
            while fresh:
                came = self._come(sorted(fresh), changes)
                fresh = self._leave(came, changes) | self._seats(changes)
            if changes < most:
                fresh = self._leave(self._lift(changes), changes + 1)
        return reach

    def _groups(self, changes: int) -> set[int]:
        """Open groups: those with room from the start, then the full ones by one change."""
        reach = self.reach
        if changes == 0:
            reach.group[self.of.has_room] = 0
        elif changes == 1:
            full = reach.group > 1
            reach.group[full] = 1
            reach.group_to[full] = CEILING
        return self._seats(changes)

    def _seats(self, changes: int) -> set[int]:
        """Return mentors who now lead to a place through their group: by a seat, or one more."""
        of, reach = self.of, self.reach
        needed = reach.group[of.group_of] + np.where(of.has_seat, 0, 1)
        fresh = np.flatnonzero((needed == changes) & (reach.mentor > changes))
        reach.mentor[fresh] = changes
        return set(fresh.tolist())

    def _come(self, mentors: list[int], changes: int) -> list[int]:
        """Return mentees who may have one of these mentors, and were not reached."""
        reach = self.reach
        open_to = (self.of.bits[mentors] & self.kept) == 0
        fresh = np.flatnonzero(open_to.any(axis=0) & (reach.mentee > changes))
        reach.mentee[fresh] = changes
        reach.to_mentor[fresh] = np.array(mentors)[open_to[:, fresh].argmax(axis=0)]
        reach.lifts[fresh] = False
        return fresh.tolist()

    def _lift(self, changes: int) -> list[int]:
        """Return mentees who may have a mentor just reached once a forbidden pair is allowed."""
        of, reach = self.of, self.reach
        fresh = []
        for i, j in sorted(of.problem.forbidden):
            is_last = int(of.bits[j, i] & self.kept) == FORBIDDEN
            if is_last and reach.mentor[j] == changes and reach.mentee[i] > changes + 1:
                reach.mentee[i], reach.to_mentor[i], reach.lifts[i] = changes + 1, j, True
                fresh.append(i)
        return fresh

    def _leave(self, mentees: Iterable[int], changes: int) -> set[int]:
        """Return mentors who now lead to a place because one of theirs may leave."""
        of, reach = self.of, self.reach
        fresh = set()
        for k in mentees:
            for j in of.mates[k]:
                if (k, j) in of.problem.pins:
                    continue
                if reach.mentor[j] > changes:
                    reach.mentor[j], reach.mentor_to[j] = changes, k
                    fresh.add(j)
                group = of.group_of[j]
                if reach.group[group] > changes:
                    reach.group[group], reach.group_to[group] = changes, k
                    reach.group_from[group] = j
        return fresh
