"""Which role visits which address, in which order: first the pages that it may open."""

import csv
import random

Visit = tuple[str, str]


def visits(*, start: int) -> list[Visit]:
    """Return every role with every address, shuffled; those that open, or are new, come first."""
    from tests.architecture.test_walk import TABLE
    from tests.architecture.walking import ROLES, named_addresses

    with TABLE.open(encoding="utf-8") as lines:
        table = {row["address"]: row for row in csv.DictReader(lines) if row["method"] == "GET"}
    every = [(role, name) for role in ROLES for name in named_addresses()]
    random.Random(start).shuffle(every)
    return sorted(every, key=lambda visit: not _opens(table, *visit))


def _opens(table: dict[str, dict[str, str]], role: str, name: str) -> bool:
    """Tell whether the table says that this role may look there, or nothing yet."""
    return table.get(name, {}).get(role, "200") < "4"
