"""Small problems: random ones, the best answer by trying everything, and what a proof must show."""

from functools import cache
from itertools import combinations

import numpy as np

from matching.solver.matrix import MatrixScores
from matching.solver.model import Certificate, Group, Mode, Prices, Problem


def problem_of(
    scores, capacity, demand=None, groups=(), pins=(), forbidden=(), kind=MatrixScores
) -> Problem:
    values = np.array(scores).reshape(len(scores), len(capacity))
    return Problem(
        scores=kind(values),
        capacity=np.array(capacity, dtype=np.int64),
        demand=np.ones(len(values), dtype=np.int64) if demand is None else np.array(demand),
        groups=tuple(groups),
        pins=frozenset(pins),
        forbidden=frozenset(forbidden),
    )


def random_problem(seed: int, *, most: int = 5, plain: bool = False) -> Problem:
    """Return a problem with ties, zero seats, pairs ruled out, groups, demands and pins."""
    chance = np.random.default_rng(seed)
    mentees, mentors = chance.integers(1, most + 1, 2)
    values = chance.integers(0, chance.choice([1, 2, 5, 10_001]), (mentees, mentors))
    values[chance.random((mentees, mentors)) < chance.choice([0, 0.3, 0.7])] = -1
    capacity = chance.integers(0, 4, mentors)
    demand, groups = np.ones(mentees, dtype=np.int64), []
    if not plain:
        demand = chance.integers(1, chance.choice([2, 4]), mentees)
        if mentors > 1 and chance.random() < 0.6:
            cut = int(chance.integers(1, mentors))
            order = chance.permutation(mentors).tolist()
            groups = [
                Group(tuple(order[:cut]), int(chance.integers(0, 4))),
                Group(tuple(order[cut : cut + 2]), int(chance.integers(0, 4))),
            ]
    allowed = [(int(i), int(j)) for i, j in np.argwhere(values >= 0)]
    chance.shuffle(allowed)
    forbidden = {tuple(each) for each in allowed[: int(chance.integers(0, 3))]}
    pins: set[tuple[int, int]] = set()
    for i, j in allowed[3 : 3 + int(chance.integers(0, 3))]:
        further = problem_of(values, capacity, demand, groups, {*pins, (i, j)}, forbidden)
        if fits(further, further.pins):
            pins.add((i, j))
    return problem_of(values, capacity, demand, groups, pins, forbidden)


def fits(problem: Problem, pairs) -> bool:
    """Say whether pairs keep every limit."""
    by_mentee = np.bincount([i for i, _ in pairs], minlength=problem.mentees)
    by_mentor = np.bincount([j for _, j in pairs], minlength=problem.mentors)
    return (
        len(set(pairs)) == len(list(pairs))
        and bool((by_mentee <= problem.demand).all())
        and bool((by_mentor <= problem.capacity).all())
        and all(by_mentor[list(g.members)].sum() <= g.capacity for g in problem.groups)
        and all(problem.scores.rows(i, i + 1)[0, j] >= 0 for i, j in pairs)
        and not set(pairs) & problem.forbidden
    )


def key_of(problem: Problem, mode: Mode, pairs) -> tuple[int, ...]:
    """Return what a mode makes as large as possible."""
    values = problem.scores.rows(0, problem.mentees)
    total = sum(int(values[i, j]) for i, j in pairs)
    if mode == Mode.QUALITY:
        return (total,)
    return len(pairs), len({i for i, _ in pairs}), total


