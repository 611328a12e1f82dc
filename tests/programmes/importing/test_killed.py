"""10,000 rows with 1,000 bad ones, in a process that is measured; and processes that are killed."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection, connections
from django.utils import timezone
from psycopg.conninfo import make_conninfo

from benchmarks.imports import hostile
from programmes.actions import table_import_work
from programmes.actions.table_import_work import go_on, tend_imports
from programmes.actions.table_imports import (
    TableFile,
    bring_table,
    say_what_it_means,
    start_apply,
    start_check,
)
from programmes.importing import progress, running
from programmes.importing.answers import Answers
from programmes.importing.enums import DateOrder, ImportKind, ImportState
from programmes.models import Import, Participant
from tests.people import make_world
from tests.programmes.importing.tables import as_csv, dump, tally

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[3]
MOST_MEGABYTES = 300
ROWS = 3000


@pytest.fixture
def worker():
    """Return what starts a worker on an import."""
    name = str(django_settings.DATABASES["default"]["NAME"])
    url = make_conninfo(os.environ["DATABASE_URL"], dbname=name)
    environment = {**os.environ, "DATABASE_URL": url}

    def start(run):
        command = [sys.executable, "-m", "benchmarks.imports.worker", str(run.pk)]
        return subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        )

    return start


def brought(world, content):
    return bring_table(
        TableFile("people.csv", content),
        kind=ImportKind.PEOPLE,
        organisation=world.organisation,
        programme=world.programme,
        by=world.coordinator,
    )


def meaning(run, world):
    run.refresh_from_db()
    answers = Answers.from_json(run.answers)
    answers.date_order = DateOrder.DAY_FIRST
    say_what_it_means(run, answers, cohort=world.cohort)
    start_check(run)


def peaks(process):
    """Return the most megabytes that a worker, and its reader, ever held."""
    return [int(word) for word in process.communicate()[0].split()]


def kill_when(process, is_so):
    """Kill a process as soon as something is so."""
    deadline = time.monotonic() + 60
    while not is_so():
        assert process.poll() is None, "it ended before it could be killed"
        assert time.monotonic() < deadline
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL


def is_writing():
    """Tell whether another process is in a transaction that gives people places."""
    with connection.cursor() as cursor:
        # Held from the first place that is written until the transaction ends.
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE relation = 'programmes_participant'::regclass"
            " AND mode = 'RowExclusiveLock' AND granted AND pid <> pg_backend_pid()"
        )
        return cursor.fetchone()[0] > 0


def take_up_again(run):
    """Let the next look find the import, as the worker's beat does."""
    Import.objects.update(touched_at=timezone.now() - timedelta(minutes=5))
    tend_imports()
    run.refresh_from_db()


def test_ten_thousand_rows_with_a_thousand_bad_ones_in_little_memory(worker):
    world = make_world()
    run = brought(world, hostile.table())
    before = dump()
    assert max(peaks(worker(run))) < MOST_MEGABYTES
    meaning(run, world)
    assert max(peaks(worker(run))) < MOST_MEGABYTES
    run.refresh_from_db()
    assert (run.total, tally(run)) == (10_000, (9000, 0, 0, 1000))
    refused = run.rows.filter(outcome="refused")
    bad = [number + 2 for number in range(hostile.ROWS) if number % 10 == 9]
    assert list(refused.order_by("number").values_list("number", flat=True)) == bad
    assert not refused.filter(errors=[]).exists()
    assert dump() == before


def test_killed_in_the_middle_of_checking_nothing_is_written_and_it_goes_on(worker):
    world = make_world()
    run = brought(world, as_csv(hostile.HEADER, *hostile.rows(count=ROWS)))
    go_on(run.pk)
    meaning(run, world)
    before = dump()
    kill_when(worker(run), lambda: Import.objects.get(pk=run.pk).done > 0)
    run.refresh_from_db()
    assert (run.state, dump()) == (ImportState.CHECKING, before)
    take_up_again(run)
    assert (run.state, tally(run)) == (ImportState.CHECKED, (2700, 0, 0, 300))
    assert dump() == before


def test_killed_in_the_middle_of_writing_all_or_nothing_is_there(worker):
    world = make_world()
    run = brought(world, as_csv(hostile.HEADER, *hostile.rows(count=ROWS // 2)))
    go_on(run.pk)
    meaning(run, world)
    go_on(run.pk)
    run.refresh_from_db()
    start_apply(run, by=world.coordinator)
    before = dump()
    kill_when(worker(run), is_writing)
    run.refresh_from_db()
    assert (run.state, dump()) == (ImportState.APPLYING, before)
    take_up_again(run)
    assert run.state == ImportState.APPLIED
    assert Participant.objects.filter(cohort=world.cohort).count() == 2 + 1350


def test_others_see_how_far_a_write_is_while_nothing_of_it_is_there_yet(monkeypatch):
    monkeypatch.setattr(progress, "WORTH_TELLING", 10)
    monkeypatch.setattr(running, "ROWS_AT_ONCE", 10)
    world = make_world()
    run = brought(world, as_csv(hostile.HEADER, *hostile.rows(count=30)))
    go_on(run.pk)
    meaning(run, world)
    go_on(run.pk)
    run.refresh_from_db()
    start_apply(run, by=world.coordinator)
    seen = []
    write_part = table_import_work._write_part

    def look_and_write(*given):
        other = connections.create_connection("default")
        with other.cursor() as cursor:
            cursor.execute("SELECT done FROM programmes_import WHERE id = %s", [run.pk])
            (done,) = cursor.fetchone()
            cursor.execute("SELECT count(*) FROM programmes_participant")
            seen.append((done, cursor.fetchone()[0]))
        other.close()
        write_part(*given)

    monkeypatch.setattr(table_import_work, "_write_part", look_and_write)
    go_on(run.pk)
    run.refresh_from_db()
    assert seen == [(0, 2), (10, 2), (20, 2)]
    assert (run.state, run.done, run.total) == (ImportState.APPLIED, 30, 30)
