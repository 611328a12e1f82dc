"""The figures that people argue about, the same for every draft, whatever its mode."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matching.solver.blocking import blocking_pairs
from matching.solver.model import IntArray, Problem


@dataclass(frozen=True, slots=True)
class Measures:
    """What a draft comes to; scores are whole points, 0 where there is no pair.

    `deciles` has 11 scores: of the worst pair, of the pairs a tenth, two tenths, … up the list,
    and of the best pair; empty where there is no pair. `rank_profile` has how many pairs are the
    mentee's first choice, second, and so on, None where mentees have no wishes; pairs that the
    mentee did not name are in none. `seats` are those that capacities and ceilings allow.
    """

    total: int
    mean: float
    worst: int
    deciles: tuple[int, ...]
    mentees: int
    placed: int
    pairs: int
    first_choices: int | None
    rank_profile: tuple[int, ...] | None
    seats: int
    seats_used: int
    mentors: int
    mentors_used: int
    blocking_pairs: int


def measure(problem: Problem, mates: Sequence[Sequence[int]]) -> Measures:
    """Return the measures of a draft, given as the mentors of each mentee."""
    pairs = [(i, int(j)) for i, mentors in enumerate(mates) for j in mentors]
    scores = _scores(problem, pairs)
    profile = rank_profile(problem, mates)
    return Measures(
        total=int(scores.sum()),
        mean=float(scores.mean()) if len(scores) else 0.0,
        worst=int(scores[0]) if len(scores) else 0,
        deciles=_deciles(scores),
        mentees=problem.mentees,
        placed=sum(bool(len(mentors)) for mentors in mates),
        pairs=len(pairs),
        first_choices=None if profile is None else sum(profile[:1]),
        rank_profile=profile,
        seats=seats(problem),
        seats_used=len(pairs),
        mentors=problem.mentors,
        mentors_used=len({j for _, j in pairs}),
        blocking_pairs=len(blocking_pairs(problem, mates)),
    )


def rank_profile(problem: Problem, mates: Sequence[Sequence[int]]) -> tuple[int, ...] | None:
    """Return how many pairs are first choices of the mentee, second, …; None without wishes."""
    if problem.mentee_wishes is None:
        return None
    profile = [0] * max((len(tiers) for tiers in problem.mentee_wishes), default=0)
    for tiers, mentors in zip(problem.mentee_wishes, mates, strict=True):
        for rank, tier in enumerate(tiers):
            profile[rank] += len(set(tier) & set(mentors))
    return tuple(profile)


def seats(problem: Problem) -> int:
    """Return how many mentees the mentors can take together, under all ceilings."""
    own = np.array(problem.capacity, dtype=np.int64)
    total = int(own.sum())
    for group in problem.groups:
        inside = int(own[list(group.members)].sum())
        total -= max(0, inside - group.capacity)
    return total


def _scores(problem: Problem, pairs: list[tuple[int, int]]) -> IntArray:
    """Return the scores of pairs, ascending."""
    if not pairs:
        return np.zeros(0, np.int64)
    mentees, mentors = np.array(pairs, dtype=np.int64).T
    return np.sort(problem.scores.pairs(mentees, mentors).astype(np.int64))


def _deciles(scores: IntArray) -> tuple[int, ...]:
    """Return real scores of the list, not ones between two."""
    if not len(scores):
        return ()
    return tuple(int(scores[(len(scores) - 1) * tenth // 10]) for tenth in range(11))
