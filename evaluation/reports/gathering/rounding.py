"""How figures are rounded when they are frozen, so that no rounding decides anything."""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

TWO_PLACES, FOUR_PLACES = Decimal("0.01"), Decimal("0.0001")


def four(value: float | None) -> Decimal | None:
    """Return a figure with four decimals."""
    if value is None:
        return None
    found = Decimal(repr(value)).quantize(FOUR_PLACES, ROUND_HALF_UP)
    return abs(found) if found.is_zero() else found


def beside(value: Decimal, target: Decimal) -> Decimal:
    """Return a value with two decimals that stands on the same side of its target as before.

    94.996 against 95 is 94.99: rounded to 95.00 it would read as reached. Targets have two decimals
    at most.
    """
    near = value.quantize(TWO_PLACES, ROUND_HALF_UP)
    if value < target <= near:
        near = value.quantize(TWO_PLACES, ROUND_FLOOR)
    elif near <= target < value:
        near = value.quantize(TWO_PLACES, ROUND_CEILING)
    return abs(near) if near.is_zero() else near


def outwards(low: Decimal | None, high: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    """Return the ends of an interval with two decimals, never narrower than it was."""
    return (
        None if low is None else low.quantize(TWO_PLACES, ROUND_FLOOR),
        None if high is None else high.quantize(TWO_PLACES, ROUND_CEILING),
    )
