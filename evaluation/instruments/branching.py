"""Which items are asked of somebody, by what they answered before; without Django."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Protocol, TypeVar


class Branching(Protocol):
    """An item as far as branches go."""

    key: str
    asked_if_key: str
    asked_if_values: Collection[Any]


Asked = TypeVar("Asked", bound=Branching)


def asked_of(items: Iterable[Asked], values: Mapping[str, Any]) -> list[Asked]:
    """Return the items, in their order, that are asked of somebody who gave these answers.

    An item whose condition rests on an item that is itself not asked is not asked either, whatever
    had been answered to it before.
    """
    asked: list[Asked] = []
    keys: set[str] = set()
    for item in items:
        if item.asked_if_key and not _holds(item, keys, values):
            continue
        asked.append(item)
        keys.add(item.key)
    return asked


def _holds(item: Branching, asked: Collection[str], values: Mapping[str, Any]) -> bool:
    """Tell whether the answer that an item waits for was given."""
    if item.asked_if_key not in asked:
        return False
    given = values.get(item.asked_if_key)
    if isinstance(given, list):
        return any(value in item.asked_if_values for value in given)
    # Of a mark of 1, and of yes, Python says that they are the same.
    return any(given == value and type(given) is type(value) for value in item.asked_if_values)
