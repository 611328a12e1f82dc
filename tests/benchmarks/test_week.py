"""The short form of the faults of a bad week; the whole is `python -m benchmarks.faults.week`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from psycopg.conninfo import make_conninfo

from benchmarks.faults.week.outcomes import Outcome, lines_of

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(600)  # starts two dozen processes, also on a machine that is busy
def test_the_faults_of_a_bad_week_are_survived():
    name = str(settings.DATABASES["default"]["NAME"])
    template = make_conninfo(os.environ["DATABASE_URL"], dbname=name)
    command = [sys.executable, "-m", "benchmarks.faults.week", "--short", "--template", template]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]


@pytest.mark.parametrize(
    ("counts", "is_well"),
    [({}, True), ({"unknown": 2}, True), ({"lost": 1}, False), ({"twice": 1}, False)],
)
def test_what_is_lost_or_comes_twice_is_not_survived(counts, is_well):
    outcome = Outcome("Valkey: down", "each once", "as expected", **counts)
    assert outcome.is_well is is_well
    assert ("held" if is_well else "NO") in lines_of([outcome])[1]


def test_what_happened_otherwise_is_not_survived():
    assert not Outcome("Valkey: down", "each once", "pages gave 500", has_held=False).is_well
