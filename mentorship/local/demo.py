"""Runs the whole product on this machine with demo data, until Ctrl-C.

`python3 dev.py demo` prepares everything and ends here. Data, mail, logs and the secret key are
kept under `var/`; nothing outside it is written.
"""

import argparse
import contextlib
import errno
import hashlib
import json
import os
import secrets
import shutil
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

from mentorship.local.errors import CannotStartError
from mentorship.local.ports import require_free
from mentorship.local.postgres import APP, SUPERUSER, Postgres
from mentorship.local.rooms import Room
from mentorship.local.supervisor import (
    Program,
    StopRequestedError,
    Supervisor,
    alone_on,
    heed_signals,
)
from mentorship.local.valkey import Valkey

ROOT = Path(__file__).resolve().parent.parent.parent
BYTES_NEEDED = 300 * 1024 * 1024
INTERRUPTED = 130
SECONDS_TO_ANSWER = 120
SECONDS_BETWEEN_TICKS = "10"
OURS = (
    "postgres",
    "mail",
    "files",
    "static",
    "log",
    "secret-key",
    "static-stamp",
    "beat-schedule*",
)
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class Demo:
    """One demo: its folder, its environment, its services."""

    def __init__(self, given: argparse.Namespace, surroundings: Mapping[str, str]) -> None:
        """Take the command line and the environment it was given in."""
        self.port: int = given.port
        self.mail_port: int = given.mail_port
        self.host: str = given.host
        self.surroundings = surroundings
        self.data = Path(surroundings.get("DATA_DIR") or ROOT / "var").absolute()
        self.logs = self.data / "log"
        self.address = f"http://localhost:{self.port}"
        self.environment: dict[str, str] = {}
        self.supervisor = Supervisor()
        self.is_ready = False
        self._began = float(surroundings.get("DEV_BEGAN") or time.time())

    def prepare_folder(self, *, fresh: bool) -> None:
        """Check ports and disk, and make the folders; `fresh` removes what an earlier demo kept."""
        if self.port == self.mail_port:
            raise CannotStartError("The page and the mail need two ports: change --mail-port.")
        require_free(self.host, self.port, "--port")
        require_free("127.0.0.1", self.mail_port, "--mail-port")
        if fresh:
            self._forget()
        self.logs.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(self.data).free
        if free < BYTES_NEEDED:
            raise CannotStartError(
                f"The disk is full: {free // 1024**2} MB are free at {self.data}, and the demo "
                f"needs {BYTES_NEEDED // 1024**2} MB."
            )

    def _forget(self) -> None:
        if "DATABASE_URL" in self.surroundings:
            raise CannotStartError(
                "--fresh renews only the demo's own database: empty the one that DATABASE_URL "
                "names yourself, or unset it."
            )
        for path in [path for name in OURS for path in self.data.glob(name)]:
            if path.is_dir():
                shutil.rmtree(path.resolve())
            if not path.is_dir() or path.is_symlink():
                path.unlink(missing_ok=True)

    def start(self, sockets: Path) -> None:
        """Start every service, load the demo's data, and wait until the first page answers."""
        self._start_stores(sockets)
        who = self.logs / "who.txt"
        self._prepare_data(who)
        with step("Pages"):
            self._start_web()
            self.supervisor.wait_until(
                self._answers, seconds=SECONDS_TO_ANSWER, what="The web process did not answer"
            )
        self._start_work()
        self.is_ready = True
        self._say_hello(who.read_text(encoding="utf-8").rstrip())

    def _start_stores(self, sockets: Path) -> None:
        ours = self.surroundings
        database, broker = ours.get("DATABASE_URL"), ours.get("REDIS_URL")
        if not database:
            log = self.logs / "postgres.log"
            postgres = Postgres(self.data / "postgres", sockets=sockets, log=log, environment=ours)
            with step(f"PostgreSQL {postgres.major}"):
                self.supervisor.start("PostgreSQL", postgres, log)
            if postgres.note:
                print(f"  {postgres.note}", flush=True)
            ensure_database(postgres)
            database = postgres.url(APP)
        if not broker:
            log = self.logs / "valkey.log"
            valkey = Valkey(sockets=sockets, log=log)
            with step("Valkey"):
                self.supervisor.start("Valkey", valkey, log)
            broker = valkey.url()
        self.environment = self._compose(database, broker)

    def _compose(self, database: str, broker: str) -> dict[str, str]:
        """Return what every process is told: mail can only ever reach the catcher."""
        return {
            "DATABASE_URL": database,
            "REDIS_URL": broker,
            "SECRET_KEY": self._secret_key(),
            "DATA_DIR": str(self.data),
            "BASE_URL": self.address,
            "ALLOWED_HOSTS": "" if self.host in LOOPBACK else "*",
            "DEMO": "1",
            "DEBUG": "0",
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(self.mail_port),
            "EMAIL_HOST_USER": "",
            "EMAIL_HOST_PASSWORD": "",
            "EMAIL_USE_TLS": "0",
            "EMAIL_USE_SSL": "0",
            "DJANGO_SETTINGS_MODULE": "mentorship.settings",
            "PYTHONUNBUFFERED": "1",
            "SWEEP_SECONDS": self.surroundings.get("SWEEP_SECONDS", SECONDS_BETWEEN_TICKS),
        }

    def _secret_key(self) -> str:
        path = self.data / "secret-key"
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(50), encoding="ascii")
        return path.read_text(encoding="ascii")

    def _program(self, name: str, *words: str) -> Program:
        log = self.logs / f"{name}.log"
        command = [sys.executable, *words]
        kept = {
            name: value
            for name, value in self.surroundings.items()
            if name.removesuffix("_FILE") not in self.environment
        }
        environment = {**kept, **self.environment}
        return Program(command, environment=environment, folder=ROOT, log=log)

    def _prepare_data(self, who: Path) -> None:
        """Collect static files where they changed, while the database is brought up to date."""
        stamp = self.data / "static-stamp"
        fingerprint = static_fingerprint()
        outdated = not stamp.exists() or stamp.read_text(encoding="ascii") != fingerprint
        collect = self._program("static", "manage.py", "collectstatic", "--no-input", "--clear")
        prepare = self._program("prepare", "-m", "mentorship.local.prepare", str(who))
        try:
            if outdated:
                collect.start()
            with step("Demo data"):
                self.supervisor.run("Preparing the demo's data", prepare)
            if outdated:
                with step("Static files"):
                    self.supervisor.finish("Collecting static files", collect)
                stamp.write_text(fingerprint, encoding="ascii")
        finally:
            collect.stop()

    def _start_web(self) -> None:
        mail = ["--port", str(self.mail_port), "--folder", str(self.data / "mail")]
        self._start("The mail catcher", "catcher", "-m", "mentorship.local.catcher", *mail)
        bind = f"[{self.host}]" if ":" in self.host else self.host
        web = ["--bind", f"{bind}:{self.port}", "--worker-class", "gthread", "--threads", "4"]
        web += ["--workers", "2", "--preload", "--graceful-timeout", "5", "--no-control-socket"]
        self._start("The web process", "web", "-m", "gunicorn", "mentorship.wsgi", *web)

    def _start_work(self) -> None:
        celery = ["-m", "celery", "-A", "mentorship"]
        worker = [
            "worker",
            "--loglevel",
            "INFO",
            "--concurrency",
            "2",
            "--without-gossip",
            "--without-mingle",
        ]
        self._start("The worker", "worker", *celery, *worker)
        self._start("The beat", "beat", *celery, "beat", "--pidfile=")

    def _start(self, shown: str, name: str, *words: str) -> None:
        program = self._program(name, *words)
        self.supervisor.start(shown, program, program.log)

    def _answers(self) -> bool:
        host = self.host if self.host not in {"0.0.0.0", "::"} else "127.0.0.1"  # noqa: S104 - compared
        shown = f"[{host}]" if ":" in host else host
        try:
            with urllib.request.urlopen(f"http://{shown}:{self.port}/healthz", timeout=2) as answer:
                return bool(answer.status == 200)  # noqa: PLR2004 - OK
        except OSError:
            return False

    def _say_hello(self, who: str) -> None:
        signs = "\n".join(f"    {line}" for line in who.splitlines())
        print(
            f"\n  Mentorship    {self.address}/\n"
            f"  Sign in       {self.address}/accounts/login/\n"
            f"  Mail it sent  {self.address}/demo/mail/\n\n"
            f"{signs}\n\n"
            f"  Ready in {time.time() - self._began:.1f} s. Logs: {self.logs}. "
            "Press Ctrl-C to stop.",
            flush=True,
        )
        if self.host not in LOOPBACK:
            print("  Everybody who reaches this machine can sign in: the passwords are known.")

    @contextlib.contextmanager
    def reachable(self) -> Iterator[None]:
        """Keep the environment in a private file for `dev.py manage`, while the demo runs."""
        path = self.data / "environment.json"
        path.unlink(missing_ok=True)
        path.touch(mode=0o600)
        path.write_text(json.dumps(self.environment), encoding="utf-8")
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


