"""Faults of the stores: Valkey emptied and down; PostgreSQL cut off, restarted, killed, stalled."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import psycopg

from benchmarks.faults.stage import wait_until
from benchmarks.faults.week.letters import Letters, sending
from benchmarks.faults.week.outcomes import Outcome
from benchmarks.faults.week.stage import WeekStage
from benchmarks.faults.week.web_drills import row_of_writers
from benchmarks.faults.week.world import World
from benchmarks.faults.week.writers import Writers, everything_kept

# Twenty people have eight threads between them: three turns, each of the statement's timeout and of
# the pool's at most, 9 s and 4 s.
LONGEST_ANSWER = 40
# A minute in real life; the drill sweeps each second.
SECONDS_TO_FLOW_AGAIN = 60


def emptied_broker(stage: WeekStage, _world: World) -> Outcome:
    """Throw away all that Valkey knows, three times, while letters leave."""
    letters = Letters(stage)
    with sending(stage):
        for _ in range(3):
            letters.post(15)
            time.sleep(0.5)
            stage.empty_broker()
        letters.wait()
    return Outcome(
        fault="Valkey: emptied 3 times while mail leaves",
        expected="each letter arrives once",
        happened=f"{letters.arrived()} of 45 in the mailbox",
        **letters.count(),
    )


def broker_down(stage: WeekStage, world: World) -> Outcome:
    """Kill Valkey, post letters and open pages meanwhile, and start it again."""
    letters = Letters(stage)
    with sending(stage):
        letters.post(10)
        stage.valkey.kill()

        def be_without() -> None:
            letters.post(20)
            time.sleep(5)

        tally = everything_kept(Writers(world, stage.web_port), be_without)
        stage.valkey.start()
        began = time.monotonic()
        letters.wait()
        seconds = time.monotonic() - began
    counts = letters.count()
    row = row_of_writers("", "", tally)
    return Outcome(
        fault="Valkey: SIGKILL, down for 5 s and more, started again",
        expected="pages answer as before; letters leave within a minute of its return",
        happened=f"{tally.words}; {letters.arrived()} of 30 letters, {seconds:.0f} s after",
        lost=row.lost + counts["lost"],
        twice=row.twice + counts["twice"],
        unknown=counts["unknown"],
        has_held=row.has_held and not tally.statuses[503] and seconds < SECONDS_TO_FLOW_AGAIN,
    )


def terminated_connections(stage: WeekStage, world: World) -> Outcome:
    """Cut off every connection to the database five times while people write and mail leaves."""

    def cut() -> None:
        for _ in range(5):
            time.sleep(0.5)
            terminate_all(stage)

    return _while_writing(
        stage,
        world,
        cut,
        fault="PostgreSQL: all connections terminated 5 times",
        expected="at most a page that says so; pressed again, everything is kept once",
    )


def terminate_all(stage: WeekStage) -> None:
    """End every connection to the drill's database but the one that does it."""
    with psycopg.connect(stage.environment["DATABASE_URL"], autocommit=True) as door:
        door.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def restarted_postgres(stage: WeekStage, world: World) -> Outcome:
    """Stop and start PostgreSQL as an upgrade does, while people write and mail leaves."""

    def restart() -> None:
        stage.postgres.stop()
        time.sleep(2)
        stage.postgres.start()

    return _while_writing(
        stage,
        world,
        restart,
        fault="PostgreSQL: restarted, away for 2 s",
        expected="a 503 page that says so, then as before; everything is kept once",
    )


def killed_postgres(stage: WeekStage, world: World) -> Outcome:
    """SIGKILL PostgreSQL, twice, while people write and mail leaves."""

    def kill() -> None:
        for _ in range(2):
            stage.kill_postgres()
            time.sleep(1)
            stage.postgres.start()
            time.sleep(2)

    return _while_writing(
        stage,
        world,
        kill,
        fault="PostgreSQL: SIGKILL of all its processes, twice",
        expected="what was said to be kept survives the crash; a 503 page meanwhile",
    )


def _while_writing(
    stage: WeekStage, world: World, what: Callable[[], None], *, fault: str, expected: str
) -> Outcome:
    """Let people write and mail leave while something happens to the database."""
    from django.db import connection

    letters = Letters(stage)
    with sending(stage):
        letters.post(15)
        connection.close()
        tally = everything_kept(Writers(world, stage.web_port), what)
        connection.close()
        letters.wait()
    counts = letters.count()
    row = row_of_writers(fault, expected, tally)
    return Outcome(
        fault=fault,
        expected=expected,
        happened=f"{tally.words}; {letters.arrived()} of 15 letters",
        lost=row.lost + counts["lost"],
        twice=row.twice + counts["twice"],
        unknown=counts["unknown"],
        has_held=row.has_held,
    )


def stalled_postgres(stage: WeekStage, world: World) -> Outcome:
    """Let PostgreSQL stand still for longer than anybody waits, and go on."""
    match, person = world.writers()[0]
    browsers = [world.browser(person, stage.web_port, patience=90) for _ in range(20)]
    with stage.stalled_postgres(), ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda each: each.get(f"/matches/{match.pk}/"), browsers))
    longest = max(answer.seconds for answer in answers)
    away = sum(1 for answer in answers if answer.status == 503 and answer.is_words)
    began = time.monotonic()
    wait_until(
        lambda: browsers[0].get(f"/matches/{match.pk}/").status == 200,
        seconds=60,
        what="pages do not come back",
    )
    back = time.monotonic() - began
    return Outcome(
        fault="PostgreSQL: stalled (SIGSTOP), 20 people open a page",
        expected=f"each reads a 503 page within {LONGEST_ANSWER} s; pages at once when it goes on",
        happened=f"{away} × 503 in words of {len(answers)}, longest {longest:.1f} s; "
        f"back after {back:.1f} s",
        has_held=away == len(answers) and longest <= LONGEST_ANSWER and back < 10,
    )
