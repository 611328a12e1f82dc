"""Opens the deciding pages with few and many participants, and prints what each costs.

`python -m benchmarks.pages [--sizes 10 1000 10000]` makes a throw-away database, fills a
programme of each size, half of it in pairs, and opens the same pages, in turns, so that a busy
moment of the machine meets all alike. Prints queries and the milliseconds of processor time of the
web process alone, medians. `figures.txt` keeps what it printed last.
"""

import argparse
import statistics
import sys
import time
from collections import defaultdict

from benchmarks.people.__main__ import analyse, scratch_database

SIZES = (10, 1_000, 10_000)
ROUNDS = 9
OPENINGS = 3


def main() -> int:
    """Fill, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    given = parser.parse_args()
    with scratch_database():
        from benchmarks.pages.world import pages_of

        pages = {size: pages_of(size) for size in given.sizes}
        analyse()
        counts = {size: [page.queries() for page in pages[size]] for size in given.sizes}
        used: dict[tuple[int, int], list[float]] = defaultdict(list)
        for _round in range(ROUNDS):
            for size in given.sizes:
                for number, page in enumerate(pages[size]):
                    began = time.process_time()
                    for _opening in range(OPENINGS):
                        page.open()
                    used[size, number].append((time.process_time() - began) / OPENINGS * 1000)
        heads = "".join(f"{f'{size:,}: queries':>18}{'ms':>7}" for size in given.sizes)
        print(f"{'':20}{heads}")
        for number, page in enumerate(pages[given.sizes[0]]):
            cells = "".join(
                f"{counts[size][number]:>18}{statistics.median(used[size, number]):>7.1f}"
                for size in given.sizes
            )
            print(f"{page.name:20}{cells}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
