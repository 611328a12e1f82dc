"""The clock of one competency."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import floor, log2

DAYS_IN_A_MONTH = 365.25 / 12


class Band(StrEnum):
    """How much is left, in steps wide enough for what is known."""

    FRESH = "fresh"
    FADING = "fading"
    FADED = "faded"
    NEVER = "never"


# From which share on: four fifths and more is fresh, a half and more is fading, less is faded.
BANDS: dict[Band, float] = {Band.FRESH: 0.8, Band.FADING: 0.5, Band.FADED: 0.0}


@dataclass(frozen=True, slots=True)
class HalfLife:
    """In how many months half of it fades, and between which ends that may lie.

    Raises ValueError for a half-life that is no positive time, or lies outside its own ends.
    """

    months: float
    low: float
    high: float
    is_fitted: bool = False

    def __post_init__(self) -> None:
        """Refuse what cannot be meant."""
        if not 0 < self.low <= self.months <= self.high:
            raise ValueError("A half-life lies between its ends, above no time.")


HALF_LIVES = (6.5, 11.0, 13.0)
DEFAULT_HALF_LIFE = HalfLife(11.0, low=6.5, high=13.0)


@dataclass(frozen=True, slots=True)
class Retained:
    """How much is left on a day, 0 to 1, between its ends; None where it was never learnt."""

    months: float | None
    value: float | None
    low: float | None
    high: float | None

    @property
    def band(self) -> Band:
        """Return how much is left, in a word."""
        if self.value is None:
            return Band.NEVER
        return next(band for band, least in BANDS.items() if self.value >= least)


def retained_on(day: date, last_on: date | None, half_life: HalfLife) -> Retained:
    """Return how much is left on a day of what was last learnt or practised on another.

    A day before that one counts as the same day: nothing fades backwards.
    """
    if last_on is None:
        return Retained(None, None, None, None)
    months = max(0.0, months_between(last_on, day))
    value, low, high = (
        0.5 ** (months / h) for h in (half_life.months, half_life.low, half_life.high)
    )
    return Retained(months, value, low, high)


def months_between(earlier: date, later: date) -> float:
    """Return the time between two days in months of a twelfth of a year."""
    return (later - earlier).days / DAYS_IN_A_MONTH


def days_until(least: float, half_life: HalfLife) -> int:
    """Return for how many whole days at least such a share (0 to 1, not 0) is left."""
    return floor(-log2(least) * half_life.months * DAYS_IN_A_MONTH)
