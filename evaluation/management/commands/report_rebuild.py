"""Rebuilds a report from its figures alone: `manage.py report_rebuild figures.json --to folder`."""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from evaluation.reports.render import render
from evaluation.reports.snapshot import Snapshot, UnknownSchemaError, sealed


class Command(BaseCommand):
    """Draw page, PDF and table from a file of figures, and print what they can be checked by.

    It asks no database anything. The words are those written from the figures; a report whose words
    were edited has the same figures, digest and code, and other pages.
    """

    help = "Rebuild a report from its file of figures, and print its SHA-256 and code."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for the file, and where to put what is drawn."""
        parser.add_argument("file", type=Path, help="the figures, as the report’s page hands out")
        parser.add_argument("--to", type=Path, default=Path(), help="the folder for what is drawn")
        languages = [code for code, _name in settings.LANGUAGES]
        parser.add_argument(
            "--language",
            default=settings.LANGUAGE_CODE,
            choices=languages,
            help="of the words that are written from the figures",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Draw all three, or say why the file is none of ours."""
        snapshot = _read(options["file"])
        drawn = render(snapshot, language=options["language"])
        folder: Path = options["to"]
        folder.mkdir(parents=True, exist_ok=True)
        self.stdout.write(f"{snapshot.sha256}  figures")
        self.stdout.write(f"{snapshot.code}  code")
        for ending, content in (("html", drawn.html), ("pdf", drawn.pdf), ("csv", drawn.csv)):
            path = folder / f"{options['file'].stem}.{ending}"
            path.write_bytes(content)
            self.stdout.write(f"{hashlib.sha256(content).hexdigest()}  {path}")


def _read(path: Path) -> Snapshot:
    """Return the figures of a file, sealed anew; raises `CommandError` for anything else."""
    try:
        return sealed(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CommandError(f"{path} cannot be read.") from error
    except UnknownSchemaError as error:
        raise CommandError(str(error)) from error
    except ValueError as error:
        raise CommandError(f"{path} holds no figures as they are sealed.") from error
