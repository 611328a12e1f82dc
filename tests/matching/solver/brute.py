"""The best drafts of tiny problems, found by trying every one: shares no code with the engine."""

import random
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

import numpy as np

from matching.solver.matrix import MatrixScores
from matching.solver.model import Group, Problem

Draft = tuple[tuple[int, ...], ...]


def drafts(problem: Problem) -> Iterator[Draft]:
    """Yield every draft that keeps pins, forbidden pairs, capacities, ceilings and demands."""
    options = [list(_options(problem, i)) for i in range(problem.mentees)]
    yield from _extended(problem, options, [])


def _options(problem: Problem, i: int) -> Iterator[tuple[int, ...]]:
    row = [int(value) for value in problem.scores.rows(i, i + 1)[0]]
    pinned = {j for mentee, j in problem.pins if mentee == i}
    allowed = [j for j, score in enumerate(row) if score >= 0 and (i, j) not in problem.forbidden]
    for size in range(int(problem.demand[i]) + 1):
        for chosen in combinations(allowed, size):
            if pinned <= set(chosen):
                yield chosen


def _extended(problem: Problem, options: list, begun: list) -> Iterator[Draft]:
    if not _fits(problem, begun):
        return
    if len(begun) == len(options):
        yield tuple(begun)
        return
    for option in options[len(begun)]:
        yield from _extended(problem, options, [*begun, option])


def _fits(problem: Problem, begun: list) -> bool:
    used = Counter(j for mentors in begun for j in mentors)
    if any(used[j] > problem.capacity[j] for j in used):
        return False
    return all(sum(used[j] for j in each.members) <= each.capacity for each in problem.groups)


def scores_of(problem: Problem, draft: Draft) -> list[int]:
    """Return the scores of a draft's pairs, ascending."""
    table = problem.scores.rows(0, problem.mentees)
    return sorted(int(table[i, j]) for i, mentors in enumerate(draft) for j in mentors)


def placed(draft: Draft) -> tuple[int, int]:
    """Return how many pairs and how many mentees with a mentor there are."""
    return sum(map(len, draft)), sum(bool(mentors) for mentors in draft)


def by_quality(problem: Problem, draft: Draft) -> tuple:
    """Return what `quality` compares."""
    return (sum(scores_of(problem, draft)),)


def by_participation(problem: Problem, draft: Draft) -> tuple:
    """Return what `participation` compares."""
    return *placed(draft), sum(scores_of(problem, draft))


def by_maxmin(problem: Problem, draft: Draft) -> tuple:
    """Return what `maxmin` compares."""
    scores = scores_of(problem, draft)
    return *placed(draft), min(scores, default=0), sum(scores)


def by_leximin(problem: Problem, draft: Draft) -> tuple:
    """Return what `leximin` compares."""
    return *placed(draft), *scores_of(problem, draft)


def rank_of(problem: Problem, i: int, j: int) -> int | None:
    """Return at which place a mentee named a mentor, 1 the first; None where they did not."""
    for rank, tier in enumerate(problem.mentee_wishes[i], 1):
        if j in tier:
            return rank
    return None


def profile(problem: Problem, draft: Draft) -> tuple[int, ...]:
    """Return how many pairs are first choices, second choices, and so on."""
    count = Counter(rank_of(problem, i, j) for i, mentors in enumerate(draft) for j in mentors)
    return tuple(
        count[rank] for rank in range(1, max(map(len, problem.mentee_wishes or ()), default=0) + 1)
    )


def is_acceptable(problem: Problem, draft: Draft) -> bool:
    """Tell whether all pairs but the pinned ones were named by both who were asked."""
    for i, mentors in enumerate(draft):
        for j in mentors:
            if (i, j) in problem.pins:
                continue
            if problem.mentee_wishes and rank_of(problem, i, j) is None:
                return False
            if problem.mentor_wishes and not any(i in tier for tier in problem.mentor_wishes[j]):
                return False
    return True


def by_rank(problem: Problem, draft: Draft) -> tuple:
    """Return what `rank_maximal` compares, among acceptable drafts."""
    return profile(problem, draft), sum(scores_of(problem, draft))


def random_problem(
    chance: random.Random,
    *,
    groups: bool = True,
    demands: bool = True,
    pins: bool = True,
    mentee_wishes: bool = False,
    mentor_wishes: bool = False,
) -> Problem:
    """Return a tiny problem; ties, empty rows, zero seats and nobody at all are likely."""
    mentees, mentors = chance.choice([0, 1, 2, 3, 3, 4, 4]), chance.choice([0, 1, 2, 3, 3, 4])
    most = chance.choice([0, 1, 3, 9, 10_000])
    ruled_out = chance.choice([0, 0.2, 0.5, 1])
    table = np.array(
        [
            [-1 if chance.random() < ruled_out else chance.randint(0, most) for _ in range(mentors)]
            for _ in range(mentees)
        ],
        dtype=np.int16,
    ).reshape(mentees, mentors)
    capacity = np.array([chance.choice([0, 1, 1, 2, 3]) for _ in range(mentors)], dtype=np.int64)
    several = demands and chance.random() < 0.5
    demand = [chance.choice([1, 1, 2, 3]) if several else 1 for _ in range(mentees)]
    problem = Problem(
        scores=MatrixScores(table),
        capacity=capacity,
        demand=np.array(demand, dtype=np.int64),
        groups=_random_groups(chance, mentors) if groups and chance.random() < 0.5 else (),
        forbidden=frozenset(
            (i, j) for i in range(mentees) for j in range(mentors) if chance.random() < 0.08
        ),
        mentee_wishes=_random_wishes(chance, mentees, mentors) if mentee_wishes else None,
        mentor_wishes=_random_wishes(chance, mentors, mentees) if mentor_wishes else None,
    )
    return _with_pins(chance, problem) if pins and chance.random() < 0.4 else problem


def _random_groups(chance: random.Random, mentors: int) -> tuple[Group, ...]:
    which = [chance.choice([-1, 0, 1]) for _ in range(mentors)]
    members = [tuple(j for j in range(mentors) if which[j] == number) for number in (0, 1)]
    return tuple(Group(each, chance.randint(0, 3)) for each in members if each)


def _random_wishes(chance: random.Random, people: int, others: int) -> tuple:
    """Return tiers for each: some tied, some short, some empty."""
    wishes = []
    for _ in range(people):
        named = chance.sample(range(others), chance.randint(0, others))
        tiers: list[tuple[int, ...]] = []
        for other in named:
            if tiers and chance.random() < 0.35:
                tiers[-1] = (*tiers[-1], other)
            else:
                tiers.append((other,))
        wishes.append(tuple(tiers))
    return tuple(wishes)


def _with_pins(chance: random.Random, problem: Problem) -> Problem:
    """Pin a few pairs of some draft, so that they can be kept."""
    candidates = list(drafts(problem))
    draft = chance.choice(candidates)
    pairs = [(i, j) for i, mentors in enumerate(draft) for j in mentors]
    pinned = frozenset(chance.sample(pairs, min(len(pairs), chance.randint(1, 2))))
    return Problem(
        **{name: getattr(problem, name) for name in problem.__dataclass_fields__} | {"pins": pinned}
    )
