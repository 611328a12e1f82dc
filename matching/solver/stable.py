"""Stable drafts: no two people would both rather have each other than whom they got.

Mentees ask, best first, and mentors keep the best who asked (Gale and Shapley 1962), with
capacities and several mentors for one mentee. A group over its ceiling gives up whom its mentors
rank lowest: seats and ceilings are a laminar matroid, so that there still is one stable draft that
is the best for all mentees (Fleiner 2003). With ties every strict order that breaks them gives a
stable draft, but not all of the same size; the largest is NP-hard to find (Manlove et al. 2002), so
a few orders are tried that favour whoever was left out (after Király 2011).
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from matching.solver.blocking import blocking_pairs
from matching.solver.limits import Limits
from matching.solver.model import Certificate, IntArray, Level, Problem, Tiers
from matching.solver.modes.acceptable import block_of

Mates = tuple[tuple[int, ...], ...]
Pair = tuple[int, int]
Offer = tuple[int, ...]
ATTEMPTS = 6
NOBODY = np.iinfo(np.int64).max // 4  # the rank of somebody who is not acceptable
PLAIN = "Ties are broken by the higher score, then by position."
FAVOURED = (
    "Ties are broken in favour of the pairs listed in the level “placed”, then by the higher "
    "score, then by position."
)
HARD = "With ties the largest stable draft is NP-hard to find: a larger one may exist."


@dataclass(frozen=True, slots=True)
class Sides:
    """Who would rather have whom: a smaller rank is better, `NOBODY` is not acceptable.

    `mentee` and `mentor` are both mentees × mentors: how the mentee ranks the mentor, and how the
    mentor ranks the mentee. Pinned pairs are not acceptable here: they are taken out first.
    """

    mentee: IntArray
    mentor: IntArray
    scores: IntArray
    seats: IntArray
    wanted: IntArray
    # Of each mentor: who shares a ceiling with them, and that ceiling; alone it is their seats.
    house: list[list[int]]
    ceiling: list[int]

    @property
    def has_ties(self) -> bool:
        """Tell whether somebody likes two acceptable people equally."""
        return any(
            len(np.unique(known)) < len(known)
            for ranks in (self.mentee, self.mentor.T)
            for known in (row[row < NOBODY] for row in ranks)
        )


@dataclass(slots=True)
class TieBreak:
    """What decides between people who are liked equally: the smaller number, then the others.

    Then the higher score decides, then the position.
    """

    mentees: IntArray
    mentors: IntArray
    pairs: frozenset[Pair] = field(default_factory=frozenset)


def solve_stable(problem: Problem, *, limits: Limits | None = None) -> tuple[Mates, Certificate]:
    """Return a draft without blocking pairs that is the best for mentees under its tie-break.

    A side without wishes ranks by score, equal scores tied; with wishes, who is not named is not
    acceptable. A mentee with a demand of several compares mentors one by one. Pinned pairs are
    taken out first, with their places.
    """
    limits = limits or Limits()
    sides = sides_of(problem)
    plain = TieBreak(np.zeros(problem.mentees, np.int64), np.zeros(problem.mentors, np.int64))
    held = _propose(sides, plain)
    tie_break, note = plain, ""
    if sides.has_ties:
        larger = _larger(sides, held, limits)
        note = f"{PLAIN} {HARD}"
        if larger is not None:
            tie_break = TieBreak(plain.mentees, plain.mentors, frozenset(larger))
            held = _propose(sides, tie_break)
            note = f"{FAVOURED} {HARD}"
    return _answer(problem, held, tie_break, note)


def _answer(
    problem: Problem, held: set[Pair], tie_break: TieBreak, note: str
) -> tuple[Mates, Certificate]:
    """Return the draft with its pinned pairs, and what is said of it."""
    mates: list[list[int]] = [[] for _ in range(problem.mentees)]
    for i, j in held | problem.pins:
        mates[i].append(j)
    pairs = len(held) + len(problem.pins)
    favoured = [list(pair) for pair in sorted(tie_break.pairs)]
    proof: dict[str, object] = {"favoured": favoured} if favoured else {}
    draft = tuple(tuple(sorted(each)) for each in mates)
    # Looked for by code that knows nothing of how the draft was made.
    blocking = tuple(blocking_pairs(problem, draft))
    return draft, Certificate(
        is_optimal=not blocking,
        objective=pairs,
        bound=pairs,
        levels=(Level("placed", pairs, proof),),
        blocking_pairs=blocking,
        note=note,
    )


def sides_of(problem: Problem) -> Sides:
    """Return how each side ranks the other, and what is left after the pinned pairs."""
    scores = block_of(problem, 0, problem.mentees).astype(np.int64)
    scores = scores.reshape(problem.mentees, problem.mentors)
    mentee, mentor = -scores, -scores
    if problem.mentee_wishes is not None:
        mentee = _ranked(problem.mentee_wishes, problem.mentors)
    if problem.mentor_wishes is not None:
        mentor = _ranked(problem.mentor_wishes, problem.mentees).T
    out = (scores < 0) | (mentee == NOBODY) | (mentor == NOBODY)
    seats = problem.capacity.astype(np.int64)
    wanted = np.minimum(problem.demand, problem.mentors).astype(np.int64)
    for i, j in problem.pins:
        wanted[i] -= 1
        seats[j] -= 1
    house, ceiling = [[j] for j in range(problem.mentors)], seats.tolist()
    for group in problem.groups:
        left = group.capacity - sum(j in group.members for _, j in problem.pins)
        for j in group.members:
            house[j], ceiling[j] = list(group.members), left
    return Sides(
        np.where(out, NOBODY, mentee),
        np.where(out, NOBODY, mentor),
        scores,
        seats,
        wanted,
        house,
        ceiling,
    )


def _ranked(wishes: Sequence[Tiers], others: int) -> IntArray:
    """Return people × others: the place of each in each person's wishes."""
    ranks = np.full((len(wishes), others), NOBODY)
    for person, tiers in enumerate(wishes):
        for rank, tier in enumerate(tiers, 1):
            ranks[person, list(tier)] = rank
    return ranks


