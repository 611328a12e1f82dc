"""Reckons everybody's currency and reconciles their reminders, for few and for many mentors.

`python -m benchmarks.currency` makes a throw-away database for each size, fills it, and does what a
worker does every hour: once when nothing was reckoned before and every reminder is new, and then
several times when little is to be done. Each size runs in a process of its own, whose peak memory
is its own. Then it opens the register with 10, 1,000 and 20,000 mentors and counts queries.
`figures.txt` keeps what it printed last.
"""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from mentorship.local.scratch import Scratch

SIZES = (2_000, 20_000)
REGISTERS = (10, 1_000, 20_000)
ROUNDS = 3


@contextmanager
def scratch_database() -> Iterator[None]:
    """Start services of our own, and stop them."""
    scratch = Scratch({})
    os.environ.update(scratch.start())
    os.environ["LOG_LEVEL"] = "ERROR"
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.currency.settings"
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


def analyse() -> None:
    """Let the database know what it holds, as autovacuum does on a running system."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def fill_apart(size: int) -> None:
    """Fill in a process of its own, so that its memory is not counted."""
    child = os.fork()
    if child:
        _pid, status = os.waitpid(child, 0)
        assert status == 0, status
        return
    from django.db import connections

    connections.close_all()
    from benchmarks.currency.programme import fill

    fill(size)
    connections.close_all()
    os._exit(0)


def measure(size: int) -> None:
    """Print how long each run took, and the peak memory of the process."""
    with scratch_database():
        from django.db import connection

        connection.close()
        fill_apart(size)
        analyse()
        from training.actions.reminders import keep_reminding

        for number in range(1 + ROUNDS):
            began, used = time.perf_counter(), time.process_time()
            done = keep_reminding()
            wall, own = time.perf_counter() - began, time.process_time() - used
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            what = "first" if number == 0 else f"again {number}"
            print(
                f"{size:>8,} {what:9}{wall:>9.1f}{own:>9.1f}{peak:>9.0f}"
                f"{done.created:>9}{done.moved:>7}{done.left:>7}",
                flush=True,
            )


def registers() -> None:
    """Print how many queries the register makes at each size."""
    with scratch_database():
        from benchmarks.currency.programme import Visitor, fill
        from training.actions.ledger import settle_people
        from training.actions.standings import ensure_policies

        for size in REGISTERS:
            programme = fill(size)
            for policy in ensure_policies(programme).values():
                settle_people(policy, None, by=None)
            analyse()
            visitor = Visitor(programme)
            began = time.perf_counter()
            visitor.open()
            took = (time.perf_counter() - began) * 1000
            print(f"register of {size:>6,}: {visitor.queries()} queries, {took:.0f} ms", flush=True)


def main(arguments: list[str]) -> int:
    """Measure one size when told so, else all of them, each in a process of its own."""
    if arguments[:1] == ["registers"]:
        registers()
    elif arguments:
        measure(int(arguments[0]))
    else:
        print(f"{'mentors':>8} {'run':9}{'seconds':>9}{'cpu':>9}{'peak MB':>9}"
              f"{'created':>9}{'moved':>7}{'left':>7}", flush=True)  # fmt: skip
        for each in (*map(str, SIZES), "registers"):
            subprocess.run([sys.executable, "-m", "benchmarks.currency", each], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
