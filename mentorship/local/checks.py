"""Runs every check that needs no test: one line each, and the whole output of those that fail.

Run as `python -m mentorship.local.checks`; with `--coverage` the tests run too, measured.
"""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from mentorship.local.errors import CannotStartError
from mentorship.local.scratch import Scratch

CODE = ("mentorship", "programmes", "training", "matching", "evaluation")
AT_ONCE = 2
# As in production, so that the settings' own checks mean something.
PRODUCTION = {"BASE_URL": "https://mentoring.example.org", "DEMO": "0", "EMAIL_PORT": "587"}


@dataclass(frozen=True)
class Check:
    """One tool, and the words that Python is started with to run it."""

    name: str
    words: Sequence[str]


@dataclass(frozen=True)
class Outcome:
    """What a tool said, how it ended, how many seconds it took."""

    name: str
    said: str
    status: int
    seconds: float


# The slowest begin first.
CHECKS = (
    Check("types", ("-m", "mypy", *CODE, "tests", "dev.py", "manage.py")),
    Check("templates", ("-m", "djlint", "--lint", "--quiet", "templates")),
    Check("migrations", ("-m", "manage", "makemigrations", "--check", "--dry-run")),
    Check("deployment", ("-m", "manage", "check", "--deploy", "--fail-level", "WARNING")),
    Check("imports", ("-c", "from importlinter.cli import lint_imports_command as run; run()")),
    Check("security", ("-m", "bandit", "--quiet", "-r", *CODE, "-c", "pyproject.toml")),
    Check("lint", ("-m", "ruff", "check", ".")),
    Check("format", ("-m", "ruff", "format", "--check", ".")),
    Check("lock files", ("-m", "mentorship.local.locks", "--check")),
)
COVERAGE = Check("coverage", ("-m", "pytest", "--cov", "--cov-report=term:skip-covered", "-q"))


def run(check: Check, environment: Mapping[str, str]) -> Outcome:
    """Run one tool."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, *check.words],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment,
    )
    return Outcome(check.name, done.stdout, done.returncode, time.monotonic() - began)


def show(outcome: Outcome) -> None:
    """Print one line, and what was said where it failed."""
    word = "ok" if outcome.status == 0 else "FAILED"
    print(f"  {outcome.name:<12} {word:<7} {outcome.seconds:5.1f} s", flush=True)
    if outcome.status:
        print(outcome.said.rstrip(), flush=True)


def main(words: list[str]) -> int:
    """Run all checks, two at a time, and return 1 when any failed."""
    scratch = Scratch(os.environ)
    began = time.monotonic()
    failed = []
    try:
        environment = {**os.environ, **scratch.start(), **PRODUCTION}
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for outcome in pool.map(lambda check: run(check, environment), CHECKS):
                show(outcome)
                failed += [outcome.name] if outcome.status else []
    except CannotStartError as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        scratch.stop()
    if "--coverage" in words:
        status = subprocess.run([sys.executable, *COVERAGE.words], check=False).returncode
        failed += [COVERAGE.name] if status else []
    seconds = time.monotonic() - began
    verdict = f"failed: {', '.join(failed)}" if failed else "all in order"
    print(f"{len(CHECKS)} checks in {seconds:.0f} s, {verdict}.")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
