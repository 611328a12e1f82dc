"""Why a pair, why not another, and who else: facts for sentences, no words.

Where a figure is called a bound it comes from the prices of the draft in no time; the exact figure
takes one run of the engine.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from matching.solver.excusing import ExcusedScores
from matching.solver.facts import Facts, facts_of
from matching.solver.judging import broken, holds
from matching.solver.model import (
    MOST_POINTS,
    RULED_OUT,
    IntArray,
    Prices,
    Problem,
    Scores,
    Solution,
)
from matching.solver.rules import Rule
from matching.solver.scoring import RuleScores

BLOCK = 1 << 20  # pairs that are looked at together

Pair = tuple[int, int]
Resolve = Callable[[Problem], Solution]


@dataclass(frozen=True, slots=True)
class RuleReason:
    """What one rule says of a pair: points of most, whether it holds, and the facts behind it."""

    rule: Rule
    points: int
    most: int
    holds: bool
    rules_out: bool
    facts: Facts


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a pair has its score: each rule in order. The points add up to it exactly.

    `score` is -1 where the pair is ruled out, and `points` what it would have had.
    """

    mentee: int
    mentor: int
    score: int
    points: int
    is_same_person: bool
    rules: tuple[RuleReason, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """A mentee whose mentors differ between two drafts; positions and the scores of each."""

    mentee: int
    before: tuple[int, ...]
    after: tuple[int, ...]
    score_before: int
    score_after: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What a draft comes to: points of all its pairs, pairs, and mentees who have somebody."""

    total: int
    pairs: int
    placed: int


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why a draft has not got a pair.

    `ruled_out_by` has the ids of rules. Otherwise `after` is the best draft with the pair in it,
    and `moves` says who would move from whom to whom. Where there is no such draft, `is_full`:
    the pins in `conflict` take all places of one of the two, or of the mentor's group (none in it:
    there are no places). `costs_at_least` is the quick bound, in points that count (None where the
    draft has no prices).
    """

    mentee: int
    mentor: int
    is_chosen: bool = False
    is_forbidden: bool = False
    ruled_out_by: tuple[str, ...] = ()
    is_ruled_out: bool = False
    costs_at_least: int | None = None
    before: Standing | None = None
    after: Standing | None = None
    moves: tuple[Move, ...] = ()
    is_full: bool = False
    conflict: tuple[Pair, ...] = ()
    solution: Solution | None = None


@dataclass(frozen=True, slots=True)
class Alternative:
    """Somebody else whom one could meet, and what that costs at least (None without prices)."""

    mentee: int
    mentor: int
    score: int
    costs_at_least: int | None


def explain(scores: RuleScores, mentee: int, mentor: int) -> Reasons:
    """Return why a pair has its score."""
    pair = np.array([mentee]), np.array([mentor])
    *judged, same = scores.judged
    reasons = []
    for each in judged:
        compared = np.asarray(each.comparison.of_pairs(*pair), dtype=np.int64)
        rules_out = bool(broken(each.rule, compared)[0])
        reasons.append(
            RuleReason(
                each.rule,
                max(0, int(each.worth(compared)[0])),
                each.most,
                bool(holds(each.rule, compared)[0]),
                rules_out,
                facts_of(
                    each.rule, scores.mentees[mentee], scores.mentors[mentor], int(compared[0])
                ),
            )
        )
    points = sum(each.points for each in reasons)
    is_same = bool(broken(same.rule, same.comparison.of_pairs(*pair))[0])
    is_out = is_same or any(each.rules_out for each in reasons)
    score = RULED_OUT if is_out else points
    return Reasons(mentee, mentor, score, points, is_same, tuple(reasons))


def standing(problem: Problem, solution: Solution) -> Standing:
    """Return what a draft comes to."""
    mentees, mentors = _positions(solution.chosen)
    total = int(problem.scores.pairs(mentees, mentors).astype(np.int64).sum())
    placed = sum(1 for mates in solution.mates if mates)
    return Standing(total, len(mentees), placed)


def moves_between(problem: Problem, before: Solution, after: Solution) -> tuple[Move, ...]:
    """Return the mentees whose mentors differ between two drafts of one problem, in order."""

    def score(mentee: int, mentors: Sequence[int]) -> int:
        pairs = _positions([(mentee, mentor) for mentor in mentors])
        return int(problem.scores.pairs(*pairs).astype(np.int64).sum())

    return tuple(
        Move(i, was, now, score(i, was), score(i, now))
        for i, (was, now) in enumerate(zip(before.mates, after.mates, strict=True))
        if was != now
    )


def why_not(
    problem: Problem,
    solution: Solution,
    mentee: int,
    mentor: int,
    resolve: Resolve,
    *,
    rules: RuleScores | None = None,
) -> WhyNot:
    """Return why a draft has not got a pair: what rules it out, or exactly what it would cost.

    `resolve` returns the best draft of a problem by the draft's mode. `rules` names the rules that
    rule the pair out, where the problem's scores are not themselves by rules.
    """
    known = rules or _rules_behind(problem.scores)
    pair = (mentee, mentor)
    if mentor in solution.mates[mentee]:
        return WhyNot(*pair, is_chosen=True, before=standing(problem, solution))
    if problem.scores.pairs(*_positions([pair]))[0] < 0:
        names = known.ruled_out_by(mentee, mentor) if known else ()
        return WhyNot(*pair, is_ruled_out=True, ruled_out_by=names)
    why = WhyNot(
        *pair,
        is_forbidden=pair in problem.forbidden,
        costs_at_least=cost_bound(problem, solution, mentee, mentor),
        before=standing(problem, solution),
    )
    forced = replace(problem, pins=problem.pins | {pair}, forbidden=problem.forbidden - {pair})
    in_the_way = _in_the_way(problem, pair)
    if in_the_way is not None:
        return replace(why, is_full=True, conflict=in_the_way)
    after = resolve(forced)
    return replace(
        why,
        after=standing(forced, after),
        moves=moves_between(problem, solution, after),
        solution=after,
    )


def _in_the_way(problem: Problem, pair: Pair) -> tuple[Pair, ...] | None:
    """Return the pins that leave no place for a pair, () where there are no places; None if any."""
    mentee, mentor = pair
    limits = [
        ([pin for pin in problem.pins if pin[0] == mentee], int(problem.demand[mentee])),
        ([pin for pin in problem.pins if pin[1] == mentor], int(problem.capacity[mentor])),
    ]
    for group in problem.groups:
        if mentor in group.members:
            inside = [pin for pin in problem.pins if pin[1] in group.members]
            limits.append((inside, group.capacity))
    return next((tuple(sorted(pins)) for pins, most in limits if len(pins) >= most), None)


def _rules_behind(scores: Scores) -> RuleScores | None:
    """Return the scores by rules that scores rest on."""
    if isinstance(scores, ExcusedScores):
        return scores.scores
    return scores if isinstance(scores, RuleScores) else None


def _positions(pairs: Sequence[Pair]) -> tuple[IntArray, IntArray]:
    """Return pairs as two arrays."""
    both = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def _mentor_prices(problem: Problem, prices: Prices) -> IntArray:
    """Return what a place with each mentor is worth, their group's price included."""
    worth = prices.mentor.astype(np.int64)
    for group, price in zip(problem.groups, prices.group, strict=True):
        worth[list(group.members)] += int(price)
    return worth


def cost_bound(problem: Problem, solution: Solution, mentee: int, mentor: int) -> int | None:
    """Return what a draft would lose at least by a pair that may meet, 0 or more, in no time.

    It is in the points that the draft's mode counts: where placing people comes first, a placement
    counts `Prices.bonus` on top. None where the draft has no prices.
    """
    prices = solution.certificate.prices
    if prices is None:
        return None
    score = int(problem.scores.pairs(*_positions([(mentee, mentor)]))[0])
    worth = int(prices.mentee[mentee]) + int(_mentor_prices(problem, prices)[mentor])
    return max(0, worth - prices.bonus - score)


class _Ranker:
    """Puts the pairs of a draft that are not in it in order: least cost, best score, position."""

    def __init__(self, problem: Problem, solution: Solution) -> None:
        prices = solution.certificate.prices
        self.has_prices = prices is not None
        self.mentee: IntArray = np.zeros(problem.mentees, dtype=np.int64)
        self.mentor: IntArray = np.zeros(problem.mentors, dtype=np.int64)
        if prices is not None:
            self.mentee = prices.mentee.astype(np.int64) - prices.bonus
            self.mentor = _mentor_prices(problem, prices)
        self.taken = _positions(sorted({*solution.chosen, *problem.forbidden}))

    def costs(self, start: int, mentor: int | None, scores: IntArray) -> IntArray:
        """Return the least that pairs cost, or what they lack of a perfect score without prices.

        The scores are those of mentees from `start` on with every mentor, or with one.
        """
        if not self.has_prices:
            lacking: IntArray = MOST_POINTS - scores
            return lacking
        theirs = self.mentor if mentor is None else self.mentor[[mentor]]
        worth = self.mentee[start : start + len(scores), None] + theirs
        lost: IntArray = np.maximum(0, worth - scores)
        return lost


@dataclass(frozen=True, slots=True, eq=False)
class AllAlternatives:
    """For each mentee the nearest alternatives: mentees × count, cheapest first.

    `mentors` holds positions, -1 where there is nobody else; `costs` bounds, `scores` points.
    Without prices `costs` is what each score lacks of a perfect one.
    """

    mentors: IntArray
    costs: IntArray
    scores: NDArray[np.int16]
    has_prices: bool


def alternatives_for_all(problem: Problem, solution: Solution, count: int) -> AllAlternatives:
    """Return the nearest alternatives of every mentee, in one pass over the scores."""
    mentees, mentors = problem.scores.shape
    kept = max(0, min(count, mentors))
    ranker = _Ranker(problem, solution)
    best = np.full((mentees, kept), RULED_OUT, dtype=np.int64)
    costs, points = np.zeros_like(best), np.full((mentees, kept), RULED_OUT, dtype=np.int16)
    step = max(1, BLOCK // max(1, mentors))
    for start in range(0, mentees if kept else 0, step):
        stop = min(start + step, mentees)
        scores = problem.scores.rows(start, stop).astype(np.int64)
        inside = (ranker.taken[0] >= start) & (ranker.taken[0] < stop)
        scores[ranker.taken[0][inside] - start, ranker.taken[1][inside]] = RULED_OUT
        places, lost = _cheapest(ranker.costs(start, None, scores), scores, kept)
        own = np.take_along_axis(scores, places, axis=1)
        best[start:stop] = np.where(own < 0, RULED_OUT, places)
        costs[start:stop] = np.where(own < 0, 0, lost)
        points[start:stop] = own
    return AllAlternatives(best, costs, points, ranker.has_prices)


def _cheapest(costs: IntArray, scores: IntArray, count: int) -> tuple[IntArray, IntArray]:
    """Return the places of the cheapest of each row and their costs: then by score, then place."""
    width = scores.shape[1]
    # One number that sorts by all three; below 2⁶² for costs below 2³².
    keys = (np.minimum(costs, (1 << 32) - 1) * (MOST_POINTS + 1) + (MOST_POINTS - scores)) * width
    keys += np.arange(width)
    keys[scores < 0] = np.iinfo(np.int64).max
    places = np.argpartition(keys, count - 1, axis=1)[:, :count]
    order = np.argsort(np.take_along_axis(keys, places, axis=1), axis=1, kind="stable")
    places = np.take_along_axis(places, order, axis=1)
    return places, np.take_along_axis(costs, places, axis=1)


def alternatives(
    problem: Problem, solution: Solution, mentee: int, count: int
) -> tuple[Alternative, ...]:
    """Return the nearest alternatives of one mentee: the cheapest first, then the best fit."""
    ranker = _Ranker(problem, solution)
    scores = problem.scores.rows(mentee, mentee + 1).astype(np.int64)
    scores[0, ranker.taken[1][ranker.taken[0] == mentee]] = RULED_OUT
    found = _nearest(ranker.costs(mentee, None, scores), scores, count)
    return tuple(
        Alternative(mentee, place, score, cost if ranker.has_prices else None)
        for place, score, cost in found
    )


def alternatives_for_mentor(
    problem: Problem, solution: Solution, mentor: int, count: int
) -> tuple[Alternative, ...]:
    """Return the nearest alternatives of one mentor: the cheapest first, then the best fit."""
    ranker = _Ranker(problem, solution)
    scores = problem.scores.column(mentor).astype(np.int64)
    scores[ranker.taken[0][ranker.taken[1] == mentor]] = RULED_OUT
    costs = ranker.costs(0, mentor, scores[:, None])
    found = _nearest(costs.T, scores[None, :], count)
    return tuple(
        Alternative(place, mentor, score, cost if ranker.has_prices else None)
        for place, score, cost in found
    )


def _nearest(costs: IntArray, scores: IntArray, count: int) -> list[tuple[int, int, int]]:
    """Return place, score and cost of the nearest in one row that may meet."""
    kept = min(count, scores.shape[1])
    if kept <= 0:
        return []
    places, lost = _cheapest(costs, scores, kept)
    own = scores[0, places[0]]
    rows = zip(places[0].tolist(), own.tolist(), lost[0].tolist(), strict=True)
    return [row for row in rows if row[1] >= 0]
