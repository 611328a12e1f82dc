"""How often something may be tried, counted in the database across processes (ADR 4)."""

import time
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache


@dataclass(frozen=True, slots=True)
class Rate:
    """So many tries in so many seconds, for each person or address.

    Tries are counted in stretches of that length, so that at worst twice as many fall into one
    stretch that begins in the middle of another.
    """

    name: str
    most: int
    seconds: int

    def is_used_up(self, whose: Any) -> bool:
        """Tell whether no try is left."""
        return bool(cache.get(self._key(whose), 0) >= self.most)

    def use(self, whose: Any) -> None:
        """Count a try."""
        key = self._key(whose)
        cache.set(key, cache.get(key, 0) + 1, timeout=self.seconds)

    def _key(self, whose: Any) -> str:
        """Return what the cache calls the tries of somebody in this stretch of time."""
        return f"rate:{self.name}:{int(time.time()) // self.seconds}:{whose}"
