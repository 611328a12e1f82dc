"""Two hundred people for a minute, on this machine; and the same while stores break.

    python -m benchmarks.load [--people 200] [--seconds 60] [--think 5 15] [--template ADDRESS]

The demo's data in a PostgreSQL that survives a crash, gunicorn as the image runs it, worker, beat,
Valkey and a mail server. The people sign in for real, through what looks like one reverse proxy,
and read and write as coordinators, mentors, mentees and sponsors do, with time to think. Then they
come a second time, while PostgreSQL is restarted and Valkey is killed. Prints requests, errors by
kind, the median and the slow ends of each page, and the cores that were used. `figures.txt` keeps
what it printed last. Ends with 0 when nobody met an error in the calm minute.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import django

from benchmarks.faults.stage import PYTHON, ROOT
from benchmarks.faults.week.letters import sending
from benchmarks.faults.week.stage import WeekStage, children_of
from mentorship.local.postgres import Postmaster

TICKS = os.sysconf("SC_CLK_TCK")
Row = tuple[str, int, float, float]


def ask(plan: dict[str, Any]) -> tuple[list[Row], float]:
    """Let the people come, and return what they saw, and the cores their process used."""
    command = [PYTHON, "-m", "benchmarks.load.client"]
    before = os.times()
    done = subprocess.run(
        command, cwd=ROOT, input=json.dumps(plan), capture_output=True, text=True, check=True
    )
    after = os.times()
    used = after.children_user + after.children_system
    used -= before.children_user + before.children_system
    rows = [tuple(json.loads(line)) for line in done.stdout.splitlines()]
    return rows, used / plan["seconds"]


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


def report(title: str, rows: list[Row], cores: dict[str, float]) -> int:
    """Print one run, and return how many errors people met."""
    errors = Counter(
        f"{status or 'no answer'}" for _name, status, *_ in rows if not 200 <= status < 400
    )
    pages: dict[str, list[float]] = defaultdict(list)
    for name, status, seconds, _at in rows:
        if 200 <= status < 400:
            pages[name].append(seconds * 1000)
    used = ", ".join(f"{name} {share:.2f}" for name, share in cores.items())
    told = ", ".join(f"{count} × {what}" for what, count in errors.items()) or "none"
    print(f"{title}: {len(rows)} requests, errors: {told}; cores: {used}")
    print(f"{'':20}{'requests':>9}{'p50 ms':>8}{'p95 ms':>8}{'p99 ms':>8}")
    everything = [each for times in pages.values() for each in times]
    for name, times in [*sorted(pages.items()), ("everything", everything)]:
        cuts = statistics.quantiles(times, n=100) if len(times) > 1 else times * 99
        print(f"{name:20}{len(times):9}{cuts[49]:8.0f}{cuts[94]:8.0f}{cuts[98]:8.0f}")
    return errors.total()


def run(stage: WeekStage, plan: dict[str, Any], title: str, *, breaking: bool = False) -> int:
    """Let the people come once; with `breaking` while the stores are restarted and killed."""
    trouble = threading.Thread(target=break_things, args=(stage, plan["seconds"]))
    roots = pids(stage)
    before = {name: processor_seconds(pid) for name, pid in roots.items()}
    if breaking:
        trouble.start()
    rows, client = ask(plan)
    cores = {
        name: (processor_seconds(pid) - before[name]) / plan["seconds"]
        for name, pid in roots.items()
        if not (breaking and name == "database")
    }
    if breaking:
        trouble.join()
    return report(title, rows, {**cores, "people": client})


def break_things(stage: WeekStage, seconds: float) -> None:
    """Restart PostgreSQL after a third of the time, and kill Valkey for a while after two."""
    time.sleep(seconds / 3)
    stage.postgres.stop()
    stage.postgres.start()
    time.sleep(seconds / 3)
    stage.valkey.kill()
    time.sleep(5)
    stage.valkey.start()


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
