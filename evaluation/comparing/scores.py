"""From what a person answered to marks that can be compared: of questions, and of areas."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evaluation.enums import ItemKind
from evaluation.models import Item
from evaluation.statistics import subscale_score

FEWEST_ITEMS = 2


@dataclass(frozen=True, slots=True)
class Measured:
    """Something that has a mark from `low` to `high` for everybody: a question or an area.

    `items` are the questions it is made of. With `is_reversed`, a low mark is good.
    """

    key: str
    label: str
    low: int
    high: int
    items: tuple[Item, ...]
    is_reversed: bool = False

    @property
    def is_area(self) -> bool:
        """Tell whether it is made of several questions."""
        return len(self.items) > 1

    def mark(self, values: Mapping[str, Any]) -> float | None:
        """Return the mark of one person, or None where too little was answered.

        An area is the mean of its questions, reversed ones turned round, if at least two thirds of
        them were answered.
        """
        if not self.is_area:
            given = values.get(self.items[0].key)
            return None if given is None else float(given)
        return subscale_score(
            [values.get(item.key) for item in self.items],
            low=self.low,
            high=self.high,
            reversed_items=[place for place, it in enumerate(self.items) if it.is_reversed],
        ).value


def measures_of(items: Sequence[Item], names: Mapping[str, str]) -> list[Measured]:
    """Return the areas of an instrument, and its questions with marks that belong to none.

    `names` says what areas are called, by key. The questions of an area do not stand beside it:
    with them one could work out who left one of them out, and what they answered to the others.
    """
    scales = [item for item in items if item.kind == ItemKind.SCALE]
    areas: dict[str, list[Item]] = defaultdict(list)
    for item in scales:
        if item.subscale:
            areas[item.subscale].append(item)
    made = {
        key: some
        for key, some in areas.items()
        if len(some) >= FEWEST_ITEMS and len({(item.low, item.high) for item in some}) == 1
    }
    measured = [_area(key, some, names) for key, some in made.items()]
    return measured + [_single(item) for item in scales if item.subscale not in made]


def same_in_both(first: Sequence[Measured], second: Sequence[Measured]) -> list[Measured]:
    """Return what two instruments measure on one scale with the same questions, as called last."""
    earlier = {_signature(measured) for measured in first}
    return [measured for measured in second if _signature(measured) in earlier]


def _signature(measured: Measured) -> tuple[Any, ...]:
    """Return what two measures must share to be the same."""
    items = sorted((item.key, item.is_reversed) for item in measured.items)
    return (measured.key, measured.low, measured.high, tuple(items))


def _area(key: str, items: Sequence[Item], names: Mapping[str, str]) -> Measured:
    """Return an area; one without a name is called by its key, read as words."""
    name = names.get(key) or key.replace("-", " ").replace("_", " ").capitalize()
    return Measured(key, name, items[0].low or 0, items[0].high or 0, tuple(items))


def _single(item: Item) -> Measured:
    """Return a question as it was asked."""
    return Measured(item.key, item.text, item.low or 0, item.high or 0, (item,), item.is_reversed)
