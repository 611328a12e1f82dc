import os
import subprocess
import sys
from pathlib import Path

from mentorship.local.scratch import Scratch


def test_a_command_runs_on_services_that_leave_nothing_behind():
    asks = "import os, psycopg; psycopg.connect(os.environ['DATABASE_URL']).close(); "
    asks += "print(os.environ['DATA_DIR'])"
    ours = {"DATABASE_URL", "REDIS_URL", "DATA_DIR"}
    done = subprocess.run(
        [sys.executable, "-m", "mentorship.local.scratch", sys.executable, "-c", asks],
        env={name: value for name, value in os.environ.items() if name not in ours},
        capture_output=True,
        text=True,
        check=True,
    )
    assert not Path(done.stdout.strip()).parent.exists()


def test_the_commands_exit_status_is_its_own():
    done = subprocess.run(
        [sys.executable, "-m", "mentorship.local.scratch", sys.executable, "-c", "exit(7)"],
        check=False,
    )
    assert done.returncode == 7


def test_servers_that_are_given_are_used_instead():
    scratch = Scratch({"DATABASE_URL": "postgresql:///given", "REDIS_URL": "redis://given"})
    environment = scratch.start()
    assert not {"DATABASE_URL", "REDIS_URL"} & set(environment)
    scratch.stop()
    assert not scratch.folder.exists()
