"""How many of a group applied, were reviewed, decided and accepted; and how certain a rate is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist, quantiles

# Of a normal distribution, so that 95% lie within.
Z = NormalDist().inv_cdf(0.975)
# A group's scores are told from so many on.
FEWEST_SCORES = 10


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of a group came how far; each number holds the next one."""

    applied: int = 0
    reviewed: int = 0
    decided: int = 0
    accepted: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Return both groups together."""
        return Tally(
            self.applied + other.applied,
            self.reviewed + other.reviewed,
            self.decided + other.decided,
            self.accepted + other.accepted,
        )

    @property
    def rate(self) -> float | None:
        """Return the share of those decided who were accepted; None of none."""
        return self.accepted / self.decided if self.decided else None


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle of some scores, and between what the middle half of them lies."""

    low: float
    median: float
    high: float
    n: int


def together(tallies: Iterable[Tally]) -> Tally:
    """Return all groups as one."""
    return sum(tallies, Tally())


def wilson(successes: int, n: int) -> tuple[float, float]:
    """Return the Wilson score interval of a share, 95%; from 0 to 1 of none.

    Wilson, E. B. (1927), Journal of the American Statistical Association 22, 209-212.
    """
    if n == 0:
        return 0.0, 1.0
    share = successes / n
    middle = share + Z * Z / (2 * n)
    half = Z * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    whole = 1 + Z * Z / n
    return max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole)


def spread_of(scores: Sequence[float]) -> Spread | None:
    """Return the median and the quartiles; None of too few to tell."""
    if len(scores) < FEWEST_SCORES:
        return None
    low, median, high = quantiles(scores, n=4, method="inclusive")
    return Spread(low, median, high, len(scores))
