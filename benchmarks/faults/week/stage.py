"""The stage of the week: as of the other drills, with web servers, and stores that can break."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from benchmarks.faults.stage import PYTHON, ROOT, Stage, kill, wait_until
from benchmarks.faults.week.browser import Browser, listens
from mentorship.local.ports import free_port
from mentorship.local.postgres import Postgres, Postmaster, find_installation
from mentorship.local.processes import stop
from mentorship.local.scratch import Scratch
from mentorship.local.valkey import Valkey

SECONDS_TO_START = 180
# As the Dockerfile says it, but for the port.
GUNICORN = (
    "-m", "gunicorn", "mentorship.wsgi", "--worker-class", "gthread", "--threads", "4",
    "--workers", "2", "--graceful-timeout", "20", "--no-control-socket", "--log-level", "warning",
)  # fmt: skip


class WeekStage(Stage):
    """PostgreSQL that survives a crash, Valkey, mail, web, worker and beats."""

    def __init__(self, *, template: str | None = None) -> None:
        """Copy the migrated database of that address, or migrate an empty one."""
        self._template = template
        super().__init__(
            database=None, longest_pause=0.1, settings="benchmarks.faults.week.settings"
        )
        self.web_port = free_port()
        self.web: subprocess.Popen[bytes] | None = None
        (self.folder / "clock").write_text("0")
        os.environ["DRILL_CLOCK"] = str(self.folder / "clock")
        os.environ["DATABASE_POOL_SIZE"] = "0"

    def __enter__(self) -> Self:
        """Start the services, and keep their addresses for this process as well."""
        super().__enter__()
        self.files = Path(self.environment["DATA_DIR"]) / "files"
        self.files.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, *_: object) -> None:
        """Stop everything that was started."""
        self.resume_postgres()
        if self.web is not None:
            kill(self.web)
        super().__exit__()

    def _make_scratch(self, database: str | None) -> Scratch:
        given = {n: v for n, v in os.environ.items() if n not in {"DATABASE_URL", "REDIS_URL"}}
        return Scratch(given, throw_away=False)

    def _fill(self) -> None:
        if self._template is None:
            super()._fill()
            return
        programs = find_installation(self.environment).programs
        dump = self.folder / "template.dump"
        self.run(str(programs / "pg_dump"), "-Fc", "-Z0", "-f", str(dump), self._template)
        address = self.environment["DATABASE_URL"]
        restore = (str(programs / "pg_restore"), "--no-owner", "-d", address, str(dump))
        self.run(*restore)
        self.run(PYTHON, "manage.py", "migrate", "planks", "--verbosity", "0")

    @property
    def postgres(self) -> Postgres:
        """The database server."""
        assert self._scratch.postgres is not None
        return self._scratch.postgres

    @property
    def valkey(self) -> Valkey:
        """The broker."""
        assert self._scratch.valkey is not None
        return self._scratch.valkey

    def start_web(self) -> None:
        """Start a web server with two processes of four threads, and wait until it answers."""
        pool = {"DATABASE_POOL_SIZE": "4", "DATABASE_STATEMENT_SECONDS": "8"}
        before = dict(self.environment)
        self.environment |= pool
        bind = ("--bind", f"127.0.0.1:{self.web_port}")
        self.web = self._spawn("web", PYTHON, *GUNICORN, *bind)
        self.environment = before
        self.wait_for_web()

    def wait_for_web(self) -> None:
        """Wait until the web server answers."""
        browser = Browser(self.web_port)
        wait_until(
            lambda: listens(self.web_port) and browser.get("/healthz").status == 200,
            seconds=SECONDS_TO_START,
            what="the web server does not answer",
        )

    def kill_web(self) -> None:
        """SIGKILL the web server with all its processes."""
        if self.web is not None:
            kill(self.web)

    def kill_web_process(self) -> None:
        """SIGKILL one process of the web server, which starts another."""
        if self.web is not None and (children := children_of(self.web.pid)):
            _signal(children[-1], signal.SIGKILL)

    def kill_web_process_of(self, child: int) -> None:
        """SIGKILL the process of the web server that started a child."""
        for pid in children_of(self.web.pid) if self.web else []:
            if child in children_of(pid):
                _signal(pid, signal.SIGKILL)

    def deploy_web(self) -> None:
        """Stop the web server as a deployment does, and start the next one."""
        if self.web is not None:
            stop(self.web, seconds=30)
        self.start_web()

    def deploy_worker(self) -> None:
        """Stop the worker as a deployment does, and start the next one."""
        if self.worker is not None:
            stop(self.worker, seconds=60)
        self.start_worker()

    def kill_postgres(self) -> None:
        """SIGKILL the database server with all its processes."""
        pids = self._postgres_pids()
        for pid in pids:
            _signal(pid, signal.SIGKILL)
        self.postgres.stop()
        wait_until(lambda: not any(map(_lives, pids)), seconds=20, what="PostgreSQL lives on")

    @contextmanager
    def stalled_postgres(self) -> Iterator[None]:
        """Let every process of the database server stand still meanwhile."""
        for pid in self._postgres_pids():
            _signal(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            self.resume_postgres()

    def resume_postgres(self) -> None:
        """Let the database server go on."""
        if self._scratch.postgres is not None:
            for pid in reversed(self._postgres_pids()):
                _signal(pid, signal.SIGCONT)

    def _postgres_pids(self) -> list[int]:
        said = Postmaster.of(self.postgres.data)
        return [said.pid, *children_of(said.pid)] if said else []

    def stop_everything_of_ours(self) -> None:
        """Stop web, worker and beats, at once."""
        self.kill_worker()
        self.kill_web()
        while self.beats:
            self.kill_beat()

    def told_by(self, *words: str) -> str:
        """Run a program of ours to its end, and return what it says."""
        command = [PYTHON, *words]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        return done.stdout + ("" if done.returncode == 0 else done.stderr[-400:])

    def set_mail(self, **on: bool) -> None:
        """Let the mail server refuse, grey-list or hang; what is not named is as usual."""
        for name in ("refusing", "greylisting", "hanging", "hanging_after"):
            file = self.folder / "mail" / name
            if on.get(name):
                file.touch()
            else:
                file.unlink(missing_ok=True)


def children_of(pid: int) -> list[int]:
    """Return the processes that a process started and that live."""
    found: list[int] = []
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += map(int, file.read_text().split())
    return sorted(found)


def _signal(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        time.sleep(0)


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False
