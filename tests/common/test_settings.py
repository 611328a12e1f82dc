"""The start refuses what would be unsafe, in one sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "SECRET_KEY": "f3a9c1e7" * 7,
    "DATABASE_URL": "postgresql://name@localhost/mentorship",
    "REDIS_URL": "redis://localhost:6379/0",
    "EMAIL_HOST": "localhost",
    "BASE_URL": "https://mentoring.example.org",
}


def start(**changes: str) -> subprocess.CompletedProcess[str]:
    values = {"PATH": os.environ["PATH"], **GOOD, **changes}
    return subprocess.run(
        [sys.executable, "-c", "import mentorship.settings as s; print(s.SESSION_COOKIE_NAME)"],
        cwd=ROOT,
        env={name: value for name, value in values.items() if value != "(none)"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_good_values_start_with_guarded_cookies():
    assert start().stdout.strip() == "__Host-session"


def test_the_demo_on_plain_http_goes_without_them():
    result = start(BASE_URL="http://localhost:8000", DEMO="1")
    assert result.stdout.strip() == "session"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too short"),
        ({"SECRET_KEY": "change" * 10}, "SECRET_KEY is easily guessed"),
        ({"METRICS_TOKEN": "short"}, "METRICS_TOKEN is too short"),
        ({"BACKUP_AT": "at night"}, "BACKUP_AT must be a time of day"),
        ({"SECRET_KEY": "(none)"}, "SECRET_KEY is missing"),
        ({"BASE_URL": "mentoring.example.org"}, "BASE_URL must be an http(s) address"),
        ({"DATABASE_URL": "mysql://nowhere"}, "DATABASE_URL cannot be read"),
        ({"DEMO": "maybe"}, "DEMO must be 1 or 0"),
        ({"EMAIL_PORT": "smtp"}, "EMAIL_PORT must be a whole number"),
    ],
)
def test_unsafe_or_unreadable_values_are_refused(changes, sentence):
    result = start(**changes)
    assert result.returncode != 0
    assert sentence in result.stderr
