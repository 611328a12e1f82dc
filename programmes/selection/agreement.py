"""Krippendorff's alpha: how far reviewers mean the same by a mark. Knows no Django.

Alpha is 1 − observed disagreement / disagreement expected by chance. It takes any number of
reviewers, and marks may be missing: a unit that fewer than two have marked says nothing about
agreement and drops out. Krippendorff, K. (2011), Computing Krippendorff's Alpha-Reliability.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum
from fractions import Fraction


class Metric(StrEnum):
    """How far apart two marks are: whether they differ, by how many ranks, or by how much."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"


Pair = tuple[int, int]
FEWEST_MARKS = 2


def krippendorff_alpha(
    units: Sequence[Sequence[int | None]], metric: Metric = Metric.ORDINAL
) -> float | None:
    """Return alpha over units, each with the marks that reviewers gave it; None for no mark.

    None says that it cannot be told: no unit has two marks, or all marks are the same.
    """
    pairable = [marks for unit in units if len(marks := _marks_of(unit)) >= FEWEST_MARKS]
    pairs = _coincidences(pairable)
    counts = Counter(mark for marks in pairable for mark in marks)
    distances = _distances(counts, metric)
    total = sum(counts.values())
    expected = sum(
        (counts[first] * counts[second] * far for (first, second), far in distances.items()),
        Fraction(0),
    )
    if not expected:
        return None
    observed = sum((pairs.get(pair, 0) * far for pair, far in distances.items()), Fraction(0))
    return float(1 - (total - 1) * observed / expected)


def _marks_of(unit: Sequence[int | None]) -> list[int]:
    """Return the marks that were given."""
    return [mark for mark in unit if mark is not None]


def _coincidences(units: Sequence[Sequence[int]]) -> dict[Pair, Fraction]:
    """Count each ordered pair of marks of one unit, so that each unit weighs as its marks do."""
    found: dict[Pair, Fraction] = {}
    for unit in units:
        marks = Counter(unit)
        for first in marks:
            for second in marks:
                times = marks[first] * (marks[second] - (first == second))
                pair = (first, second)
                found[pair] = found.get(pair, Fraction(0)) + Fraction(times, len(unit) - 1)
    return found


def _distances(counts: Mapping[int, int], metric: Metric) -> dict[Pair, Fraction]:
    """Return how far apart two different marks are, squared."""
    marks = sorted(counts)
    below = 0
    middle: dict[int, Fraction] = {}
    for mark in marks:
        # Of two marks, as many ranks apart as lie between the middles of those who share each.
        middle[mark] = below + Fraction(counts[mark], 2)
        below += counts[mark]
    found = {}
    for first in marks:
        for second in marks:
            if first == second:
                continue
            if metric == Metric.NOMINAL:
                found[first, second] = Fraction(1)
            elif metric == Metric.ORDINAL:
                found[first, second] = (middle[first] - middle[second]) ** 2
            else:
                found[first, second] = Fraction(first - second) ** 2
    return found
