"""Two web processes on two ports and two workers, as on several machines, behind one proxy.

`python -m benchmarks.several` starts everything itself, checks what they must share, and prints it.
`figures.txt` keeps what it printed last.
"""

import http.cookiejar
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from email.parser import BytesHeaderParser
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from benchmarks.recovery.filling import COORDINATOR, NEWCOMERS, WORD
from benchmarks.several.proxy import Proxy
from mentorship.local.ports import free_port
from mentorship.local.processes import spawn, stop
from mentorship.local.scratch import Scratch

ROOT = Path(__file__).resolve().parents[2]
MONITOR = "what-the-monitor-of-this-drill-sends"
WRONG_TRIES = 8
PAGES = 40


class Browser:
    """Somebody's browser, which opens a new connection for each page."""

    def __init__(self, address: str) -> None:
        """Begin without cookies."""
        self._address = address
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(jar)

    def get(self, path: str) -> tuple[int, str]:
        """Open a page; return its status and its text."""
        return self._ask(path)

    def sign_in(self, email: str, word: str) -> tuple[int, str]:
        """Type an address and a password; return what came back."""
        _status, page = self.get("/accounts/login/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token
        typed = {"csrfmiddlewaretoken": token[1], "login": email, "password": word}
        sent = urllib.parse.urlencode(typed).encode()
        return self._ask("/accounts/login/", sent)

    def _ask(self, path: str, sent: bytes | None = None) -> tuple[int, str]:
        try:
            with self._opener.open(self._address + path, sent, timeout=60) as answer:
                return answer.status, answer.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(errors="replace")


class Site:
    """Two webs, two workers, a proxy and a mail server over one database and one broker."""

    def __init__(self, scratch: Scratch) -> None:
        """Make the database and fill it."""
        made = scratch.start()
        self.folder = scratch.folder
        self.proxy = Proxy(free_port(), (free_port(), free_port()))
        self.address = f"http://127.0.0.1:{self.proxy.port}"
        mail_port = free_port()
        with psycopg.connect(made["DATABASE_URL"], autocommit=True) as connection:
            connection.execute("CREATE DATABASE several")
        self.environment = {
            **os.environ,
            **made,
            "DATABASE_URL": make_conninfo(made["DATABASE_URL"], dbname="several"),
            "STATIC_ROOT": str(self.folder / "static"),
            "BASE_URL": self.address,
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(mail_port),
            "EMAIL_USE_TLS": "0",
            "SECOND_FACTOR_REQUIRED": "0",
            "LOG_LEVEL": "ERROR",
            "METRICS_TOKEN": MONITOR,
        }
        for words in (("migrate", "--verbosity", "0"), ("collectstatic", "--no-input", "-v", "0")):
            self._run("manage.py", *words)
        self._run("-m", "benchmarks.recovery.filling")
        mail = ("--port", str(mail_port), "--folder", str(self.folder / "mail"))
        self.processes = [self._spawn("catcher", "-m", "mentorship.local.catcher", *mail)]
        self.webs = [self._web(port) for port in self.proxy.backends]
        self.processes += self.webs
        self.proxy.start()

    def start_workers(self) -> None:
        """Start two workers and a beat."""
        celery = ("-m", "celery", "-A", "mentorship")
        quickly = ("--without-mingle", "--without-gossip", "--concurrency", "1")
        for name in ("one", "two"):
            words = ("worker", "-n", f"{name}@here", *quickly)
            self.processes.append(self._spawn(name, *celery, *words))
        schedule = str(self.folder / "schedule")
        self.processes.append(
            self._spawn("beat", *celery, "beat", "--schedule", schedule, "--pidfile=")
        )

    def stop(self) -> None:
        """Stop what was started."""
        self.proxy.stop()
        for process in self.processes:
            stop(process)

    def mails(self) -> list[str]:
        """Return the Message-ID of each mail that arrived."""
        parser = BytesHeaderParser()
        files = (self.folder / "mail" / "new").glob("*")
        return [str(parser.parsebytes(file.read_bytes())["Message-ID"]) for file in files]

    def _web(self, port: int) -> "subprocess.Popen[bytes]":
        bind = ("--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--threads", "4")
        more = ("--workers", "2", "--config", "python:mentorship.operations.web_server")
        words = ("mentorship.wsgi", *bind, *more, "--no-control-socket")
        return self._spawn("web", "-m", "gunicorn", *words)

    def requests_counted(self) -> list[int]:
        """Ask each web for its figures; return how many requests it counted."""
        found = []
        for port in self.proxy.backends:
            request = urllib.request.Request(
                f"http://127.0.0.1:{port}/metrics", headers={"Authorization": f"Bearer {MONITOR}"}
            )
            with urllib.request.urlopen(request) as answer:  # noqa: S310  # as above
                text = answer.read().decode()
            counted = re.findall(r"mentorship_requests_total\{.*\} ([\d.]+)", text)
            found.append(int(sum(map(float, counted))))
        return found

    def _run(self, *words: str) -> None:
        command = [sys.executable, *words]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True)

    def _spawn(self, name: str, *words: str) -> "subprocess.Popen[bytes]":
        log = self.folder / f"{name}.log"
        return spawn([sys.executable, *words], log=log, environment=self.environment, folder=ROOT)


def main() -> int:
    """Start, check, print."""
    scratch = Scratch({})
    try:
        site = Site(scratch)
        try:
            check(site)
        finally:
            site.stop()
    finally:
        scratch.stop()
    return 0


def check(site: Site) -> None:
    """Check what the processes must share."""
    browser = Browser(site.address)
    wait_until(lambda: _is_up(browser), "both webs answer")
    status, page = browser.sign_in(COORDINATOR, WORD)
    assert status == 200
    style = re.search(r'href="(/static/css/[^"]+\.css)"', page)
    assert style
    statuses = [browser.get("/")[0] for _page in range(PAGES)]
    assert set(statuses) == {200}, statuses
    print(f"one sign-in, {PAGES} pages in turns: all 200; taken {dict(site.proxy.served)}")
    counted = site.requests_counted()
    assert sum(counted) >= PAGES, counted
    assert min(counted), counted
    print(f"/metrics of the two webs, two processes each, counted {counted} of those")
    assert [browser.get(style[1])[0] for _turn in range(4)] == [200] * 4
    print("the style sheet that one web named comes from both")

    stranger = Browser(site.address)
    told = ["Too many" in stranger.sign_in(COORDINATOR, "wrong")[1] for _try in range(WRONG_TRIES)]
    assert told[-1], told
    print(f"wrong passwords in turns: refused from try {told.index(True) + 1} on, counted together")

    site.webs[0].send_signal(signal.SIGTERM)
    statuses = [browser.get("/")[0] for _page in range(PAGES)]
    assert set(statuses) == {200}, statuses
    print(f"one web told to stop: {PAGES} more pages, all 200")

    site.start_workers()
    wait_until(lambda: len(site.mails()) >= NEWCOMERS, "the mails arrived")
    time.sleep(5)
    mails = site.mails()
    assert len(mails) == len(set(mails)) == NEWCOMERS, len(mails)
    print(f"two workers and {NEWCOMERS} mails: each arrived once")


def _is_up(browser: Browser) -> bool:
    """Tell whether both webs answer."""
    try:
        return [browser.get("/readyz")[0] for _turn in range(2)] == [200, 200]
    except OSError:
        return False


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    """Wait until something is so, two minutes at most."""
    end = time.monotonic() + 120
    while not is_so():
        assert time.monotonic() < end, what
        time.sleep(0.2)


if __name__ == "__main__":
    sys.exit(main())
