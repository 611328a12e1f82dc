"""Opens the list of people, once filled with few and once with many, and prints what it costs.

`python -m benchmarks.people` makes a throw-away database, fills one programme after the other, and
asks for the same page: each holds 25 rows at every size. It prints the number of queries, and the
CPU time of the web process and of its database process together, as a ratio to the smallest
programme: medians of runs that take turns, so that a busy moment of the machine meets all sizes
alike. `figures.txt` keeps what it printed last.
"""

import os
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mentorship.local.scratch import Scratch

SIZES = (30, 1_000, 10_000)
ROUNDS = 12
PAGES_A_ROUND = 8
QUESTIONS = {
    "as it opens": "",
    "by state": "sort=-state",
    "a name": "q=ann",
    "a department": "department=Finance",
}
TICKS = os.sysconf("SC_CLK_TCK")


@contextmanager
def scratch_database() -> Iterator[None]:
    """Start services of our own, and stop them."""
    scratch = Scratch({})
    os.environ.update(scratch.start())
    os.environ["LOG_LEVEL"] = "ERROR"
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.people.settings"
    os.environ.pop("DEBUG", None)
    try:
        import django

        django.setup()
        from django.db import connection

        connection.creation.create_test_db(verbosity=0)
        yield
        connection.creation.destroy_test_db("", verbosity=0)
    finally:
        scratch.stop()


def database_cpu() -> float:
    """Return the seconds of CPU that our database process has used so far."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def analyse() -> None:
    """Let the database know what it holds, as autovacuum does on a running system."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def main() -> int:
    """Fill, measure, print."""
    with scratch_database():
        from benchmarks.people.programme import Visitor, fill

        visitors = {size: Visitor(fill(size)) for size in SIZES}
        analyse()
        print(f"{'':18}{'people':>8}{'queries':>9}{'web ms':>9}{'all ms':>9}{'ratio':>8}")
        worst = 0.0
        for name, question in QUESTIONS.items():
            worst = max(worst, report(name, question, visitors))
    print(f"\nThe dearest page with {SIZES[-1]:,} people costs {worst:.2f} times that with 30.")
    return 0


def report(name: str, question: str, visitors: dict[int, "Visitor"]) -> float:  # type: ignore[name-defined]  # noqa: F821
    """Print one question at all sizes, and return the ratio of the largest."""
    web: dict[int, list[float]] = {size: [] for size in visitors}
    both: dict[int, list[float]] = {size: [] for size in visitors}
    queries = {size: visitor.queries(question) for size, visitor in visitors.items()}
    for _round in range(ROUNDS):
        for size, visitor in visitors.items():
            database, process = database_cpu(), time.process_time()
            for _page in range(PAGES_A_ROUND):
                visitor.open(question)
            used = time.process_time() - process
            web[size].append(used / PAGES_A_ROUND)
            both[size].append((used + database_cpu() - database) / PAGES_A_ROUND)
    least = statistics.median(both[SIZES[0]])
    ratio = 0.0
    for size in visitors:
        ratio = statistics.median(both[size]) / least
        alone = statistics.median(web[size]) * 1000
        together = statistics.median(both[size]) * 1000
        row = f"{size:>8,}{queries[size]:>9}{alone:>9.1f}{together:>9.1f}{ratio:>8.2f}"
        print(f"{name if size == SIZES[0] else '':18}{row}")
    return ratio


if __name__ == "__main__":
    sys.exit(main())
