"""Fitting the half-life to a programme's own repeated ratings.

Each person rates a competency from 1 to 7 several times; y = (r − 1)/6 is the rating as a share.
The model is y = a · 0.5^(t/h) + error, t the months since that person last learnt or practised it
and a that person's own level just after: people rate themselves by scales of their own, so each has
an a, and h is shared. For a given h each a is a least-squares slope, so the sum of squares is a
curve over the rate λ = ln 2 / h alone, which is searched on a grid and then refined. λ may come
out negative: ratings that rise say that nothing fades.

The interval is the percentile bootstrap over people, on the grid.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

FEWEST_PEOPLE = 30
RESAMPLES = 2_000
SEED = 1
LEVEL = 0.95
HIGHEST_RATING = 7
# Rates per month: from doubling in 7 months to halving in less than one.
_RATES = np.linspace(-0.1, 0.75, 1701)

Floats = NDArray[np.float64]


class Rating(NamedTuple):
    """A person's rating, 1 to 7, so many months after they last learnt or practised."""

    months: float
    value: int


class Outcome(StrEnum):
    """What refitting found."""

    FITTED = "fitted"
    TOO_FEW = "too_few"
    NO_DECAY = "no_decay"


@dataclass(frozen=True, slots=True)
class Fit:
    """A half-life in months with its interval of 95 %, or why there is none; over n people."""

    outcome: Outcome
    n: int
    months: float | None = None
    low: float | None = None
    high: float | None = None


def refit(
    people: Iterable[Sequence[Rating]], *, resamples: int = RESAMPLES, seed: int = SEED
) -> Fit:
    """Return the half-life that fits repeated ratings best.

    Who rated once, or always the same time after learning, says nothing about fading and is left
    out; fewer than 30 others are too few. Where the interval of the rate reaches 0, or the rate
    lies below it, the ratings show no decay. Raises ValueError for a rating outside of 1 to 7 or
    a negative time. The order of people does not matter, and the same seed gives the same interval.
    """
    repeated = [_checked(ratings) for ratings in people if len({r.months for r in ratings}) > 1]
    n = len(repeated)
    if n < FEWEST_PEOPLE:
        return Fit(Outcome.TOO_FEW, n)
    errors = _errors(sorted(repeated))
    rate = _lowest(errors.sum(axis=0))
    drawn = _drawn_again(errors, resamples, seed)
    low, high = np.percentile(drawn, [50 * (1 - LEVEL), 50 * (1 + LEVEL)])
    if rate <= 0 or low <= 0:
        return Fit(Outcome.NO_DECAY, n)
    low, high = min(float(low), rate), max(float(high), rate)
    return Fit(Outcome.FITTED, n, log(2) / rate, low=log(2) / high, high=log(2) / low)


def _checked(ratings: Sequence[Rating]) -> tuple[Rating, ...]:
    """Return a person's ratings in the order of time, if they can be true."""
    if any(not 1 <= rating.value <= HIGHEST_RATING or rating.months < 0 for rating in ratings):
        raise ValueError("Ratings are 1 to 7, none from before it was learnt.")
    return tuple(sorted(ratings))


def _errors(people: Sequence[Sequence[Rating]]) -> Floats:
    """Return each person's sum of squares at each rate: a row for each person."""
    return np.array([_curve(ratings) for ratings in people])


def _curve(ratings: Sequence[Rating]) -> Floats:
    """Return one person's sum of squares over the rates, each with the level that suits it best."""
    months = np.array([rating.months for rating in ratings])
    shares = (np.array([rating.value for rating in ratings], dtype=float) - 1) / (
        HIGHEST_RATING - 1
    )
    left = np.exp(-np.outer(_RATES, months))
    level = (left @ shares) / (left * left).sum(axis=1)
    residuals = shares - level[:, None] * left
    return np.asarray((residuals * residuals).sum(axis=1))


def _lowest(total: Floats) -> float:
    """Return the rate at the foot of a curve, between the points of the grid by a parabola."""
    at = int(total.argmin())
    if at in {0, len(total) - 1}:
        return float(_RATES[at])
    before, here, after = (float(value) for value in total[at - 1 : at + 2])
    bend = before - 2 * here + after
    step = float(_RATES[1] - _RATES[0])
    return float(_RATES[at]) + (0.5 * (before - after) / bend * step if bend > 0 else 0.0)


def _drawn_again(errors: Floats, resamples: int, seed: int) -> Floats:
    """Return the best rate for people drawn again and again from the people there are."""
    n = len(errors)
    generator = np.random.default_rng(seed)
    counts = generator.multinomial(n, np.full(n, 1 / n), size=resamples)
    return np.asarray(_RATES[(counts @ errors).argmin(axis=1)])
