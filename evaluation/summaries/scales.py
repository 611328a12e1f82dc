"""Which items of an instrument make a scale together."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from evaluation.enums import ItemKind
from evaluation.models import Item

FEWEST_ITEMS = 2


@dataclass(frozen=True, slots=True)
class Subscale:
    """Items that ask for one thing, from `low` to `high`."""

    name: str
    items: tuple[Item, ...]
    low: int
    high: int

    @property
    def keys(self) -> list[str]:
        """Return the keys of its items, in the order of asking."""
        return [item.key for item in self.items]

    def marks(self, values: dict[str, Any]) -> tuple[int | None, ...]:
        """Return one person's marks, reversed items turned round; None for what was left out."""
        return tuple(self._mark(item, values.get(item.key)) for item in self.items)

    def _mark(self, item: Item, given: int | None) -> int | None:
        """Return a mark as it counts."""
        if given is None or not item.is_reversed:
            return given
        return self.low + self.high - given


def subscales_of(items: Iterable[Item]) -> list[Subscale]:
    """Return the scales of two items or more that are all marked from and to the same figures."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        if item.kind == ItemKind.SCALE and item.subscale:
            groups.setdefault(item.subscale, []).append(item)
    return [
        Subscale(name, tuple(group), group[0].low or 0, group[0].high or 0)
        for name, group in groups.items()
        if len(group) >= FEWEST_ITEMS and len({(item.low, item.high) for item in group}) == 1
    ]
