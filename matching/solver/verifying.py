"""An independent look at a solution: is it a draft, and do its proofs hold.

It shares no code with what solves; it only reads what the certificate says and looks at each pair.
"""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from matching.solver.blocking import blocking_pairs
from matching.solver.model import IntArray, Mode, Prices, Problem, Solution
from matching.solver.verifying_levels import wrong_levels

Pair = tuple[int, int]


def verify(problem: Problem, solution: Solution) -> list[str]:
    """Return a sentence for each thing that is wrong; none where draft and proof hold.

    Where the solution does not claim to be the best, only what it does claim is looked at: that it
    is a draft, and that no draft exceeds its bound.
    """
    wrong = list(_wrong_draft(problem, solution))
    if wrong:
        return wrong
    certificate = solution.certificate
    if certificate.is_optimal and certificate.objective != certificate.bound:
        wrong.append(
            f"It claims to be the best with {certificate.objective}, and its bound is "
            f"{certificate.bound}."
        )
    if certificate.prices is not None:
        wrong += _wrong_prices(problem, solution, certificate.prices)
    elif solution.mode in {Mode.QUALITY, Mode.PARTICIPATION, Mode.MAXMIN}:
        wrong.append("It has no prices.")
    if solution.mode == Mode.STABLE:
        wrong += _wrong_stable(problem, solution)
    if solution.mode in {Mode.MAXMIN, Mode.LEXIMIN, Mode.RANK_MAXIMAL}:
        wrong += wrong_levels(problem, solution)
    return wrong


def _wrong_draft(problem: Problem, solution: Solution) -> Iterator[str]:
    """Yield what keeps this from being a draft of the problem."""
    if len(solution.mates) != problem.mentees:
        yield f"It has {len(solution.mates)} mentees instead of {problem.mentees}."
        return
    chosen = set(solution.chosen)
    if any(not 0 <= j < problem.mentors for _, j in chosen):
        yield "It names a mentor who is not there."
        return
    if len(chosen) != len(solution.chosen):
        yield "A mentee has the same mentor twice."
    for i, j in sorted(problem.pins - chosen):
        yield f"The pinned pair ({i}, {j}) is not in it."
    for i, j in sorted(chosen):
        if (i, j) in problem.forbidden:
            yield f"The pair ({i}, {j}) is forbidden."
        if problem.scores.rows(i, i + 1)[0, j] < 0:
            yield f"The pair ({i}, {j}) is ruled out."
    yield from _over(problem, chosen)


def _over(problem: Problem, chosen: set[Pair]) -> Iterator[str]:
    """Yield who has more than they can."""
    of_mentee, of_mentor = Counter(i for i, _ in chosen), Counter(j for _, j in chosen)
    for i, count in sorted(of_mentee.items()):
        if count > problem.demand[i]:
            yield f"Mentee {i} has {count} mentors and wants {problem.demand[i]}."
    for j, count in sorted(of_mentor.items()):
        if count > problem.capacity[j]:
            yield f"Mentor {j} has {count} mentees and {problem.capacity[j]} seats."
    for number, group in enumerate(problem.groups):
        count = sum(of_mentor[j] for j in group.members)
        if count > group.capacity:
            yield f"Group {number} has {count} mentees and a ceiling of {group.capacity}."


def _wrong_prices(problem: Problem, solution: Solution, prices: Prices) -> Iterator[str]:
    """Yield where the prices do not prove the bound, or the bound not the draft."""
    pair_prices = list(prices.pair.values())
    parts = (prices.mentee, prices.mentor, prices.group, np.array(pair_prices, dtype=np.int64))
    if any((part < 0).any() for part in parts):
        yield "A price is below 0."
    floor = 0
    if solution.mode == Mode.MAXMIN:
        floor = next(
            (each.value for each in solution.certificate.levels if each.name == "worst"), 0
        )
    yield from _uncovered(problem, prices, floor)
    pinned_of = Counter(i for i, _ in problem.pins)
    bound = _bound(problem, prices, pinned_of)
    if bound != solution.certificate.bound:
        yield f"The prices come to {bound}, and the bound says {solution.certificate.bound}."
    objective = 0
    seen = set(pinned_of)
    for i, j in solution.chosen:
        if (i, j) in problem.pins:
            continue
        objective += int(problem.scores.rows(i, i + 1)[0, j]) + prices.bonus
        objective -= prices.further if i in seen else 0
        seen.add(i)
    if objective != solution.certificate.objective:
        yield (
            f"The draft comes to {objective}, and the certificate says "
            f"{solution.certificate.objective}."
        )
    if solution.mode != Mode.QUALITY:
        yield from _weak_bonus(problem, prices, floor)
    elif prices.bonus or prices.further:
        yield "Where quality alone counts, a pair is worth its score."


def _bound(problem: Problem, prices: Prices, pinned_of: Counter[int]) -> int:
    """Return what the prices of all places left after the pins come to."""
    total = sum(prices.pair.values())
    for i in range(problem.mentees):
        first = 0 if pinned_of[i] else 1
        places = int(problem.demand[i]) - pinned_of[i]
        price = int(prices.mentee[i])
        total += first * price + (places - first) * max(0, price - prices.further)
    of_mentor = Counter(j for _, j in problem.pins)
    for j in range(problem.mentors):
        total += (int(problem.capacity[j]) - of_mentor[j]) * int(prices.mentor[j])
    for number, group in enumerate(problem.groups):
        left = group.capacity - sum(of_mentor[j] for j in group.members)
        total += left * int(prices.group[number])
    return total


def _uncovered(problem: Problem, prices: Prices, floor: int) -> Iterator[str]:
    """Yield the first pair that is worth more than its prices."""
    asked: IntArray = np.array(prices.mentor, dtype=np.int64)
    for number, group in enumerate(problem.groups):
        asked[list(group.members)] += prices.group[number]
    for i in range(problem.mentees):
        scores = np.array(problem.scores.rows(i, i + 1)[0], dtype=np.int64)
        for j in np.flatnonzero(
            (scores >= floor) & (scores + prices.bonus > prices.mentee[i] + asked)
        ):
            pair = (i, int(j))
            own = prices.pair.get(pair, 0)
            is_in = pair not in problem.pins | problem.forbidden
            if is_in and scores[j] + prices.bonus > prices.mentee[i] + asked[j] + own:
                yield f"The pair ({i}, {j}) is worth more than its prices."
                return


def _weak_bonus(problem: Problem, prices: Prices, floor: int) -> Iterator[str]:
    """Yield that one more pair, or one more mentee with a mentor, could count for too little."""
    out = problem.pins | problem.forbidden
    most = 0
    for i in range(problem.mentees):
        row = problem.scores.rows(i, i + 1)[0]
        free = [int(row[j]) for j in np.flatnonzero(row >= floor) if (i, int(j)) not in out]
        most += sum(sorted(free, reverse=True)[: int(problem.demand[i])])
    several = (problem.demand > 1).any()
    if prices.bonus - prices.further <= most or (several and prices.further <= most):
        yield "Another pair does not count more than all scores together."


def _wrong_stable(problem: Problem, solution: Solution) -> Iterator[str]:
    """Yield the pairs who would rather have each other."""
    for i, j in blocking_pairs(problem, solution.mates):
        yield f"Mentee {i} and mentor {j} would rather have each other."
