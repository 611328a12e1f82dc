"""Works out how all pairs fare, and opens the list of relationships, with few pairs and with many.

`python -m benchmarks.care` makes a throw-away database with a programme of 500 and one of 5,000
pairs, each pair with twelve meetings, moods and mostly an agreement. It prints the seconds of one
pass over each, the queries and the milliseconds of the page: medians. `figures.txt` keeps what it
printed last.
"""

import statistics
import sys
import time
from collections.abc import Callable
from functools import partial

from benchmarks.people.__main__ import analyse, scratch_database

SIZES = (500, 5_000)
ROUNDS, PAGES = 3, 9


def seconds_of(work: Callable[[], object], times: int) -> float:
    """Return the median seconds that some work takes."""
    taken = []
    for _turn in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def main() -> int:
    """Fill, measure, print."""
    with scratch_database():
        from django.utils import timezone

        from benchmarks.care.pairs import Visitor, fill
        from matching.actions.care import work_out_health
        from matching.models import Match, Meeting

        programmes = {size: fill(size) for size in SIZES}
        analyse()
        heads = ("pairs", "meetings", "pass s", "a pair ms", "queries", "page ms")
        print("".join(f"{head:>11}" for head in heads))
        today = timezone.localdate()
        for size, programme in programmes.items():
            matches = Match.objects.filter(cohort__programme=programme)
            meetings = Meeting.objects.filter(match__in=matches).count()
            took = seconds_of(partial(work_out_health, matches, on=today), ROUNDS)
            visitor = Visitor(programme)
            queries, page = visitor.queries(), seconds_of(visitor.open, PAGES) * 1000
            row = f"{size:>11,}{meetings:>11,}{took:>11.2f}{took / size * 1000:>11.2f}"
            print(f"{row}{queries:>11}{page:>11.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
