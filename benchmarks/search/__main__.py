"""Searches as a coordinator of few and of many people, and prints what each search costs.

`python -m benchmarks.search` makes a throw-away database, fills programmes as `benchmarks.people`
does, and asks the panel of Ctrl K for the same words in each. It prints the number of queries and
the CPU time of the web process and of its database process together: medians of rounds that take
turns. `figures.txt` keeps what it printed last.
"""

import statistics
import sys
import time
from typing import TYPE_CHECKING

from benchmarks.people.__main__ import SIZES, analyse, database_cpu, scratch_database

if TYPE_CHECKING:
    from benchmarks.search.searcher import Searcher

ROUNDS = 8
SEARCHES_A_ROUND = 5
QUESTIONS = {
    "a beginning": "an",
    "a name": "anna",
    "a slip": "anan",
    "nobody": "xyzzyx",
    "none": "",
}
MOST_MILLISECONDS = 50


def main() -> int:
    """Fill, measure, print; 1 where a search costs more than it may."""
    with scratch_database():
        from benchmarks.people.programme import fill
        from benchmarks.search.searcher import Searcher

        searchers = {size: Searcher(fill(size)) for size in SIZES}
        analyse()
        print(f"{'':14}{'people':>8}{'queries':>9}{'all ms':>9}")
        worst = max(report(name, words, searchers) for name, words in QUESTIONS.items())
    print(f"\nThe dearest search costs {worst:.1f} ms of CPU; {MOST_MILLISECONDS} are allowed.")
    return int(worst > MOST_MILLISECONDS)


def report(name: str, words: str, searchers: "dict[int, Searcher]") -> float:
    """Print one question at all sizes, and return the milliseconds of the dearest."""
    used: dict[int, list[float]] = {size: [] for size in searchers}
    queries = {size: searcher.queries(words) for size, searcher in searchers.items()}
    for _round in range(ROUNDS):
        for size, searcher in searchers.items():
            database, process = database_cpu(), time.process_time()
            for _search in range(SEARCHES_A_ROUND):
                searcher.search(words)
            both = time.process_time() - process + database_cpu() - database
            used[size].append(both / SEARCHES_A_ROUND * 1000)
    for size in searchers:
        row = f"{size:>8,}{queries[size]:>9}{statistics.median(used[size]):>9.1f}"
        print(f"{name if size == SIZES[0] else '':14}{row}")
    return max(statistics.median(times) for times in used.values())


if __name__ == "__main__":
    sys.exit(main())