@contextlib.contextmanager
def step(name: str) -> Iterator[None]:
    """Say what is being done, and how long it took."""
    print(f"  {name:<14}", end="", flush=True)
    began = time.monotonic()
    try:
        yield
    except BaseException:
        print(flush=True)
        raise
    print(f"ready in {time.monotonic() - began:.1f} s", flush=True)


def ensure_database(postgres: Postgres) -> None:
    """Make the product's database where there is none yet."""
    import psycopg  # noqa: PLC0415 - not needed where a server is given

    with psycopg.connect(postgres.url(SUPERUSER), autocommit=True) as connection:
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [APP])
        if not there.fetchone():
            connection.execute(f"CREATE DATABASE {APP}")


def static_fingerprint() -> str:
    """Return what changes whenever collectstatic would do something else."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / "static").rglob("*")):
        stat = path.stat()
        digest.update(f"{path.relative_to(ROOT)} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    digest.update((ROOT / "requirements.txt").read_bytes())
    return digest.hexdigest()


def run(demo: Demo, *, fresh: bool) -> None:
    """Run a demo until somebody stops it or a part of it dies."""
    demo.data.mkdir(parents=True, exist_ok=True)
    with alone_on(demo.data):
        demo.prepare_folder(fresh=fresh)
        room = Room()
        try:
            demo.start(room.path)
            with demo.reachable():
                demo.supervisor.watch()
        finally:
            demo.supervisor.stop_all()
            room.remove()


def main(words: list[str] | None = None) -> int:
    """Read the command line, run, and put each failure into one sentence."""
    parser = argparse.ArgumentParser(prog="dev.py demo", description=__doc__)
    parser.add_argument("--port", type=int, default=8000, help="of the pages (8000)")
    parser.add_argument("--mail-port", type=int, default=8025, help="of the mail catcher (8025)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--fresh", action="store_true", help="forget all data of earlier demos")
    given = parser.parse_args(words)
    demo = Demo(given, os.environ)
    try:
        heed_signals()
        run(demo, fresh=given.fresh)
    except StopRequestedError:
        print("\n  Stopped; the data is kept.", flush=True)
        return 0 if demo.is_ready else INTERRUPTED
    except CannotStartError as error:
        print(error, file=sys.stderr)
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        if error.errno == errno.ENOSPC:
            print(f"The disk is full{where}: make room, then start again.", file=sys.stderr)
        else:
            print(f"The demo cannot run: {error.strerror or error}{where}.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
