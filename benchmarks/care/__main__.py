"""Works out how all pairs fare, and opens the list of relationships, with few pairs and with many.

`python -m benchmarks.care` makes a throw-away database with a programme of 500 and one of 5,000
pairs, each pair with twelve meetings, moods and mostly an agreement. It prints the seconds of one
pass over each and the milliseconds of the page, by the clock and of CPU, which a busy machine does
not falsify: medians. `figures.txt` keeps what it printed last.
"""

import statistics
import sys
import time
from collections.abc import Callable
from functools import partial

from benchmarks.people.__main__ import analyse, database_cpu, scratch_database

SIZES = (500, 5_000)
ROUNDS, PAGES = 3, 7


def seconds_of(work: Callable[[], object], times: int) -> tuple[float, float]:
    """Return the median seconds that some work takes, and those of CPU, the database's included."""
    taken, used = [], []
    for _turn in range(times):
        began, cpu = time.perf_counter(), time.process_time() + database_cpu()
        work()
        used.append(time.process_time() + database_cpu() - cpu)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken), statistics.median(used)


def main() -> int:
    """Fill, measure, print."""
    with scratch_database():
        from django.utils import timezone

        from benchmarks.care.pairs import Visitor, fill
        from matching.actions.care import work_out_health
        from matching.models import Match, Meeting

        programmes = {size: fill(size) for size in SIZES}
        analyse()
        heads = (
            "pairs",
            "meetings",
            "pass s",
            "CPU s",
            "a pair ms",
            "queries",
            "page ms",
            "CPU ms",
        )
        print("".join(f"{head:>10}" for head in heads))
        today = timezone.localdate()
        for size, programme in programmes.items():
            matches = Match.objects.filter(cohort__programme=programme)
            meetings = Meeting.objects.filter(match__in=matches).count()
            took, used = seconds_of(partial(work_out_health, matches, on=today), ROUNDS)
            visitor = Visitor(programme)
            queries, (page, busy) = visitor.queries(), seconds_of(visitor.open, PAGES)
            row = f"{size:>10,}{meetings:>10,}{took:>10.2f}{used:>10.2f}{used / size * 1000:>10.2f}"
            print(f"{row}{queries:>10}{page * 1000:>10.0f}{busy * 1000:>10.0f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
