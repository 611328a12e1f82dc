"""Two hundred people for a minute, on this machine; and the same while stores break.

    python -m benchmarks.load [--people 200] [--seconds 60] [--think 5 15] [--template ADDRESS]

The demo's data in a PostgreSQL that survives a crash, gunicorn as the image runs it, worker, beat,
Valkey and a mail server. The people sign in for real, through what looks like one reverse proxy,
four at a time before the minute begins; then they read and write as coordinators, mentors, mentees
and sponsors do, with time to think. Then they come a second time, while PostgreSQL is restarted and
Valkey is killed. Prints requests, errors by page, the median and the slow ends of each page, and
the cores that were used. `figures.txt` keeps what it printed last. Ends with 0 when nobody met an
error in the calm minute.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import django

from benchmarks.faults.stage import PYTHON, ROOT
from benchmarks.faults.week.letters import sending
from benchmarks.faults.week.stage import WeekStage, children_of
from mentorship.local.postgres import Postmaster

TICKS = os.sysconf("SC_CLK_TCK")
Row = tuple[str, int, float, float]


class Crowd:
    """The people, in a process of their own, signed in and ready."""

    def __init__(self, plan: dict[str, Any]) -> None:
        """Let them sign in, and return when the time begins."""
        self._process = subprocess.Popen(
            [PYTHON, "-m", "benchmarks.load.client"],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(plan))
        self._process.stdin.close()
        self._said = self._process.stdout
        self._said.readline()

    def go(self) -> tuple[list[Row], float]:
        """Wait until the time is over; return what they saw, and the cores their process used."""
        used = float(self._said.readline())
        rows = [tuple(json.loads(line)) for line in self._said]
        if self._process.wait():
            raise RuntimeError(f"the people came home early: {self._process.returncode}")
        return rows, used


def processor_seconds(pid: int) -> float:
    """Return the processor time of a process, its living children, and those it has waited for."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    own = sum(map(int, fields[11:15])) / TICKS
    return own + sum(map(processor_seconds, children_of(pid)))


def pids(stage: WeekStage) -> dict[str, int]:
    """Return the first process of the web server and of the database server."""
    said = Postmaster.of(stage.postgres.data)
    return {"web": stage.web.pid if stage.web else 0, "database": said.pid if said else 0}


def well(status: int) -> bool:
    """Tell whether somebody got what they asked for, or was led on to it."""
    return 200 <= status < 400


def report(title: str, rows: list[Row], cores: dict[str, float]) -> int:
    """Print one run, and return how many errors people met."""
    errors: dict[tuple[str, int], list[tuple[float, float]]] = defaultdict(list)
    pages: dict[str, list[float]] = defaultdict(list)
    signing: list[float] = []
    for name, status, seconds, at in rows:
        if well(status):
            (signing if at < 0 else pages[name]).append(seconds * 1000)
        else:
            errors[name, status].append((at, seconds))
    asked = sum(1 for row in rows if row[3] >= 0)
    used = ", ".join(f"{name} {share:.2f}" for name, share in cores.items())
    count = sum(map(len, errors.values()))
    print(f"{title}: {asked} requests, {count} errors; cores: {used}")
    for (name, status), met in sorted(errors.items()):
        whens, waits = zip(*met, strict=True)
        print(
            f"  {len(met)} × {status or 'no answer'} at “{name}”, asked {min(whens):.0f} to "
            f"{max(whens):.0f} s after the beginning, after {min(waits):.1f} to {max(waits):.1f} s"
        )
    print(f"{'':20}{'requests':>9}{'p50 ms':>8}{'p95 ms':>8}{'p99 ms':>8}")
    everything = [each for times in pages.values() for each in times]
    told = [*sorted(pages.items()), ("everything", everything), ("before: signing in", signing)]
    for name, times in told:
        cuts = statistics.quantiles(times, n=100) if len(times) > 1 else times * 99
        print(f"{name:20}{len(times):9}{cuts[49]:8.0f}{cuts[94]:8.0f}{cuts[98]:8.0f}", flush=True)
    return count


def run(stage: WeekStage, plan: dict[str, Any], title: str, *, breaking: bool = False) -> int:
    """Let the people come once; with `breaking` while the stores are restarted and killed."""
    people = Crowd(plan)
    roots = pids(stage)
    before = {name: processor_seconds(pid) for name, pid in roots.items()}
    # What a thread starts ends with it, so the stores are started by the main one.
    with ThreadPoolExecutor(max_workers=1) as beside:
        coming = beside.submit(people.go)
        if breaking:
            break_things(stage, plan["seconds"])
        rows, client = coming.result()
    cores = {
        name: (processor_seconds(pid) - before[name]) / plan["seconds"]
        for name, pid in roots.items()
        if not (breaking and name == "database")
    }
    return report(title, rows, {**cores, "people": client})


def break_things(stage: WeekStage, seconds: float) -> None:
    """Restart PostgreSQL after a third of the time, and kill Valkey for a while after two."""
    began = time.monotonic()

    def tell(what: str) -> None:
        print(f"  {time.monotonic() - began:.0f} s after the beginning {what}", flush=True)

    time.sleep(seconds / 3)
    stage.postgres.stop()
    tell("PostgreSQL had stopped")
    stage.postgres.start()
    tell("PostgreSQL was back")
    time.sleep(max(0, seconds * 2 / 3 - (time.monotonic() - began)))
    stage.valkey.kill()
    tell("Valkey was killed")
    time.sleep(5)
    stage.valkey.start()
    tell("Valkey was back")


def main() -> int:
    """Set the stage, let them come twice, and say whether the calm minute was without error."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--think", type=float, nargs=2, default=(5, 15))
    parser.add_argument("--template", help="address of a migrated database to copy")
    given = parser.parse_args()
    os.environ |= {"SECOND_FACTOR_REQUIRED": "0", "TRUSTED_PROXY_COUNT": "1"}
    stage = WeekStage(template=given.template)
    with stage:
        stage.environment["SWEEP_SECONDS"] = os.environ["SWEEP_SECONDS"] = "10"
        stage.environment["DEMO"] = "1"
        stage.run(PYTHON, "manage.py", "demo")
        del stage.environment["DEMO"]
        django.setup()
        from django.db import connection

        from benchmarks.load.people import crowd

        plan = {
            "port": 0, "seconds": given.seconds, "think": given.think,
            "people": crowd(given.people),
        }  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        connection.close()
        stage.start_web()
        plan["port"] = stage.web_port
        with sending(stage):
            errors = run(stage, plan, f"{given.people} people for {given.seconds} s")
            print()
            title = "the same, PostgreSQL restarted and Valkey killed meanwhile"
            run(stage, plan, title, breaking=True)
    if errors:
        print(f"People met errors; logs are in {stage.folder}")
        return 1
    stage.forget()
    return 0


if __name__ == "__main__":
    sys.exit(main())