def best_key(problem: Problem, mode: Mode) -> tuple[int, ...]:
    """Return the best of all drafts that keep the pins, by trying each choice of each mentee."""
    values = problem.scores.rows(0, problem.mentees)
    groups = [next((n for n, g in enumerate(problem.groups) if j in g.members), -1)
              for j in range(problem.mentors)]  # fmt: skip

    @cache
    def after(i: int, seats: tuple[int, ...], ceilings: tuple[int, ...]):
        if i == problem.mentees:
            return key_of(problem, mode, [])
        pinned = {j for k, j in problem.pins if k == i}
        able = [j for j in range(problem.mentors)
                if values[i, j] >= 0 and (i, j) not in problem.forbidden]  # fmt: skip
        best = None
        for size in range(min(int(problem.demand[i]), len(able)) + 1):
            for some in combinations(able, size):
                left, room = list(seats), list(ceilings)
                for j in some:
                    left[j] -= 1
                    if groups[j] >= 0:
                        room[groups[j]] -= 1
                if not pinned <= set(some) or min(left) < 0 or min(room, default=0) < 0:
                    continue
                rest = after(i + 1, tuple(left), tuple(room))
                if rest is None:
                    continue
                mine = key_of(problem, mode, [(i, j) for j in some])
                whole = tuple(a + b for a, b in zip(mine, rest, strict=True))
                best = whole if best is None else max(best, whole)
        return best

    seats, ceilings = problem.capacity.tolist(), (g.capacity for g in problem.groups)
    found: tuple[int, ...] = after(0, tuple(seats), tuple(ceilings))
    return found


def check_proof(problem: Problem, mates, certificate: Certificate) -> None:
    """Check a draft and its proof over all pairs, as the engine's model states it."""
    chosen = [(i, j) for i, mentors in enumerate(mates) for j in mentors]
    assert fits(problem, chosen)
    assert problem.pins <= set(chosen)
    prices = certificate.prices
    assert prices is not None
    for each in (prices.mentee, prices.mentor, prices.group, [*prices.pair.values()]):
        assert all(price >= 0 for price in each)
    rest = set(chosen) - problem.pins
    check_pairs(problem, prices, rest if certificate.is_optimal else set())
    places, first, seats, ceilings = left_of(problem)
    values = problem.scores.rows(0, problem.mentees)
    held = np.bincount([i for i, _ in rest], minlength=problem.mentees)
    objective = len(rest) * prices.bonus
    for i, j in rest:
        objective += int(values[i, j])
    objective -= prices.further * int(np.maximum(held - first, 0).sum())
    bound: int = sum(prices.pair.values())
    for i in range(problem.mentees):
        bound += int(first[i]) * int(prices.mentee[i])
        bound += int(places[i] - first[i]) * max(0, int(prices.mentee[i]) - prices.further)
    for limits, costs in ((seats, prices.mentor), (ceilings, prices.group)):
        for limit, price in zip(limits.tolist(), costs.tolist(), strict=True):
            bound += limit * price
    assert (certificate.objective, certificate.bound) == (objective, bound)
    assert bound >= objective
    assert certificate.is_optimal == (bound == objective)


def check_pairs(problem: Problem, prices: Prices, tight: set[tuple[int, int]]) -> None:
    """Check that no pair is worth more than its prices, and some are worth exactly as much."""
    values = problem.scores.rows(0, problem.mentees)
    group_of = {j: n for n, group in enumerate(problem.groups) for j in group.members}
    for i, j in np.argwhere(values >= 0).tolist():
        if (i, j) in problem.pins | problem.forbidden:
            continue
        together = int(prices.mentee[i]) + int(prices.mentor[j]) + prices.pair.get((i, j), 0)
        together += int(prices.group[group_of[j]]) if j in group_of else 0
        worth = int(values[i, j]) + prices.bonus
        assert together == worth if (i, j) in tight else together >= worth


def left_of(problem: Problem):
    """Return what the pins leave: mentees' places, first ones among them, seats, ceilings."""
    places, seats = problem.demand.copy(), problem.capacity.copy()
    ceilings = np.array([group.capacity for group in problem.groups], dtype=np.int64)
    first = np.ones(problem.mentees, dtype=np.int64)
    for i, j in problem.pins:
        places[i] -= 1
        first[i] = 0
        seats[j] -= 1
        for number, group in enumerate(problem.groups):
            ceilings[number] -= j in group.members
    return places, np.minimum(first, places), seats, ceilings
