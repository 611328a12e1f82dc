"""Two months of the year of reports, with a real worker, two beats and a mail server that refuses.

The whole drill is `python -m benchmarks.faults.report_year`.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from psycopg.conninfo import make_conninfo

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(900)  # starts half a dozen processes, also on a machine that is busy
def test_each_report_comes_once_in_its_morning_though_mail_was_refused_and_a_worker_killed():
    name = str(django_settings.DATABASES["default"]["NAME"])
    connection.close()  # a database that somebody is connected to cannot be copied
    command = [sys.executable, "-m", "benchmarks.faults.report_year", "--first", "9", "--last"]
    template = ["--template", make_conninfo(os.environ["DATABASE_URL"], dbname=name)]
    done = subprocess.run(
        [*command, "10", *template], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    assert done.stdout.endswith("held\n")