def _propose(sides: Sides, tie_break: TieBreak) -> set[Pair]:
    """Return the pairs held when nobody has anybody left to ask."""
    favoured = np.ones_like(sides.scores)
    for pair in tie_break.pairs:
        favoured[pair] = 0
    lists = [iter(_order(sides, tie_break, favoured, i)) for i in range(len(sides.wanted))]
    waiting = [i for i in reversed(range(len(lists))) for _ in range(int(sides.wanted[i]))]
    held: list[list[Offer]] = [[] for _ in sides.seats]
    while waiting:
        i = waiting.pop()
        j = next(lists[i], None)
        if j is None:
            continue
        # Turned round, so that the worst who is held comes first.
        keys = (sides.mentor[i, j], favoured[i, j], tie_break.mentees[i], -sides.scores[i, j], i, j)
        heapq.heappush(held[j], tuple(-int(key) for key in keys))
        refused = _given_up(sides, held, j)
        if refused is not None:
            waiting.append(-refused[-2])
    return {(-offer[-2], j) for j, offers in enumerate(held) for offer in offers}


def _given_up(sides: Sides, held: list[list[Offer]], j: int) -> Offer | None:
    """Return the offer that a mentor who got one more, or their group, has to give up."""
    if len(held[j]) > sides.seats[j]:
        return heapq.heappop(held[j])
    house = sides.house[j]
    if sum(len(held[member]) for member in house) <= sides.ceiling[j]:
        return None
    worst = min((member for member in house if held[member]), key=lambda member: held[member][0])
    return heapq.heappop(held[worst])


def _order(sides: Sides, tie_break: TieBreak, favoured: IntArray, i: int) -> list[int]:
    """Return the acceptable mentors of a mentee, best first."""
    ranks = sides.mentee[i]
    known = np.flatnonzero(ranks < NOBODY)
    keys = (known, -sides.scores[i, known], tie_break.mentors[known], favoured[i, known])
    return [int(j) for j in known[np.lexsort((*keys, ranks[known]))]]


def _larger(sides: Sides, held: set[Pair], limits: Limits) -> set[Pair] | None:
    """Return a larger stable draft, by favouring who was left out; None where none was found.

    Each draft is stable for the order that made it, and so for the order that favours its own
    pairs in each tie.
    """
    best: set[Pair] | None = None
    most = len(held)
    promoted = np.zeros(len(sides.wanted), np.int64)
    for _ in range(ATTEMPTS):
        if limits.is_over:
            break
        limits.tell("a larger stable draft", 0.5)
        got = np.bincount([i for i, _ in held], minlength=len(sides.wanted))
        taken = np.bincount([j for _, j in held], minlength=len(sides.seats))
        left_out = got < sides.wanted
        if not left_out.any() or (taken >= sides.seats).all():
            break
        promoted[left_out] -= 1
        # Among mentors liked equally those with room come first.
        held = _propose(sides, TieBreak(promoted, (taken >= sides.seats).astype(np.int64)))
        if len(held) > most:
            best, most = held, len(held)
    return best
