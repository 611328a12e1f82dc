"""Brings in the record of Open Seeds: `manage.py import_open_seeds examples/open-seeds`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from evaluation.actions.imports import import_open_seeds
from mentorship.accounts.models import Organisation
from programmes.actions.record_import import UnreadableRecordError


class Command(BaseCommand):
    """Import the record into one organisation, and print what was added and changed."""

    help = "Import the record of Open Seeds: five closed cohorts; again it changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for the folder, and perhaps for an organisation."""
        parser.add_argument("folder", type=Path, help="the folder with the tables")
        parser.add_argument(
            "--organisation", help="the short name of one that exists; without it one is made"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import everything or nothing."""
        organisation = None
        if slug := options["organisation"]:
            organisation = Organisation.objects.filter(slug=slug).first()
            if organisation is None:
                raise CommandError(f"There is no organisation with the short name “{slug}”.")
        try:
            report = import_open_seeds(options["folder"], by=None, organisation=organisation)
        except UnreadableRecordError as error:
            raise CommandError(str(error)) from error
        for line in report.lines():
            self.stdout.write(line)
