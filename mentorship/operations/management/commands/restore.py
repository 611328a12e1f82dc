"""Restores a backup into an empty database, or, confirmed by its name, over another."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from mentorship.operations.backups.errors import BackupError, UnfinishedError
from mentorship.operations.backups.restoring import Wishes, holds_people, restore_backup
from mentorship.operations.management.commands.backup import add_key_arguments, keys_from


class Command(BaseCommand):
    """Restore a backup; the outbox stays paused until a person lets it go on screen."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the backup, the key, and what whoever restores accepts."""
        parser.add_argument("file", type=Path, help="the backup")
        add_key_arguments(parser)
        parser.add_argument(
            "--replace",
            action="store_true",
            help="lose what is in this database; asks for the database's name",
        )
        parser.add_argument("--database", default="", help="the name, given instead of typed")
        parser.add_argument(
            "--with-another-key",
            action="store_true",
            help="go on though SECRET_KEY is not the one of the backup",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore, and say what to do next."""
        if not options["file"].is_file():
            raise CommandError(f"There is no file {options['file']}.")
        if options["replace"] and holds_people():
            _confirm(options["database"])
        wishes = Wishes(options["replace"], options["with_another_key"])
        try:
            outcome = restore_backup(options["file"], keys=keys_from(options), wishes=wishes)
        except UnfinishedError as error:
            raise CommandError(str(error)) from error
        except BackupError as error:
            # Who was here before is still here, or was given up and is to be restored over.
            is_as_before = holds_people() or not options["replace"]
            more = "Nothing was changed." if is_as_before else "The database is empty: try again."
            raise CommandError(f"{error} {more}") from error
        self.stdout.write(
            f"Restored the backup of {outcome.origin.begun_at}: {outcome.rows:,} rows in "
            f"{outcome.tables} tables and {outcome.files} files, the same as were written; "
            f"{outcome.seconds} s."
        )
        if outcome.has_other_key:
            self.stdout.write("SECRET_KEY is another: links in earlier mails no longer open.")
        self.stdout.write(
            "Everybody signs in anew. The outbox is paused, since mail that was due after the "
            f"backup may have been sent already: look at {settings.BASE_URL}/outbox/ and let it "
            "go on there."
        )


def _confirm(name: str) -> None:
    """Ask for the database's name before it is lost."""
    expected = str(connection.settings_dict["NAME"])
    typed = name or input(f"Everything in {expected} will be lost. Type its name to go on: ")
    if typed.strip() != expected:
        raise CommandError("That is not the name of this database. Nothing was changed.")
