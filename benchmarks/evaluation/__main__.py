"""Opens the page of what came back to a survey, with few answers and with many.

`python -m benchmarks.evaluation` makes a throw-away database with a closed survey of 30 items that
500 people answered, and one that 50,000 did. It prints the seconds that counting takes as a survey
closes, the queries of its page, and the milliseconds of it by the clock and of CPU, the database's
included: medians of pages that take turns. It fails where the larger page costs more than 40 times
the smaller one or takes 2 seconds. `figures.txt` keeps what it printed last.
"""

import statistics
import sys
import time

from benchmarks.people.__main__ import analyse, database_cpu, scratch_database

SIZES = (500, 50_000)
PAGES = 9
MOST_TIMES, MOST_SECONDS = 40, 2


def main() -> int:
    """Fill, measure, print."""
    with scratch_database():
        from benchmarks.evaluation.survey import Visitor, fill
        from evaluation.summaries.writing import summarise

        waves = {size: fill(size) for size in SIZES}
        analyse()
        counting = {}
        for size, wave in waves.items():
            began = time.perf_counter()
            summarise(wave)
            counting[size] = time.perf_counter() - began
        analyse()
        visitors = {size: Visitor(wave) for size, wave in waves.items()}
        taken: dict[int, list[float]] = {size: [] for size in SIZES}
        used: dict[int, list[float]] = {size: [] for size in SIZES}
        for _turn in range(PAGES):
            for size, visitor in visitors.items():
                clock, cpu = time.perf_counter(), time.process_time() + database_cpu()
                visitor.open()
                used[size].append(time.process_time() + database_cpu() - cpu)
                taken[size].append(time.perf_counter() - clock)
        heads = ("answers", "items", "count s", "queries", "page ms", "CPU ms", "times")
        print("".join(f"{head:>10}" for head in heads))
        least = statistics.median(taken[SIZES[0]])
        for size, visitor in visitors.items():
            page, busy = statistics.median(taken[size]), statistics.median(used[size])
            row = f"{size:>10,}{30:>10}{counting[size]:>10.2f}{visitor.queries():>10}"
            print(f"{row}{page * 1000:>10.0f}{busy * 1000:>10.0f}{page / least:>10.2f}", flush=True)
        slowest = max(map(statistics.median, taken.values()))
        return int(slowest > least * MOST_TIMES or slowest > MOST_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
