"""Every stable draft of tiny problems: shares no code with the engine, nor with its checker."""

from collections.abc import Callable

from matching.solver.model import Problem
from tests.matching.solver.brute import Draft, drafts, is_acceptable

Key = Callable[[int, int], tuple]


def keys(problem: Problem, favoured: set | None = None) -> tuple[Key, Key]:
    """Return how good a pair is for the mentee and for the mentor, smaller is better.

    Without `favoured` ties stay ties; with it they are broken as the engine says it breaks them.
    """
    table = problem.scores.rows(0, problem.mentees)

    def broken(i: int, j: int) -> tuple:
        return () if favoured is None else ((i, j) not in favoured, -int(table[i, j]))

    def place(wishes: tuple | None, person: int, other: int, score: int) -> int:
        if wishes is None:
            return -score
        return next(rank for rank, tier in enumerate(wishes[person]) if other in tier)

    def mentee(i: int, j: int) -> tuple:
        own = place(problem.mentee_wishes, i, j, int(table[i, j]))
        return own, *broken(i, j), *(() if favoured is None else (j,))

    def mentor(i: int, j: int) -> tuple:
        own = place(problem.mentor_wishes, j, i, int(table[i, j]))
        return own, *broken(i, j), *(() if favoured is None else (i, j))

    return mentee, mentor


def acceptable_pairs(problem: Problem) -> list[tuple[int, int]]:
    """Return the pairs that both find acceptable, without the pinned ones."""
    table = problem.scores.rows(0, problem.mentees)
    empty = [()] * problem.mentees
    return [
        (i, j)
        for i in range(problem.mentees)
        for j in range(problem.mentors)
        if table[i, j] >= 0
        and (i, j) not in problem.forbidden | problem.pins
        and is_acceptable(problem, (*empty[:i], (j,), *empty[i + 1 :]))
    ]


def blocking(problem: Problem, draft: Draft, mentee: Key, mentor: Key) -> list[tuple[int, int]]:
    """Return the pairs who would rather have each other."""
    chosen = {(i, j) for i, mentors in enumerate(draft) for j in mentors}
    free = chosen - problem.pins
    found = []
    for i, j in acceptable_pairs(problem):
        if (i, j) in chosen:
            continue
        mine = [mentee(i, other) for other in draft[i] if (i, other) in free]
        if len(draft[i]) >= problem.demand[i] and not any(mentee(i, j) < key for key in mine):
            continue
        group = next((each for each in problem.groups if j in each.members), None)
        house = set(group.members) if group else {j}
        taken = sum(b == j for _, b in chosen)
        together = sum(b in house for _, b in chosen)
        rivals = [mentor(a, b) for a, b in free if b == j]
        if taken < problem.capacity[j]:
            if group is None or together < group.capacity:
                found.append((i, j))
                continue
            rivals = [mentor(a, b) for a, b in free if b in house]
        if any(mentor(i, j) < key for key in rivals):
            found.append((i, j))
    return found


def stable_drafts(problem: Problem, mentee: Key, mentor: Key) -> list[Draft]:
    """Return all drafts of acceptable pairs that nothing blocks."""
    return [
        draft
        for draft in drafts(problem)
        if is_acceptable(problem, draft) and not blocking(problem, draft, mentee, mentor)
    ]


def is_as_good_for_mentees(problem: Problem, one: Draft, other: Draft, mentee: Key) -> bool:
    """Tell whether no mentee likes anybody of the other draft better, place by place."""
    for i, (mine, theirs) in enumerate(zip(one, other, strict=True)):
        ours = sorted(mentee(i, j) for j in mine if (i, j) not in problem.pins)
        others = sorted(mentee(i, j) for j in theirs if (i, j) not in problem.pins)
        if len(ours) < len(others) or any(a > b for a, b in zip(ours, others, strict=False)):
            return False
    return True
