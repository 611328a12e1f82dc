"""How alive a community is, and how many gatherings it needs: formulas over plain data."""

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

# Whoever came to one of so many gatherings, the last ones, still comes.
LOOKS_BACK = 3
# From this share of its members on a community is alive.
ALIVE_FROM = 1 / 3
# Longer without any gathering, past or planned, and it sleeps.
SLEEPS_AFTER = timedelta(days=183)

DAYS_OF_A_MONTH = 365.25 / 12
MONTHS_OF_A_YEAR = 12
HALF_A_YEAR = timedelta(days=182)
A_YEAR = timedelta(days=364)

PersonKey = Hashable


class Vitality(StrEnum):
    """What the gatherings say of a community."""

    NEW = "new"
    ALIVE = "alive"
    QUIET = "quiet"
    ASLEEP = "asleep"


@dataclass(frozen=True, slots=True)
class Held:
    """A gathering that took place, and who was there."""

    on: date
    present: frozenset[PersonKey]


@dataclass(frozen=True, slots=True)
class Beat:
    """How many came to one gathering: for the first time, and again."""

    on: date
    returning: int
    new: int

    @property
    def came(self) -> int:
        """Return how many came."""
        return self.returning + self.new


@dataclass(frozen=True, slots=True)
class Pulse:
    """How many of the members came to any of the last gatherings."""

    came: int
    members: int
    gatherings: int
    vitality: Vitality


@dataclass(frozen=True, slots=True)
class Span:
    """The days within which gatherings are counted against what is needed."""

    first: date
    last: date

    @property
    def months(self) -> int:
        """Return its length in whole months, one at least."""
        return max(1, round(((self.last - self.first).days + 1) / DAYS_OF_A_MONTH))


def rhythm_of(gatherings: Sequence[Held]) -> list[Beat]:
    """Return each gathering in the order of time: who had come before returns, others are new."""
    known: set[PersonKey] = set()
    beats = []
    for held in sorted(gatherings, key=lambda each: each.on):
        returning = len(held.present & known)
        beats.append(Beat(held.on, returning, len(held.present) - returning))
        known |= held.present
    return beats


def pulse_of(
    gatherings: Sequence[Held], members: Collection[PersonKey], *, today: date, is_planned: bool
) -> Pulse:
    """Return how many members came to the last gatherings; guests and former members left out."""
    latest = sorted(gatherings, key=lambda each: each.on)[-LOOKS_BACK:]
    present: set[PersonKey] = set().union(*(held.present for held in latest))
    came = len(present & set(members))
    if not latest:
        vitality = Vitality.NEW
    elif today - latest[-1].on > SLEEPS_AFTER and not is_planned:
        vitality = Vitality.ASLEEP
    elif members and came / len(members) >= ALIVE_FROM:
        vitality = Vitality.ALIVE
    else:
        vitality = Vitality.QUIET
    return Pulse(came, len(members), len(latest), vitality)


def gatherings_needed(a_year: int, months: int) -> int:
    """Return how many gatherings so many months need: the yearly number scaled and rounded up.

    Two a year are two in twelve months, one in six, and one in three too: who wants any needs one.
    """
    return -(-a_year * months // MONTHS_OF_A_YEAR)


def span_around(today: date, begun_on: date) -> Span:
    """Return the twelve months around today, which never begin before the community did."""
    first = max(today - HALF_A_YEAR, min(begun_on, today))
    return Span(first, first + A_YEAR)
