"""The demo as a person starts it: the real processes, on a folder of its own."""

import json
import os
import re
import signal
import smtplib
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from mentorship.local.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
OF_THE_TESTS = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "BASE_URL", "STATIC_ROOT"}
pytestmark = pytest.mark.timeout(300)


class RunningDemo:
    """One start of the demo, and what it printed until it said `until`."""

    def __init__(self, folder, *words, until="Ready in", **environment):
        self.port, self.mail_port = free_port(), free_port()
        ports = [f"--port={self.port}", f"--mail-port={self.mail_port}"]
        kept = {name: text for name, text in os.environ.items() if name not in OF_THE_TESTS}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mentorship.local.demo", *ports, *words],
            env={**kept, "DATA_DIR": str(folder), **environment},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said = ""
        for line in self.process.stdout:
            self.said += line
            if until in line:
                break

    def get(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
            return answer.read().decode()

    def parts(self):
        """The processes it started, by process id."""
        pids = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in pids.split()]

    def end(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        self.said += self.process.communicate(timeout=60)[0]
        return self.process.returncode


@pytest.fixture
def start(tmp_path):
    """Start demos on one folder, and leave none running."""
    started = []

    def begin(*words, folder=tmp_path, **more):
        started.append(RunningDemo(folder, *words, **more))
        return started[-1]

    yield begin
    for demo in started:
        if demo.process.poll() is None:
            demo.end()


def is_running(pid):
    return Path(f"/proc/{pid}").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes as Linux shows them")
def test_a_whole_life(start, tmp_path):
    demo = start(EMAIL_HOST="mail.example.org", EMAIL_HOST_PASSWORD_FILE="/nowhere")
    assert "Ready in" in demo.said, demo.said
    assert demo.get("/healthz") == "ok"
    assert f"http://localhost:{demo.port}/accounts/login/" in demo.said
    for role in ("coordinator", "mentor", "mentee"):
        assert re.search(rf"(?i)\b{role}\b.*@", demo.said), role

    page = demo.get("/accounts/login/")
    sheet = re.search(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', page)
    assert sheet, "style sheets are collected and hashed"
    assert "{" in demo.get(sheet.group(1))

    with smtplib.SMTP("127.0.0.1", demo.mail_port) as client:
        client.sendmail("a@example.org", "b@example.org", "Subject: Caught by the demo\n\nHello")
    assert "Caught by the demo" in demo.get("/demo/mail/")

    environment = json.loads((tmp_path / "environment.json").read_text())
    parts = demo.parts()
    assert len(parts) == 6  # PostgreSQL, Valkey, catcher, web, worker, beat
    key = (tmp_path / "secret-key").read_text()
    assert environment["SECRET_KEY"] == key
    assert (environment["EMAIL_HOST"], environment["EMAIL_PORT"]) == (
        "127.0.0.1",
        str(demo.mail_port),
    )
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0
    assert (tmp_path / "environment.json").stat().st_mode & 0o077 == 0

    assert demo.end(signal.SIGINT) == 0
    assert "Stopped; the data is kept." in demo.said
    assert [pid for pid in parts if is_running(pid)] == []
    assert not (tmp_path / "environment.json").exists()

    again = start()
    assert "Static files" not in again.said
    assert "Caught by the demo" in again.get("/demo/mail/")
    assert (tmp_path / "secret-key").read_text() == key
    assert again.end() == 0


def test_a_taken_port_is_one_sentence(start):
    port = free_port()
    demo = start(f"--port={port}", f"--mail-port={port}")
    assert demo.process.wait(60) == 1
    assert demo.said == "The page and the mail need two ports: change --mail-port.\n"


def test_ctrl_c_while_the_database_is_made_stops_everything(start, tmp_path):
    demo = start(until="Valkey")
    assert demo.end(signal.SIGINT) == 130
    assert "Stopped" in demo.said
    assert not (tmp_path / "postgres" / "postmaster.pid").exists()


def test_starting_anew_leaves_a_given_database_alone(start):
    demo = start("--fresh", DATABASE_URL="postgresql:///somebody-elses")
    assert demo.process.wait(60) == 1
    assert demo.said.startswith("--fresh renews only the demo's own database")


def test_a_folder_that_cannot_be_used_is_one_sentence(start, tmp_path):
    (tmp_path / "file").touch()
    demo = start(folder=tmp_path / "file")
    assert demo.process.wait(60) == 1
    assert demo.said.count("\n") == 1
    assert demo.said.startswith("The demo cannot run: ")
