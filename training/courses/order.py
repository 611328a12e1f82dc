"""Which course comes before which, without circles."""

from collections import deque
from collections.abc import Collection, Mapping
from typing import TypeVar

Key = TypeVar("Key")


def way_back(
    course: Key, before: Collection[Key], comes_after: Mapping[Key, Collection[Key]]
) -> tuple[Key, ...]:
    """Return the shortest way on which a course would come after itself; empty without a circle.

    `before` are the courses that it is to come after, `comes_after` what each other course comes
    after so far. The way begins with one of `before` and ends with the course itself.
    """
    ways: deque[tuple[Key, ...]] = deque((first,) for first in before)
    seen = set(before)
    while ways:
        way = ways.popleft()
        if way[-1] == course:
            return way
        for earlier in comes_after.get(way[-1], ()):
            if earlier not in seen:
                seen.add(earlier)
                ways.append((*way, earlier))
    return ()
