"""Whole-number algebra of sums: what can be worked out by adding groups and taking others away."""

from fractions import Fraction
from functools import lru_cache
from math import gcd, lcm

# A direction in which answers can be exchanged without changing any known sum: one whole number
# for each part.
Direction = tuple[int, ...]


@lru_cache(maxsize=256)
def free_directions(parts: int, sums: frozenset[frozenset[int]]) -> tuple[Direction, ...]:
    """Return a basis of the exchanges among so many parts that leave every sum as it is.

    ``sums`` names, for each known sum, the numbers of the parts in it, from 0 to ``parts`` - 1. A
    combination of parts is known exactly when no direction changes it.
    """
    rows = _reduced([{part: Fraction(1) for part in group} for group in sorted(sums, key=sorted)])
    free = [part for part in range(parts) if part not in rows]
    return tuple(_whole(_direction(rows, part, parts)) for part in free)


def _reduced(equations: list[dict[int, Fraction]]) -> dict[int, dict[int, Fraction]]:
    """Bring equations into reduced form: each row by its first part, which no other row has."""
    rows: dict[int, dict[int, Fraction]] = {}
    for equation in equations:
        row = dict(equation)
        for pivot in [part for part in row if part in rows]:
            _subtract(row, rows[pivot], row.get(pivot, Fraction(0)))
        if not row:
            continue
        pivot = min(row)
        first = row[pivot]
        row = {part: value / first for part, value in row.items()}
        for other in rows.values():
            _subtract(other, row, other.get(pivot, Fraction(0)))
        rows[pivot] = row
    return rows


def _subtract(row: dict[int, Fraction], other: dict[int, Fraction], times: Fraction) -> None:
    """Take a multiple of another row away from a row, in place."""
    if not times:
        return
    for part, value in other.items():
        left = row.get(part, Fraction(0)) - times * value
        if left:
            row[part] = left
        else:
            row.pop(part, None)


def _direction(rows: dict[int, dict[int, Fraction]], free: int, parts: int) -> list[Fraction]:
    """Return the direction that moves one free part by 1 and the others as they must."""
    direction = [Fraction(0)] * parts
    direction[free] = Fraction(1)
    for pivot, row in rows.items():
        direction[pivot] = -row.get(free, Fraction(0))
    return direction


def _whole(direction: list[Fraction]) -> Direction:
    """Return the smallest whole numbers along the same direction."""
    times = lcm(*(step.denominator for step in direction))
    steps = [int(step * times) for step in direction]
    shared = gcd(*steps)
    return tuple(step // shared for step in steps)
