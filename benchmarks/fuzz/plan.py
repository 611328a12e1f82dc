"""Which role visits which address, in which order: first the pages that it may open."""

import random

Visit = tuple[str, str]


def visits(*, start: int) -> list[Visit]:
    """Return every role with every address, shuffled; those that open, or are new, come first."""
    from tests.architecture.test_walk import ROLES, named_addresses, read_table

    table = read_table()
    every = [(role, name) for role in ROLES for name in named_addresses()]
    random.Random(start).shuffle(every)
    return sorted(every, key=lambda visit: not _opens(table, *visit))


def _opens(table: dict[tuple[str, str], dict[str, int]], role: str, name: str) -> bool:
    """Tell whether the table says that this role may look there, or nothing yet."""
    statuses = table.get((name, "GET"))
    return statuses is None or statuses.get(role, 200) < 400
