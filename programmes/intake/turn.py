"""Whose turn it is on a waiting list: a fair order that does not depend on who looks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody who waits: since when, and with which priority; 1 comes before 5."""

    key: UUID
    joined_at: datetime
    priority: int


def in_order(turns: Iterable[Turn], *, by_priority: bool) -> list[Turn]:
    """Return who waits, the next one first.

    First come, first served; where priority counts, only within the same one. Who joined at the
    same moment is told apart by their key, so that the order is always the same.
    """
    return sorted(turns, key=lambda turn: _place(turn, by_priority=by_priority))


def positions(turns: Iterable[Turn], *, by_priority: bool) -> dict[UUID, int]:
    """Return the place of everybody, counted from 1."""
    ordered = in_order(turns, by_priority=by_priority)
    return {turn.key: place for place, turn in enumerate(ordered, start=1)}


def free_places(places: int | None, taken: int) -> int | None:
    """Return how many places are free; None where nobody set a number."""
    return None if places is None else max(places - taken, 0)


def _place(turn: Turn, *, by_priority: bool) -> tuple[int, datetime, str]:
    """Return what a turn is sorted by."""
    return (turn.priority if by_priority else 0, turn.joined_at, turn.key.hex)
