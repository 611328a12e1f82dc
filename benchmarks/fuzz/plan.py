"""Which role visits which address, in which order: first the pages that it may open."""

import csv
import random
from functools import cache

Visit = tuple[str, str]


def visits(*, start: int) -> list[Visit]:
    """Return every role with every address, shuffled; those that open, or are new, come first."""
    from tests.architecture.walking import ROLES, named_addresses

    every = [(role, name) for role in ROLES for name in named_addresses()]
    random.Random(start).shuffle(every)
    return sorted(every, key=lambda visit: not may_open(*visit))


def may_open(role: str, name: str) -> bool:
    """Tell whether the table says that this role may look there, or nothing yet."""
    return _table().get(name, {}).get(role, "200") < "4"


@cache
def _table() -> dict[str, dict[str, str]]:
    """Return how each address answers each role that looks there."""
    from tests.architecture.test_walk import TABLE

    with TABLE.open(encoding="utf-8") as lines:
        return {row["address"]: row for row in csv.DictReader(lines) if row["method"] == "GET"}
