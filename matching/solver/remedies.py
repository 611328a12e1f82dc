"""Nobody fits: what would have to change for each mentee without a mentor, and for the round."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from matching.solver.model import IntArray, Problem, Solution
from matching.solver.openings import FIRST_RULE, NEVER, Openings, Reach, Shift
from matching.solver.scoring import RuleScores

MOST_CHANGES = 3
TRIES = 4  # ways that are looked at for each remedy that is asked for

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Remedy:
    """Changes with which a mentee gets a mentor and nobody who has one is left without.

    No smaller part of the changes would do. `rules` (ids) are left out for the round, `forbidden`
    pairs are allowed, mentors in `seats` take one more, groups in `ceilings` too. Without any
    change, it is the draft's mode that leaves the mentee out for a better total. `shifts` is one
    way to place them, the mentee first; `fit` what the pair would score, all points counted.
    """

    mentor: int
    fit: int
    rules: tuple[str, ...] = ()
    forbidden: tuple[Pair, ...] = ()
    seats: tuple[int, ...] = ()
    ceilings: tuple[int, ...] = ()
    shifts: tuple[Shift, ...] = ()

    @property
    def size(self) -> int:
        """Return how many things change."""
        return len(self.rules) + len(self.forbidden) + len(self.seats) + len(self.ceilings)


@dataclass(frozen=True, slots=True)
class WithoutMentor:
    """A mentee without a mentor: whom they may have, what stands between, and what would help.

    `allowed` mentors may be theirs by the rules, though all places are taken. `ruled_out` says how
    many mentors each rule keeps from them, `alone` how many it keeps by itself. Remedies come with
    the fewest changes first; () where more than three would be needed.
    """

    mentee: int
    allowed: tuple[int, ...]
    ruled_out: tuple[tuple[str, int], ...]
    alone: tuple[tuple[str, int], ...]
    remedies: tuple[Remedy, ...]


@dataclass(frozen=True, slots=True)
class Shortage:
    """Mentees whose allowed mentors together have too few seats, whoever gets which."""

    mentees: tuple[int, ...]
    mentors: tuple[int, ...]
    seats: int


@dataclass(frozen=True, slots=True)
class Remedies:
    """What would help those without a mentor; `is_complete` unless time ran out."""

    mentees: tuple[WithoutMentor, ...]
    shortages: tuple[Shortage, ...]
    is_complete: bool


def remedies_of(
    problem: Problem,
    scores: RuleScores,
    solution: Solution,
    *,
    count: int = 5,
    seconds: float = 5.0,
) -> Remedies:
    """Return for each mentee without a mentor up to `count` remedies, the smallest first.

    `scores` are the rules behind the problem's scores. Rules are left out one, two and three at a
    time until everybody has a smallest remedy, or the seconds are over.
    """
    openings = Openings(problem, scores, solution)
    finder = _Finder(openings, scores, count)
    is_complete = finder.run(time.monotonic() + seconds)
    mentees = tuple(
        _without_mentor(openings, mentee, finder.found[mentee]) for mentee in openings.unmatched
    )
    return Remedies(mentees, shortages_of(openings), is_complete)


class _Finder:
    """Tries sets of rules, the smallest first, and keeps what helps each mentee."""

    def __init__(self, openings: Openings, scores: RuleScores, count: int) -> None:
        self.openings, self.scores, self.count = openings, scores, count
        self.found: dict[int, list[Remedy]] = {mentee: [] for mentee in openings.unmatched}
        # How many changes each mentee needs beside rules that are left out, by those rules.
        self.needs: dict[frozenset[int], IntArray] = {}

    def run(self, until: float) -> bool:
        """Look at sets of up to three rules; return whether there was time for all."""
        unmatched = self.openings.unmatched
        rules = self.openings.droppable if unmatched else []
        for size in range(MOST_CHANGES + 1):
            if not any(self._is_waiting(mentee, size) for mentee in unmatched):
                return True
            for dropped in combinations(rules, size):
                if time.monotonic() > until:
                    return False
                self._try(dropped)
        return True

    def _is_waiting(self, mentee: int, size: int) -> bool:
        """Return whether sets of so many rules may hold a remedy as small as the smallest."""
        found = self.found[mentee]
        return not found or found[0].size >= size

    def _try(self, dropped: tuple[int, ...]) -> None:
        """Keep the remedies in which just these rules are left out."""
        reach = self.openings.reach(dropped, MOST_CHANGES - len(dropped))
        self.needs[frozenset(dropped)] = reach.mentee[self.openings.unmatched]
        parts = [
            self.needs[frozenset(part)]
            for size in range(len(dropped))
            for part in combinations(dropped, size)
        ]
        for place, mentee in enumerate(self.openings.unmatched):
            need = int(reach.mentee[mentee])
            if need == NEVER or any(int(part[place]) <= need for part in parts):
                continue
            new = list(self._remedies(reach, mentee, dropped, need))
            known = sorted([*self.found[mentee], *new], key=lambda each: each.size)
            self.found[mentee] = known[: self.count]

    def _remedies(
        self, reach: Reach, mentee: int, dropped: tuple[int, ...], need: int
    ) -> Iterator[Remedy]:
        """Yield what helps one mentee with so many changes beside the rules, best fit first."""
        free, lifted = self.openings.open_mentors(mentee, dropped)
        ways = [(int(j), False) for j in free[reach.mentor[free] == need]]
        ways += [(int(j), True) for j in lifted[reach.mentor[lifted] == need - 1]]
        mentors = np.array([j for j, _ in ways], dtype=np.int64)
        fits = self.scores.contributions_of(np.full_like(mentors, mentee), mentors).sum(axis=1)
        seen: set[tuple[object, ...]] = set()
        best = sorted(range(len(ways)), key=lambda way: (-int(fits[way]), ways[way]))
        # Without further changes one way says all; with some, many end at the same place.
        for way in best[: TRIES * self.count if need else 1]:
            mentor, lifts = ways[way]
            path = self.openings.path(reach, mentee, mentor, lifts=lifts)
            remedy = Remedy(
                mentor,
                int(fits[way]),
                tuple(self.openings.rules[place] for place in dropped),
                tuple(sorted(path.lifted)),
                tuple(sorted(path.seats)),
                tuple(sorted(path.ceilings)),
                tuple(path.shifts),
            )
            changes = (remedy.forbidden, remedy.seats, remedy.ceilings)
            if changes not in seen:
                seen.add(changes)
                yield remedy
            if len(seen) == self.count:
                return


def _without_mentor(openings: Openings, mentee: int, found: Sequence[Remedy]) -> WithoutMentor:
    """Return what is known of one mentee without a mentor."""
    own = openings.bits[:, mentee]
    counts, alone = [], []
    for place, rule in enumerate(openings.rules):
        bit = own.dtype.type(1 << (place + FIRST_RULE))
        counts.append((rule, int(np.count_nonzero(own & bit))))
        alone.append((rule, int(np.count_nonzero(own == bit))))
    return WithoutMentor(
        mentee,
        tuple(np.flatnonzero(own == 0).tolist()),
        tuple(each for each in counts if each[1]),
        tuple(each for each in alone if each[1]),
        tuple(found),
    )


def in_whose_place(
    problem: Problem, scores: RuleScores, solution: Solution, mentee: int
) -> tuple[int, ...]:
    """Return the mentees any one of whom could lose their place so that a mentee gets one.

    Nobody else would be left without. () where nobody's place would help, or none is needed.
    """
    closure = _Closure(Openings(problem, scores, solution))
    if not closure.spread(mentee):
        return ()
    return tuple(sorted(closure.mentees - {mentee}))


def shortages_of(openings: Openings) -> tuple[Shortage, ...]:
    """Return sets of mentees who have too few seats between them, one for each part of the round.

    Mentees whom the rules leave nobody are a shortage each; who could be placed as it is has none.
    """
    parts: list[_Closure] = []
    for mentee in openings.unmatched:
        closure = _Closure(openings, parts)
        if closure.spread(mentee):
            parts = [each for each in parts if not each.mentors & closure.mentors]
            parts.append(closure)
    return tuple(sorted((each.shortage for each in parts), key=lambda each: each.mentees))


class _Closure:
    """All whom a mentee's search for a place comes by, where it ends at no free place."""

    def __init__(self, openings: Openings, known: Sequence["_Closure"] = ()) -> None:
        """Take searches that ended nowhere, so that their ground is not gone over again."""
        self.openings, self.known = openings, known
        self.mentees: set[int] = set()
        self.mentors: set[int] = set()

    def spread(self, mentee: int) -> bool:
        """Go on from a mentee; return False as soon as there is a place."""
        of = self.openings
        fresh = {mentee}
        while fresh:
            self.mentees |= fresh
            met = np.flatnonzero((of.bits[:, sorted(fresh)] == 0).any(axis=1))
            came = set(met.tolist()) - self.mentors
            for each in self.known:
                if each.mentors & came:
                    self.mentees |= each.mentees
                    self.mentors |= each.mentors
                    came -= each.mentors
            through = set(came)
            for j in came:
                if of.has_seat[j]:
                    if of.has_room[of.group_of[j]]:
                        return False
                    through |= set(of.problem.groups[of.group_of[j]].members)
            self.mentors |= came | {j for j in through if of.holders[j]}
            holders = {k for j in through for k in of.holders[j]}
            if any(len(of.mates[k]) > 1 for k in holders):
                return False
            fresh = holders - self.mentees
        return True

    @property
    def shortage(self) -> Shortage:
        """Return the mentees and their mentors, who have a seat for all but the unmatched."""
        placed = sum(1 for k in self.mentees if self.openings.mates[k])
        return Shortage(tuple(sorted(self.mentees)), tuple(sorted(self.mentors)), placed)
