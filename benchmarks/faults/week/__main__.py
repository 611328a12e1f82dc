"""The faults of a bad week, and what became of them.

    python -m benchmarks.faults.week [--only WORD …] [--short] [--template ADDRESS] [--seed N]

Real PostgreSQL that survives a crash, Valkey, a mail server that faults, gunicorn as the image runs
it, Celery worker and beats, the PDF child. Each drill breaks one thing while people write to each
other or mail leaves, and counts afterwards. Prints a table; `week.txt` beside this file keeps what
a whole run printed last. Ends with 0 when all held: nothing lost, nothing twice, each unknown mail
listed, each error a page in words.
"""

import argparse
import random
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import django

from benchmarks.faults.week import (
    clocks,
    keeping_drills,
    mail_drills,
    store_drills,
    web_drills,
)
from benchmarks.faults.week.outcomes import Outcome, lines_of
from benchmarks.faults.week.stage import WeekStage
from benchmarks.faults.week.world import World, build

Drill = Callable[[WeekStage, World], Outcome]
KEPT = Path(__file__).with_name("week.txt")

# Those of the tests, which have a minute.
SHORT: tuple[Drill, ...] = (
    web_drills.accepted_at_once,
    web_drills.double_clicks,
    web_drills.killed_web,
    web_drills.killed_worker,
    store_drills.killed_postgres,
    store_drills.stalled_postgres,
    keeping_drills.full_disk_of_files,
)
ALL: tuple[Drill, ...] = (
    web_drills.accepted_at_once,
    web_drills.double_clicks,
    web_drills.killed_web,
    web_drills.deployed_web,
    web_drills.killed_worker,
    web_drills.deployed_worker,
    web_drills.killed_pdf_child,
    store_drills.emptied_broker,
    store_drills.broker_down,
    store_drills.terminated_connections,
    store_drills.restarted_postgres,
    store_drills.killed_postgres,
    store_drills.stalled_postgres,
    keeping_drills.full_disk_of_files,
    keeping_drills.full_disk_of_database,
    keeping_drills.migration_behind,
    mail_drills.refusing,
    mail_drills.greylisting,
    mail_drills.hanging,
    mail_drills.hanging_after,
    clocks.two_beats,
    clocks.jumping_clock,
    clocks.beat_away,
    keeping_drills.restored_in_campaign,
    clocks.summer_time,
)


def run(stage: WeekStage, world: World, drill: Drill) -> Outcome:
    """Run one drill on a stage where everything works; what breaks the drill itself is told."""
    began = time.monotonic()
    name = drill.__name__.replace("_", " ")
    try:
        stage.set_mail()
        outcome = drill(stage, world)
    except Exception as error:  # noqa: BLE001  (one drill that fails must not hide the others)
        traceback.print_exc()
        outcome = Outcome(name, "", f"{type(error).__name__}: {error}", has_held=False)
    said = "held" if outcome.is_well else "DID NOT HOLD"
    print(f"{name}: {said} after {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return outcome


def main() -> int:
    """Set the stage, run the drills, print the table, and say whether all held."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--only", nargs="*", default=[], help="words in the names of drills")
    parser.add_argument("--short", action="store_true", help="those of the tests")
    parser.add_argument("--template", help="address of a migrated database to copy")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    given = parser.parse_args()
    random.seed(given.seed)
    drills = SHORT if given.short else ALL
    chosen = [each for each in drills if any(word in each.__name__ for word in given.only)]
    began = time.monotonic()
    stage = WeekStage(template=given.template)
    with stage:
        django.setup()
        world = build()
        stage.start_web()
        outcomes = [run(stage, world, drill) for drill in chosen or drills]
    held = sum(outcome.is_well for outcome in outcomes)
    lines = lines_of(outcomes)
    lines.append(
        f"{held} of {len(outcomes)} held, {time.monotonic() - began:.0f} s, seed {given.seed}"
    )
    print("\n".join(lines))
    if not chosen and not given.short:
        KEPT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if held < len(outcomes):
        print(f"DID NOT HOLD; logs and mails are in {stage.folder}")
        return 1
    stage.forget()
    return 0


if __name__ == "__main__":
    sys.exit(main())
