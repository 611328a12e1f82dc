"""The drill: fill, back up, lose everything, restore into a new database, compare, sign in.

`python -m benchmarks.recovery` needs no server: it starts one. Each step is the product's own
command, in a process of its own; what it prints last is kept in `figures.txt`.
"""

import http.cookiejar
import os
import re
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from benchmarks.recovery.filling import COORDINATOR, WORD
from mentorship.local.ports import free_port
from mentorship.local.processes import spawn, stop
from mentorship.local.scratch import Scratch

ROOT = Path(__file__).resolve().parents[2]
BEFORE, AFTER = "before", "after"
# What a restore leaves out or writes itself.
CHANGED = {
    "django_session",
    "platform_cache",
    "usersessions_usersession",
    "notifications_outboxswitch",
    "audit_event",
}
SWEEP = """
import django
django.setup()
from mentorship.notifications.tasks import sweep_outbox
sweep_outbox()
"""


class Drill:
    """One server, two databases, and the product's commands on them."""

    def __init__(self, scratch: Scratch) -> None:
        """Start the server; nothing is in it yet."""
        made = scratch.start()
        self.door = made["DATABASE_URL"]
        self.folder = scratch.folder
        self.environment = {
            **os.environ,
            **made,
            "DJANGO_SETTINGS_MODULE": "benchmarks.recovery.settings",
            "BACKUP_DIR": str(self.folder / "backups"),
            "LOG_LEVEL": "ERROR",
        }

    def use(self, database: str) -> None:
        """Make an empty database, and let what follows use it."""
        with psycopg.connect(self.door, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {database}")
        self.environment["DATABASE_URL"] = make_conninfo(self.door, dbname=database)

    def run(self, *words: str) -> tuple[str, float]:
        """Run Python to its end; return what it said, and its seconds."""
        begun = time.perf_counter()
        done = subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return done.stdout, time.perf_counter() - begun

    def rows(self) -> dict[str, list[str]]:
        """Return every row of every table in words, in one order."""
        found = {}
        with psycopg.connect(self.environment["DATABASE_URL"]) as connection:
            tables = connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
            ).fetchall()
            for (table,) in tables:
                found[table] = [
                    words
                    for (words,) in connection.execute(
                        f'SELECT t::text FROM "{table}" t ORDER BY 1'  # noqa: S608  # our own tables
                    )
                ]
        return found

    def files(self) -> dict[str, bytes]:
        """Return every file of the store."""
        store = self.folder / "var" / "files"
        return {
            str(path.relative_to(store)): path.read_bytes()
            for path in store.rglob("*")
            if path.is_file()
        }


def sign_in(drill: Drill) -> float:
    """Start the web on the database, sign in by password, and return the seconds until Today."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {**drill.environment, "BASE_URL": address, "ALLOWED_HOSTS": "127.0.0.1"}
    begun = time.perf_counter()
    command = [sys.executable, "-m", "gunicorn", "mentorship.wsgi", "--bind", f"127.0.0.1:{port}"]
    log = drill.folder / "web.log"
    web = spawn([*command, "--no-control-socket"], log=log, environment=environment, folder=ROOT)
    try:
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        browser = urllib.request.build_opener(jar)
        while True:
            try:
                browser.open(f"{address}/readyz", timeout=5)
                break
            except OSError:
                assert time.perf_counter() - begun < 60
                time.sleep(0.1)
        page = browser.open(f"{address}/accounts/login/").read().decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token
        typed = {"csrfmiddlewaretoken": token[1], "login": COORDINATOR, "password": WORD}
        sent = urllib.parse.urlencode(typed).encode()
        answer = browser.open(f"{address}/accounts/login/", sent)
        assert "/programmes/" in answer.geturl(), answer.geturl()
        return time.perf_counter() - begun
    finally:
        stop(web)


def main() -> int:
    """Run the drill and print it."""
    scratch = Scratch({})
    try:
        drill = Drill(scratch)
        told, _seconds = drill.run("manage.py", "backup", "key")
        secret = drill.folder / "key.txt"
        secret.write_text(told)
        recipient = re.search(r"BACKUP_RECIPIENTS=(\S+)", told)
        assert recipient
        drill.environment["BACKUP_RECIPIENTS"] = recipient[1]
        drill.use(BEFORE)
        drill.run("manage.py", "migrate", "--verbosity", "0")
        drill.run("-m", "benchmarks.recovery.filling")
        before, files = drill.rows(), drill.files()
        said, taking = drill.run("manage.py", "backup")
        print(said.replace(str(drill.folder), "…"), end="")
        (backup,) = (drill.folder / "backups").glob("*.backup")

        (drill.folder / "var" / "files").rename(drill.folder / "lost")
        drill.use(AFTER)
        said, restoring = drill.run("manage.py", "restore", str(backup), "--identity", str(secret))
        print(said.splitlines()[0])
        after = drill.rows()
        drill.run("-c", SWEEP)
        report(before, after, drill, files)
        print(f"{taking:8.1f} s  to take it, with the command's own start")
        print(f"{restoring:8.1f} s  to restore it into a new database, with the command's start")
        print(f"{sign_in(drill):8.1f} s  until the web runs on it and somebody has signed in")
    finally:
        scratch.stop()
    return 0


def report(
    before: dict[str, list[str]],
    after: dict[str, list[str]],
    drill: Drill,
    files: dict[str, bytes],
) -> None:
    """Hold what came back against what there was, and print it."""
    count = sum(len(rows) for rows in before.values())
    different = {table for table in before if before[table] != after.get(table)}
    assert different <= CHANGED, different
    assert len(after["audit_event"]) == len(before["audit_event"]) + 1
    assert files == drill.files()
    swept = drill.rows()
    table = "notifications_message"
    assert before[table]
    assert swept[table] == before[table], "a message was touched"
    print(f"{count:8,} rows in {len(before)} tables: the same, row by row")
    print(f"{len(files):8,} files: the same, byte by byte")
    print(f"{len(before[table]):8,} messages in the outbox: none sent again by a sweep")


if __name__ == "__main__":
    sys.exit(main())
