"""What the engine is asked, and what it answers: positions and whole numbers, no people."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

RULED_OUT = -1
MOST_POINTS = 10_000  # the score of a perfect pair

IntArray = NDArray[np.int64]
# Two bytes for a score; the modes also pass wider worths.
ScoreArray = NDArray[np.signedinteger[Any]]
# Best first; those in one tier are liked equally, and who is not named is not acceptable.
Tiers = tuple[tuple[int, ...], ...]


class Mode(StrEnum):
    """What makes one draft better than another."""

    QUALITY = "quality"  # best total
    PARTICIPATION = "participation"  # most placed, then best total
    MAXMIN = "maxmin"  # most placed, then the highest worst pair, then best total
    LEXIMIN = "leximin"  # most placed, then the lexicographically best scores, worst first
    RANK_MAXIMAL = "rank_maximal"  # most first choices, then most second choices, …
    STABLE = "stable"  # no two people would rather have each other; best for mentees


class Scores(Protocol):
    """The score of each pair, 0 to `MOST_POINTS`; negative where a rule rules the pair out."""

    @property
    def shape(self) -> tuple[int, int]:
        """Return how many mentees and how many mentors there are."""
        ...

    def rows(self, start: int, stop: int) -> ScoreArray:
        """Return the scores of mentees `start` to `stop` (not included) with every mentor."""
        ...

    def column(self, mentor: int) -> ScoreArray:
        """Return the scores of every mentee with one mentor."""
        ...

    def pairs(self, mentees: IntArray, mentors: IntArray) -> ScoreArray:
        """Return the scores of pairs, given as two arrays of the same length."""
        ...


@dataclass(frozen=True, slots=True)
class Group:
    """Mentors who share a ceiling: together they take `capacity` mentees at most."""

    members: tuple[int, ...]
    capacity: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Who could meet whom, and how many.

    `capacity` has a mentor's seats (0 or more), `demand` how many different mentors a mentee is to
    have (1 or more). Groups are disjoint. A pinned pair is in every draft, a forbidden one in none.
    Wishes hold a tuple of tiers for each person; None where that side was not asked.
    """

    scores: Scores
    capacity: IntArray
    demand: IntArray
    groups: tuple[Group, ...] = ()
    pins: frozenset[tuple[int, int]] = frozenset()
    forbidden: frozenset[tuple[int, int]] = frozenset()
    mentee_wishes: tuple[Tiers, ...] | None = None
    mentor_wishes: tuple[Tiers, ...] | None = None

    @property
    def mentees(self) -> int:
        """Return how many mentees there are."""
        return self.scores.shape[0]

    @property
    def mentors(self) -> int:
        """Return how many mentors there are."""
        return self.scores.shape[1]


@dataclass(frozen=True, slots=True)
class Prices:
    """The proof that a draft is the best: what each place is worth, 0 or more.

    For every pair that is allowed and not pinned: mentee + mentor + group of the mentor + the
    pair's own price ≥ the score counted (`worth`), with equality on the pairs of the draft. A
    price is 0 where the limit it belongs to is not reached. `pair` holds prices of pairs of the
    draft, needed only where a mentee is to have several mentors.

    A pair counts its score and `bonus` (0 where quality alone counts); each mentor of a mentee
    beyond the first counts `further` less, so that nobody gets a second before everybody who can
    has one. Let `first` be 1 for a mentee without a pin, else 0, and `places` what their demand
    leaves after the pins. Then the bound is the sum over mentees of first · mentee + (places −
    first) · max(0, mentee − further), over mentors of seats left · mentor, over groups of places
    left · group, and of all `pair` prices. A mentee with only some places filled has a price of
    `further` at most. The objective leaves out the pins, as the bound does.
    """

    mentee: IntArray
    mentor: IntArray
    group: IntArray
    pair: dict[tuple[int, int], int] = field(default_factory=dict)
    bonus: int = 0
    further: int = 0


@dataclass(frozen=True, slots=True)
class Level:
    """One step of a mode that improves one thing after another, and why it can go no further.

    `proof` says how to check it: a Hall violator at the next floor, or prices.
    """

    name: str
    value: int
    proof: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Certificate:
    """How good a draft provably is.

    `objective` is what was maximised, `bound` what no draft can exceed, both in whole points;
    `gap` = (bound − objective) / max(1, bound). `is_optimal` where they are equal.
    """

    is_optimal: bool
    objective: int
    bound: int
    prices: Prices | None = None
    levels: tuple[Level, ...] = ()
    blocking_pairs: tuple[tuple[int, int], ...] | None = None
    note: str = ""

    @property
    def gap(self) -> float:
        """Return how far the draft may be from the best, 0 to 1."""
        return max(0, self.bound - self.objective) / max(1, self.bound)


@dataclass(frozen=True, slots=True)
class Solution:
    """One draft: the mentors of each mentee, by position, in order; () for the unmatched."""

    mode: Mode
    mates: tuple[tuple[int, ...], ...]
    certificate: Certificate
    seconds: float

    @property
    def chosen(self) -> list[tuple[int, int]]:
        """Return the pairs of the draft, by mentee and mentor."""
        return [(i, j) for i, mentors in enumerate(self.mates) for j in mentors]


class BadProblemError(ValueError):
    """The problem contradicts itself; the message is one sentence that names the place."""


class PinsConflictError(BadProblemError):
    """These pins cannot all be kept; `pins` is a smallest set of them that cannot."""

    def __init__(self, message: str, pins: Sequence[tuple[int, int]]) -> None:
        """Keep the pins that contradict each other."""
        self.pins = list(pins)
        super().__init__(message)


class CancelledError(Exception):
    """Somebody stopped the run before it had an answer."""
