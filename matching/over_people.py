"""How far chance reaches in a share or a mean of rows of which one person may have several.

Rows of one person hang together, so that an interval which takes each for itself is too narrow.
"""

from collections.abc import Mapping
from math import sqrt
from typing import Any

from scipy.special import stdtrit

from programmes.measures import FEWEST_ANSWERS

# What is between is 95 %.
UPPER = 0.975

# Of each person, what is counted (goals reached, meetings held), and of how many rows.
Parts = Mapping[Any, tuple[float, int]]
Bounds = tuple[float, float] | None


def mean_bounds(parts: Parts) -> Bounds:
    """Return the 95 % interval of all that is counted by all rows, over the people behind them.

    Student's, of a ratio (Cochran 1977, 6.3). None of fewer than five people, or where all are
    alike: then their spread says nothing of chance.
    """
    error = _error(parts)
    if not error:
        return None
    value = _value(parts)
    margin = float(stdtrit(len(parts) - 1, UPPER)) * error
    return max(value - margin, 0.0), value + margin


def share_bounds(parts: Parts) -> Bounds:
    """Return the 95 % interval of a share, from 0 to 1, over the people behind it.

    Wilson's with as many rows as would be worth as much if each were for itself (Korn and Graubard
    1998), never more than there are; where the spread says nothing, each person is worth one.
    """
    if len(parts) < FEWEST_ANSWERS:
        return None
    share, rows = _value(parts), sum(n for _count, n in parts.values())
    error = _error(parts)
    worth = share * (1 - share) / error**2 if error else float(len(parts))
    worth = min(worth, rows)
    square = float(stdtrit(len(parts) - 1, UPPER)) ** 2
    middle = (share + square / (2 * worth)) / (1 + square / worth)
    margin = sqrt(square * (share * (1 - share) + square / (4 * worth)) / worth)
    half = margin / (1 + square / worth)
    return max(middle - half, 0.0), min(middle + half, 1.0)


def _value(parts: Parts) -> float:
    """Return what is counted for each row."""
    return sum(count for count, _n in parts.values()) / sum(n for _count, n in parts.values())


def _error(parts: Parts) -> float:
    """Return the standard error of the ratio; 0 where there are too few people to tell."""
    people = len(parts)
    if people < FEWEST_ANSWERS:
        return 0.0
    value, rows = _value(parts), sum(n for _count, n in parts.values())
    squares = sum((count - value * n) ** 2 for count, n in parts.values())
    return sqrt(squares * people / (people - 1)) / rows
