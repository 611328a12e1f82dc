"""The fairest draft: the worst pair raised as far as possible, then the next worst, and so on."""

from collections import Counter
from dataclasses import replace

import numpy as np

from matching.solver.limits import Limits
from matching.solver.model import Certificate, IntArray, Level, Problem
from matching.solver.modes.acceptable import free_pairs
from matching.solver.modes.maxmin import Assign, Floor, best_from_floor, highest_floor
from matching.solver.modes.network import Mates, Network, OutOfTimeError
from matching.solver.modes.proofs import as_data

MOST_PAIRS = 1_500_000  # more than these from the floor up would not end in anybody's time
MOST_WEIGHT = 1_000_000  # sums of weights stay exact as floats


def solve_leximin(
    problem: Problem, assign: Assign, *, limits: Limits | None = None
) -> tuple[Mates, Certificate]:
    """Return a draft that places most, and then has the best scores, compared from the worst up.

    All such drafts have the same number of pairs, so the best one has the fewest pairs at the
    lowest score, among those the fewest at the next, and so on; which pairs these are stays open
    until it matters. Pinned pairs add the same to every draft. Each score whose number of pairs had
    to be decided is a level. Out of time, or with too many pairs, the levels done hold, the rest
    has the best total that keeps them, and the note says so.
    """
    limits = limits or Limits()
    found = highest_floor(problem, limits)
    pairs = free_pairs(problem, found.floor or 0)
    if len(pairs[0]) > MOST_PAIRS or not found.is_proven:
        return _only_worst(problem, assign, found, limits)
    network = Network(problem, *pairs)
    try:
        levels = [*found.levels, _places(network, found, limits)]
    except OutOfTimeError:
        return _only_worst(problem, assign, found, limits)
    stopped_at = _raise_all(network, levels, limits)
    note = ""
    if stopped_at is not None:
        note = f"Time was up after the level “{levels[-1].name}”."
        levels += _total(network, stopped_at, limits)
    total = network.total_of_taken() + int(network.scores()[network.chosen].sum())
    return network.draft(), Certificate(
        is_optimal=stopped_at is None,
        objective=total,
        bound=total,
        levels=tuple(levels),
        note=note,
    )


def _only_worst(
    problem: Problem, assign: Assign, found: Floor, limits: Limits
) -> tuple[Mates, Certificate]:
    """Return the draft with the highest worst pair and the best total, and say that this is all."""
    mates, certificate = best_from_floor(problem, assign, found, limits)
    note = "The worst pair is as good as it can be; the pairs above it were left at the best total."
    return mates, replace(certificate, is_optimal=False, note=certificate.note or note)


def _places(network: Network, found: Floor, limits: Limits) -> Level:
    """Keep the drafts that place most; the proof is by prices of pairs from the floor up."""
    problem = network.problem
    first = np.ones(problem.mentees, np.int64)
    first[[i for i, _ in problem.pins]] = 0
    ones = np.ones(len(network.mentees), np.int64)
    proof = network.improve(ones, first, seconds=limits.left)
    # Where nobody can be placed there is no floor to prove.
    floor = {} if found.floor is None else {"floor": found.floor, "next": found.next_cut}
    data = {**floor, **as_data(problem, proof, 0)}
    return Level("places from the floor", proof.value, data)


def _total(network: Network, lowest: int, limits: Limits) -> list[Level]:
    """Choose the best total among the drafts left, which need no other pair below `lowest`.

    Closing a run may take a fifth of its time more; if that is not enough, the rest stays as it is.
    """
    settled = network.total_of_taken()
    try:
        proof = network.improve(network.scores(), seconds=(limits.seconds or 0) / 5 + 1)
    except OutOfTimeError:
        return []
    data = {"lowest": lowest, **as_data(network.problem, proof, settled)}
    return [Level("total", settled + proof.value, data)]


def _raise_all(network: Network, levels: list[Level], limits: Limits) -> int | None:
    """Decide how many pairs each score has, from the lowest up.

    Return None once all is decided, or the lowest score not decided when the time was up.
    """
    done, settled = -1, 0
    while True:
        # A draft that is still as good as any has no pair at the scores below: none is needed.
        above = network.chosen & (network.marks > done)
        lowest = network.marks[above].min(initial=np.iinfo(np.int64).max)
        network.keep((network.marks <= done) | (network.marks >= lowest))
        scores = np.unique(network.marks[network.marks > done])
        # All drafts left have as many pairs: the last score has what the others leave.
        if len(scores) <= 1:
            return None
        if limits.is_over:
            return int(lowest)
        limits.tell(f"score {scores[0]}", settled / (settled + len(scores)))
        weights = _weights(network, scores)
        try:
            levels += _decided(network, scores[: len(weights)], weights, limits)
        except OutOfTimeError:
            return int(lowest)
        done = int(scores[len(weights) - 1])
        settled += len(weights)


def _weights(network: Network, scores: IntArray) -> list[int]:
    """Return weights of the lowest scores, so that one pair outweighs all possible higher ones."""
    mosts: list[int] = []
    product = 1
    for score in scores:
        most = _most_pairs(network, int(score))
        product *= most + 1
        if mosts and product > MOST_WEIGHT:
            break
        mosts.append(most)
    weights = [1]
    for most in reversed(mosts[1:]):
        weights.append(weights[-1] * (most + 1))
    return weights[::-1]


def _most_pairs(network: Network, score: int) -> int:
    """Return a number of pairs of a score that no draft exceeds."""
    here = network.marks == score
    mentees = np.bincount(network.mentees[here], minlength=network.problem.mentees)
    mentors = np.bincount(network.mentors[here], minlength=network.problem.mentors)
    first, second = len(mentees), len(mentees) + len(mentors)
    by_mentees = np.minimum(mentees, network.high[:first]).sum()
    by_mentors = np.minimum(mentors, network.high[first:second]).sum()
    return int(min(by_mentees, by_mentors))


def _decided(network: Network, scores: IntArray, weights: list[int], limits: Limits) -> list[Level]:
    """Keep the drafts with fewest pairs at these scores, a lower score first; return the levels.

    One proof serves them all: their worths are minus their weights.
    """
    worth = np.zeros(len(network.marks), np.int64)
    for score, weight in zip(scores, weights, strict=True):
        worth[network.marks == score] = -weight
    pinned = Counter(network.scores_of_pins())
    before = pinned + Counter(network.taken_marks)
    settled = -sum(w * before[int(s)] for s, w in zip(scores, weights, strict=True))
    proof = network.improve(worth, seconds=limits.left)
    after = pinned + Counter(network.taken_marks + network.marks[network.chosen].tolist())
    data: dict[str, object] = {
        "weights": [[int(s), w] for s, w in zip(scores, weights, strict=True)],
        **as_data(network.problem, proof, settled),
    }
    names = [f"score {score}" for score in scores]
    shared: list[dict[str, object]] = [{"proved_with": names[-1]} for _ in names[1:]]
    return [
        Level(name, after[int(score)], each)
        for name, score, each in zip(names, scores, [*shared, data], strict=True)
    ]
