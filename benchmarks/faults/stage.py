"""The stage of a drill: real PostgreSQL, Valkey, mail server, Celery worker and beats."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import Self

import psycopg
from psycopg.conninfo import make_conninfo
from redis import Redis

from mentorship.local.ports import free_port
from mentorship.local.processes import spawn, stop
from mentorship.local.scratch import Scratch

ROOT = Path(__file__).resolve().parents[2]
PYTHON = sys.executable
CELERY = (PYTHON, "-m", "celery", "-A", "mentorship")
DATABASE = "faults"
# While a file of this name lies beside the mails, the mail server takes none.
REFUSING = "refusing"
# Each recipient's first mail is put off; nothing is answered before, or after, a mail is kept.
GREYLISTING, HANGING, HANGING_AFTER = "greylisting", "hanging", "hanging_after"

# Small, so that a drill takes minutes and not hours; the proportions are those of production.
PACE = {
    "OUTBOX_LEASE_SECONDS": "4",
    "SWEEP_SECONDS": "1",
    "EMAIL_TIMEOUT": "2",
    "LOG_LEVEL": "ERROR",
}


class Stage:
    """Everything that takes part, each in a process (group) of its own."""

    def __init__(
        self,
        *,
        database: str | None,
        longest_pause: float,
        settings: str = "benchmarks.faults.settings",
    ) -> None:
        """Use a migrated database, or make one; the mail server pauses for so many seconds."""
        self._settings = settings
        self.folder = Path(tempfile.mkdtemp(prefix="drill-"))
        self.mail_port = free_port()
        self.environment: dict[str, str] = {}
        self.beats: list[subprocess.Popen[bytes]] = []
        self.worker: subprocess.Popen[bytes] | None = None
        self._catcher: subprocess.Popen[bytes] | None = None
        self._database = database
        self._longest_pause = longest_pause
        self._scratch = self._make_scratch(database)

    def __enter__(self) -> Self:
        """Start the services, but neither worker nor beat."""
        made = self._scratch.start()
        database = self._database or make_database(made["DATABASE_URL"])
        self.environment = {
            **os.environ,
            **made,
            **PACE,
            "DATABASE_URL": database,
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(self.mail_port),
            "EMAIL_USE_TLS": "0",
            "DJANGO_SETTINGS_MODULE": self._settings,
        }
        os.environ.update(self.environment)
        if not self._database:
            self._fill()
        words = ("--port", str(self.mail_port), "--folder", str(self.folder / "mail"))
        pause = ("--longest-pause", str(self._longest_pause))
        module = "benchmarks.faults.slow_catcher"
        self._catcher = self._spawn("catcher", PYTHON, "-m", module, *words, *pause)
        return self

    def __exit__(self, *_: object) -> None:
        """Stop everything that was started."""
        for process in (self.worker, *self.beats, self._catcher):
            if process is not None:
                kill(process)
        self._scratch.stop()

    def _make_scratch(self, database: str | None) -> Scratch:
        """Return the services, none of which is started yet."""
        given = {**os.environ, **({"DATABASE_URL": database} if database else {})}
        given.pop("REDIS_URL", None)
        return Scratch(given)

    def _fill(self) -> None:
        """Give the new database its tables."""
        self.run(PYTHON, "manage.py", "migrate", "--verbosity", "0")

    def forget(self) -> None:
        """Remove the logs and mails, once they are of no more interest."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, *command: str) -> None:
        """Run one command to its end; raises CalledProcessError."""
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True)

    def start_worker(self) -> None:
        """Start a worker with two senders."""
        words = ("worker", "--concurrency", "2", "--loglevel", "WARNING")
        quickly = ("--without-mingle", "--without-gossip")
        self.worker = self._spawn("worker", *CELERY, *words, *quickly)

    def start_beat(self) -> None:
        """Start one more beat."""
        schedule = str(self.folder / f"beat-{len(self.beats)}-{time.monotonic_ns()}")
        words = ("beat", "--schedule", schedule, "--pidfile=", "--loglevel", "WARNING")
        self.beats.append(self._spawn("beat", *CELERY, *words))

    def kill_worker(self) -> None:
        """SIGKILL the worker and its senders, at once."""
        if self.worker is not None:
            kill(self.worker)

    def kill_beat(self) -> None:
        """SIGKILL the beat that has run longest."""
        if self.beats:
            kill(self.beats.pop(0))

    def empty_broker(self) -> None:
        """Throw away every task that waits, and all the broker knows."""
        with Redis(unix_socket_path=str(self._scratch.folder / "valkey.sock")) as broker:
            broker.flushall()

    def refuse_mail(self) -> None:
        """Let the mail server take no mail for now."""
        (self.folder / "mail" / REFUSING).touch()

    def accept_mail(self) -> None:
        """Let the mail server take mail again."""
        (self.folder / "mail" / REFUSING).unlink()

    def mails(self) -> list[str]:
        """Return the Message-ID of each mail that arrived."""
        parser = BytesHeaderParser()
        files = sorted((self.folder / "mail" / "new").glob("*.eml"))
        return [str(parser.parsebytes(file.read_bytes())["Message-ID"]) for file in files]

    def count_mails(self) -> int:
        """Return how many mails arrived."""
        return sum(1 for _ in (self.folder / "mail" / "new").glob("*.eml"))

    def _spawn(self, name: str, *command: str) -> subprocess.Popen[bytes]:
        """Start a process whose output goes to a file of that name."""
        log = self.folder / f"{name}.log"
        return spawn(command, log=log, environment=self.environment, folder=ROOT)


def kill(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL a process and its children, and wait until it is gone."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    stop(process)


def make_database(door: str) -> str:
    """Make an empty database beside the one that the address names, and return its address."""
    with psycopg.connect(door, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {DATABASE}")
    return make_conninfo(door, dbname=DATABASE)


def wait_until(is_so: Callable[[], bool], *, seconds: float, what: str) -> None:
    """Wait until something is so; raises TimeoutError that says what was waited for."""
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError(f"Waited {seconds:.0f} s in vain: {what}.")
        time.sleep(0.02)
