"""Solves one instance: `manage.py solve INSTANCE.json`; needs no settings and no database."""

import json
import math
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from matching.solver.answering import answer
from matching.solver.model import BadProblemError, Mode

BAD_INSTANCE = 2


class Command(BaseCommand):
    """Read one JSON object, print one JSON object with the draft and its certificate."""

    help = "Solve a matching instance given as JSON; matching/solver/README.md says how it looks."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for the file, and perhaps for a mode and a time limit."""
        parser.add_argument("instance", help="the file with the instance; - for standard input")
        parser.add_argument(
            "--mode", default=str(Mode.PARTICIPATION), help=f"one of {', '.join(Mode)}"
        )
        parser.add_argument("--time-limit", help="seconds after which the best known is printed")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the answer, or say in one sentence what is wrong with the question."""
        try:
            mode = _mode(options["mode"])
            limit = _seconds(options["time_limit"])
            text, folder = _read(options["instance"])
            found = answer(text, folder, mode, limit)
        except BadProblemError as error:
            raise CommandError(str(error), returncode=BAD_INSTANCE) from error
        self.stdout.write(json.dumps(found, ensure_ascii=False, allow_nan=False))

    def run_from_argv(self, argv: list[str]) -> None:
        """Answer at a terminal: what is wrong stands there alone, without a name before it."""
        try:
            options = vars(self.create_parser(argv[0], argv[1]).parse_args(argv[2:]))
            options.pop("args", None)
            self.execute(**options)
        except CommandError as error:
            self.stderr.write(str(error))
            sys.exit(BAD_INSTANCE)


def _mode(name: str) -> Mode:
    """Return a mode by its name."""
    try:
        return Mode(name)
    except ValueError as error:
        raise BadProblemError(f"There is no mode “{name}”; there are {', '.join(Mode)}.") from error


def _seconds(text: str | None) -> float | None:
    """Return a time limit above 0, or none."""
    if text is None:
        return None
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds < math.inf:
        raise BadProblemError(f"The time limit must be a number of seconds above 0, not “{text}”.")
    return seconds


def _read(name: str) -> tuple[str, Path]:
    """Return the text of an instance, and the folder that its further files are in."""
    try:
        if name == "-":
            return sys.stdin.buffer.read().decode("utf-8-sig"), Path.cwd()
        return Path(name).read_text(encoding="utf-8-sig"), Path(name).parent
    except OSError as error:
        raise BadProblemError(f"The file “{name}” cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise BadProblemError(f"The file “{name}” is not text in UTF-8.") from error
