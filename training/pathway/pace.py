"""How many people came how far on the way to being a mentor, and how long a step takes them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody reached a step on a day."""

    step: str
    on: date


@dataclass(frozen=True, slots=True)
class Stay:
    """How long a step took those who went on from it: the middle of `n` people, in days."""

    days: float
    n: int


Way = Sequence[Reached]


def furthest(steps: Iterable[str], order: Sequence[str]) -> str | None:
    """Return the step that comes last in the order; None where none of them is in it."""
    known = [step for step in steps if step in order]
    return max(known, key=order.index, default=None)


def reached_by_step(ends: Iterable[str | None], order: Sequence[str]) -> dict[str, int]:
    """Return how many came at least so far, by step; `ends` is the furthest step of each."""
    places = [order.index(end) for end in ends if end is not None]
    return {step: sum(place >= number for place in places) for number, step in enumerate(order)}


def days_in_step(ways: Iterable[Way], order: Sequence[str]) -> Mapping[str, Stay]:
    """Return how long each step took, from its day to that of the next later step reached.

    Who is at a step still does not count for it yet. A step that was reached twice counts from its
    first day; days that were noted in the wrong order count as none.
    """
    stays: defaultdict[str, list[int]] = defaultdict(list)
    for way in ways:
        first = _first_days(way, order)
        known = [step for step in order if step in first]
        for step, following in pairwise(known):
            stays[step].append(max(0, (first[following] - first[step]).days))
    return {step: Stay(median(days), len(days)) for step, days in stays.items()}


def _first_days(way: Way, order: Sequence[str]) -> dict[str, date]:
    """Return the first day of each step of the order that somebody reached."""
    first: dict[str, date] = {}
    for reached in way:
        if reached.step in order:
            first[reached.step] = min(first.get(reached.step, reached.on), reached.on)
    return first
