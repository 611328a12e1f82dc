"""The worst pair as good as it can be, among the drafts that place most."""

from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from matching.solver.limits import Limits
from matching.solver.model import (
    RULED_OUT,
    Certificate,
    IntArray,
    Level,
    Mode,
    Problem,
    ScoreArray,
    Scores,
)
from matching.solver.modes.acceptable import BLOCK, block_of
from matching.solver.modes.network import Mates
from matching.solver.modes.places import Cut, Places


class Assign(Protocol):
    """The exact best total over all pairs: `matching.solver.assigning.columns.assign`."""

    def __call__(
        self, problem: Problem, mode: Mode, *, limits: Limits | None = None
    ) -> tuple[Mates, Certificate]:
        """Return the mentors of each mentee, and the proof."""
        ...


@dataclass(frozen=True, slots=True)
class FlooredScores:
    """Scores from a floor up; pairs below it are ruled out."""

    scores: Scores
    floor: int

    @property
    def shape(self) -> tuple[int, int]:
        """Return how many mentees and how many mentors there are."""
        return self.scores.shape

    def rows(self, start: int, stop: int) -> ScoreArray:
        """Return the scores of some mentees with every mentor."""
        return self._floored(self.scores.rows(start, stop))

    def column(self, mentor: int) -> ScoreArray:
        """Return the scores of every mentee with one mentor."""
        return self._floored(self.scores.column(mentor))

    def pairs(self, mentees: IntArray, mentors: IntArray) -> ScoreArray:
        """Return the scores of pairs."""
        return self._floored(self.scores.pairs(mentees, mentors))

    def _floored(self, scores: ScoreArray) -> ScoreArray:
        """Rule out what is below the floor."""
        floored: ScoreArray = np.where(scores < self.floor, RULED_OUT, scores)
        return floored


@dataclass(frozen=True, slots=True)
class Floor:
    """The highest floor that still lets most be placed, and why no higher one does.

    `floor` is for pairs that are not pinned, None where there are none. `levels` prove the number
    of pairs and of mentees with a mentor, pinned ones included; `next_cut` is the Hall violator at
    the next score above the floor, None where there is no higher score. `is_proven` is false where
    the time was up before the highest floor was found.
    """

    floor: int | None
    levels: tuple[Level, ...]
    next_cut: dict[str, object] | None
    is_proven: bool


def solve_maxmin(
    problem: Problem, assign: Assign, *, limits: Limits | None = None
) -> tuple[Mates, Certificate]:
    """Return a draft that places most, then has the highest worst pair, then the best total.

    Most placed means most pairs and most mentees with a mentor. The worst pair is that of the
    whole draft: below the score of a pinned pair no floor is raised. The levels prove the numbers
    placed and the floor; the prices prove the total among pairs from the floor up. Out of time, the
    highest floor found so far holds, the gap is that of the total above it, and a note says so.
    """
    limits = limits or Limits()
    return best_from_floor(problem, assign, highest_floor(problem, limits), limits)


def best_from_floor(
    problem: Problem, assign: Assign, found: Floor, limits: Limits
) -> tuple[Mates, Certificate]:
    """Return the draft with the best total of those that place most from a floor up."""
    floor, proof = _with_pins(problem, found)
    floored = replace(problem, scores=FlooredScores(problem.scores, floor or 0))
    mates, certificate = assign(floored, Mode.PARTICIPATION, limits=limits)
    if not found.is_proven:
        note = "Time was up: the worst pair might be raised further."
        certificate = replace(certificate, is_optimal=False, note=certificate.note or note)
    worst = () if floor is None or not found.is_proven else (Level("worst", floor, proof),)
    return mates, replace(certificate, levels=(*found.levels, *worst))


def highest_floor(problem: Problem, limits: Limits) -> Floor:
    """Return the highest floor for pairs that are not pinned, with its proofs."""
    counts = _counts(problem)
    both = counts if len(counts) > 1 else [*counts, (MENTEES, *counts[0][1:])]
    levels = tuple(
        Level(name, cut.at_most + _pinned(problem, name), cut.as_proof()) for name, _, cut in both
    )
    scores = _distinct_scores(problem)
    if not len(scores) or not counts[0][2].at_most:
        return Floor(None, levels, None, is_proven=True)
    # The lowest score is a floor; half of what is left is decided at each step.
    good, bad = 0, len(scores)
    violator: dict[str, object] | None = None
    while bad - good > 1:
        if limits.is_over:
            return Floor(int(scores[good]), levels, None, is_proven=False)
        limits.tell("floor", 1 - (bad - good) / len(scores))
        middle = (good + bad) // 2
        short = _short_of(counts, int(scores[middle]))
        if short is None:
            good = middle
        else:
            bad, violator = middle, short
    return Floor(int(scores[good]), levels, violator, is_proven=True)


Count = tuple[str, Places, Cut]
PAIRS, MENTEES = "pairs", "mentees placed"


def _counts(problem: Problem) -> list[Count]:
    """Return what must stay as high as it can be: pairs, and mentees with a mentor.

    Both can be had at once from any floor up: a flow that gives most mentees one pair grows to one
    with most pairs, and nobody loses a pair on the way. Where nobody may get two pairs besides the
    pinned ones, the first number is the second as well.
    """
    wanted = np.array(problem.demand, dtype=np.int64)
    first = np.ones_like(wanted)
    for i, _ in problem.pins:
        wanted[i] -= 1
        first[i] = 0
    first = np.minimum(first, wanted)
    tests = [(PAIRS, Places(problem, wanted))]
    if (first < wanted).any():
        tests.append((MENTEES, Places(problem, first)))
    return [(name, places, places.cut(0)) for name, places in tests]


def _short_of(counts: list[Count], floor: int) -> dict[str, object] | None:
    """Return the violator where a floor places fewer than could be; None where it does not."""
    for name, places, most in counts:
        cut = places.cut(floor)
        if cut.at_most < most.at_most:
            return {"of": name, "needed": most.at_most, **cut.as_proof()}
    return None


def _pinned(problem: Problem, name: str) -> int:
    """Return how many of a count are pinned."""
    return len(problem.pins) if name == PAIRS else len({i for i, _ in problem.pins})


def _distinct_scores(problem: Problem) -> IntArray:
    """Return the scores of pairs that may be chosen, ascending, each once."""
    found = np.zeros(0, np.int64)
    for start in range(0, problem.mentees, BLOCK):
        block = block_of(problem, start, min(start + BLOCK, problem.mentees))
        found = np.union1d(found, block[block >= 0])
    return found


def _with_pins(problem: Problem, found: Floor) -> tuple[int | None, dict[str, object]]:
    """Return the worst score that can be had, pinned pairs included, and what proves it."""
    proof: dict[str, object] = {"next": found.next_cut}
    if not problem.pins:
        return found.floor, proof
    scores = {pin: _score(problem, pin) for pin in sorted(problem.pins)}
    worst = min(scores, key=scores.__getitem__)
    if found.floor is not None and found.floor <= scores[worst]:
        return found.floor, proof
    return scores[worst], {"pinned": list(worst)}


def _score(problem: Problem, pair: tuple[int, int]) -> int:
    """Return the score of one pair."""
    return int(problem.scores.pairs(np.array([pair[0]]), np.array([pair[1]]))[0])
