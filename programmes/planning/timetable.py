"""A cohort's dates as plain values: stretches and single days, each known by a key."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

# The kind of the item that stands for the cohort's own first and last day.
COHORT = "cohort"


class Side(Enum):
    """Which end of a stretch; a single day is both."""

    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class Item:
    """One stretch or one single day; both its days are included.

    `belongs_to` is the key of the stretch it moves with. What `is_done` is moved by nobody but a
    person.
    """

    key: str
    kind: str
    starts_on: date
    ends_on: date
    belongs_to: str = ""
    is_done: bool = False
    is_point: bool = False

    def __post_init__(self) -> None:
        """Refuse what ends before it starts."""
        if self.ends_on < self.starts_on:
            raise ValueError("An item ends before it starts.")

    def day(self, side: Side) -> date:
        """Return the day at one end."""
        return self.starts_on if side is Side.START else self.ends_on

    def moved_to(self, starts_on: date, ends_on: date) -> "Item":
        """Return the item on other days."""
        return replace(self, starts_on=starts_on, ends_on=ends_on)


@dataclass(frozen=True, slots=True)
class Timetable:
    """All dates of a cohort; the first item of a kind is the one that rules speak of."""

    items: tuple[Item, ...]

    def item(self, key: str) -> Item:
        """Return the item of a key; raises KeyError."""
        for item in self.items:
            if item.key == key:
                return item
        raise KeyError(key)

    def of_kind(self, kind: str) -> tuple[Item, ...]:
        """Return the items of a kind, in their order."""
        return tuple(item for item in self.items if item.kind == kind)

    def with_moved(self, moved: Iterable[Item]) -> "Timetable":
        """Return the timetable with some items on other days; the order stays."""
        by_key = {item.key: item for item in moved}
        return Timetable(tuple(by_key.get(item.key, item) for item in self.items))

    def fingerprint(self) -> str:
        """Return a short text that changes with any date, and with any item added or removed."""
        lines = sorted(f"{item.key} {item.starts_on} {item.ends_on}" for item in self.items)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:20]
