"""How well an alarm foresaw trouble: a confusion matrix over weeks of pairs, and its shares.

Weeks of one pair resemble each other, so intervals are drawn by pair (see `share_by_person`), and
a share of fewer than 30 weeks, or of fewer than 10 pairs, is too few to tell.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from evaluation.statistics.resampling import SEED, share_by_person
from evaluation.statistics.results import LEVEL, CannotTell, PooledShare

# Below this many weeks a share of them says nothing.
FEWEST_WEEKS = 30
RESAMPLES = 2_000


@dataclass(frozen=True, slots=True)
class Weeks:
    """So many weeks in which a pair had a score, 0 or more, after which trouble came or did not."""

    pair: Hashable
    score: int
    is_trouble: bool
    count: int = 1


@dataclass(frozen=True, slots=True)
class Matrix:
    """Weeks of pairs: alerted or silent, and whether trouble came."""

    alerted_trouble: int
    alerted_well: int
    silent_trouble: int
    silent_well: int

    @property
    def alerted(self) -> int:
        """Return in how many weeks the alarm rang."""
        return self.alerted_trouble + self.alerted_well

    @property
    def trouble(self) -> int:
        """Return after how many weeks trouble came."""
        return self.alerted_trouble + self.silent_trouble

    @property
    def well(self) -> int:
        """Return after how many weeks none came."""
        return self.alerted_well + self.silent_well

    @property
    def n(self) -> int:
        """Return how many weeks there are."""
        return self.trouble + self.well


@dataclass(frozen=True, slots=True)
class Screening:
    """An alarm that rings from a score on.

    Sensitivity: of weeks before trouble, those alerted. Specificity: of weeks before none, those
    silent. Positive predictive value: of weeks alerted, those before trouble. Negative predictive
    value: of weeks silent, those before none. Base rate: of all weeks, those before trouble.
    """

    least: int
    matrix: Matrix
    pairs: int
    sensitivity: PooledShare
    specificity: PooledShare
    positive: PooledShare
    negative: PooledShare
    base_rate: PooledShare


def matrix_of(weeks: Iterable[Weeks], least: int) -> Matrix:
    """Count the weeks of an alarm that rings from `least` points on."""
    counts = {(alerted, trouble): 0 for alerted in (True, False) for trouble in (True, False)}
    for each in weeks:
        counts[each.score >= least, each.is_trouble] += each.count
    return Matrix(
        counts[True, True], counts[True, False], counts[False, True], counts[False, False]
    )


def screen(
    weeks: Sequence[Weeks],
    least: int,
    *,
    level: float = LEVEL,
    seed: int = SEED,
    resamples: int = RESAMPLES,
) -> Screening:
    """Return how well an alarm from `least` points on foresaw trouble, with intervals by pair."""

    def share(among: Iterable[tuple[Hashable, bool, int]]) -> PooledShare:
        return _share(among, level=level, seed=seed, resamples=resamples)

    alarms = [(each, each.score >= least) for each in weeks]
    return Screening(
        least=least,
        matrix=matrix_of(weeks, least),
        pairs=len({each.pair for each in weeks if each.count}),
        sensitivity=share((w.pair, rang, w.count) for w, rang in alarms if w.is_trouble),
        specificity=share((w.pair, not rang, w.count) for w, rang in alarms if not w.is_trouble),
        positive=share((w.pair, w.is_trouble, w.count) for w, rang in alarms if rang),
        negative=share((w.pair, not w.is_trouble, w.count) for w, rang in alarms if not rang),
        base_rate=share((w.pair, w.is_trouble, w.count) for w, _rang in alarms),
    )


def _share(
    among: Iterable[tuple[Hashable, bool, int]], *, level: float, seed: int, resamples: int
) -> PooledShare:
    """Return the share of weeks that are true, or that they are too few to tell."""
    pairs: dict[Hashable, list[bool]] = {}
    for pair, is_true, count in among:
        pairs.setdefault(pair, []).extend([is_true] * count)
    found = share_by_person(pairs.values(), level=level, seed=seed, resamples=resamples)
    if 0 < found.n < FEWEST_WEEKS or found.reason == CannotTell.TOO_FEW:
        return PooledShare(
            None, None, None, found.count, found.n, found.people, 0, level, CannotTell.TOO_FEW
        )
    return found
