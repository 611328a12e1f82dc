"""Telling values from missing ones."""

from collections.abc import Iterable
from math import isinf, isnan

Value = float | None


def present(values: Iterable[Value]) -> tuple[list[float], int]:
    """Return the values that are there as floats, and how many are missing.

    Raises ValueError for an infinite value.
    """
    kept: list[float] = []
    missing = 0
    for value in values:
        if is_missing(value):
            missing += 1
        else:
            kept.append(_finite(value))
    return kept, missing


def is_missing(value: object) -> bool:
    """Say whether a value is absent: ``None`` or NaN."""
    return value is None or (isinstance(value, float) and isnan(value))


def check_level(level: float) -> None:
    """Raise ValueError unless the level is a share strictly between 0 and 1."""
    if not 0 < level < 1:
        raise ValueError(f"A level lies between 0 and 1, not at {level}.")


def check_on_scale(value: float, low: float, high: float) -> None:
    """Raise ValueError for a value that a scale from low to high does not have."""
    if not low <= value <= high:
        raise ValueError(f"{value} is not on the scale from {low} to {high}.")


def _finite(value: Value) -> float:
    number = float(value or 0)
    if isinf(number):
        raise ValueError("A value is infinite.")
    return number
