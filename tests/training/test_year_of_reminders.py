"""Some weeks of the year of reminders, with a real worker, beat and mail server, twice.

The full drill is `python -m benchmarks.faults.year`: 50 kills, 10 emptied brokers, two beats.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from psycopg.conninfo import make_conninfo

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(900)  # starts a dozen processes, also on a machine that is busy
def test_weeks_under_fire_bring_what_they_bring_in_peace():
    """From day 36: some prepare, one books, some run out; the worker is killed twice."""
    name = str(django_settings.DATABASES["default"]["NAME"])
    connection.close()  # a database that somebody is connected to cannot be copied
    command = [sys.executable, "-m", "benchmarks.faults.year", "--first", "36", "--days", "15"]
    fire = ["--kills", "2", "--empties", "1", "--beats", "2"]
    template = ["--template", make_conninfo(os.environ["DATABASE_URL"], dbname=name)]
    done = subprocess.run(
        [*command, *fire, *template], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    assert done.stdout.endswith("held\n")
