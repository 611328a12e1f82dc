"""Takes backups, lists them, checks one, and makes the key to encrypt them with."""

import time
from argparse import ArgumentParser
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.utils import Error as DatabaseError
from django.utils import timezone

from mentorship.operations.backups import shelf
from mentorship.operations.backups.checking import check_backup
from mentorship.operations.backups.errors import BackupError
from mentorship.operations.backups.nightly import next_time
from mentorship.operations.backups.sealing import Keys, make_identity
from mentorship.operations.backups.taking import lock_from_settings, take_backup

AGAIN_AFTER = timedelta(minutes=15)
NAP_SECONDS = 30


class Command(BaseCommand):
    """Take a backup of the database and all files into BACKUP_DIR, encrypted."""

    help = (
        "Take a backup of the database and all files. “list” shows those there are, “check FILE” "
        "reads one to its end, “key” makes a key to encrypt with, “nightly” takes one each night."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to do, and with which key."""
        choices = ("take", "list", "check", "key", "nightly")
        parser.add_argument("do", nargs="?", choices=choices, default="take")
        parser.add_argument("file", nargs="?", type=Path, help="the backup to check")
        add_key_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it; what goes wrong is one sentence and exit status 1."""
        try:
            match options["do"]:
                case "take":
                    self._take()
                case "list":
                    self._list()
                case "check":
                    self._check(options)
                case "key":
                    self._make_key()
                case _:
                    self._each_night()
        except BackupError as error:
            raise CommandError(str(error)) from error

    def _take(self) -> None:
        """Take one backup now."""
        taken = take_backup(lock=lock_from_settings())
        contents = taken.contents
        self.stdout.write(
            f"{taken.path}: {taken.size:,} bytes, {contents.rows:,} rows in {contents.tables} "
            f"tables, {contents.files} files; read back whole; {taken.seconds} s."
        )
        if taken.removed:
            self.stdout.write(f"Deleted {taken.removed} older, to keep {settings.BACKUP_KEEP}.")

    def _list(self) -> None:
        """Show the backups, newest first."""
        for each in shelf.kept():
            moment = f"{each.taken_at:%Y-%m-%d %H:%M} UTC"
            self.stdout.write(f"{moment}  {each.size:>14,} bytes  {each.path}")

    def _check(self, options: dict[str, Any]) -> None:
        """Read one backup to its end."""
        path = options["file"]
        if path is None or not path.is_file():
            raise CommandError("Name the backup to check: backup check FILE.")
        with path.open("rb") as source:
            contents = check_backup(source, keys_from(options))
        self.stdout.write(
            f"Whole: taken {contents.origin.begun_at}, {contents.rows:,} rows in "
            f"{contents.tables} tables, {contents.files} files."
        )

    def _make_key(self) -> None:
        """Make a key: one half for the settings, one to be kept elsewhere."""
        secret, recipient = make_identity()
        self.stdout.write(
            f"For the settings:\nBACKUP_RECIPIENTS={recipient}\n\nKeep this elsewhere, in two "
            f"places; without it no backup can be opened:\n{secret}"
        )

    def _each_night(self) -> None:
        """Take one each night at BACKUP_AT, until stopped; a failed one again after a while."""
        due = next_time(settings.BACKUP_AT, timezone.now())
        self.stdout.write(f"The next backup is due {due:%Y-%m-%d %H:%M} UTC.")
        while True:
            if timezone.now() < due:
                time.sleep(NAP_SECONDS)
                continue
            due = self._one_of_many()
            # Held open over the day it would only be one that the server has to keep.
            connection.close()

    def _one_of_many(self) -> datetime:
        """Take a backup, and return when the next is due."""
        try:
            self._take()
        except (BackupError, DatabaseError) as error:
            self.stderr.write(f"{error} Once more in a quarter of an hour.")
            return timezone.now() + AGAIN_AFTER
        return next_time(settings.BACKUP_AT, timezone.now())


def add_key_arguments(parser: ArgumentParser) -> None:
    """Let somebody name what opens a backup."""
    parser.add_argument(
        "--identity",
        type=Path,
        help="the file with the secret key; without it the passphrase in BACKUP_PASSPHRASE is used",
    )


def keys_from(options: dict[str, Any]) -> Keys:
    """Return what is at hand to open a backup."""
    path = options["identity"]
    if path is None:
        return Keys(passphrase=settings.BACKUP_PASSPHRASE)
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise CommandError(f"The file {path} cannot be read.") from error
    # Beside keys such a file may hold words, as what “backup key” prints does.
    secrets = tuple(line for line in lines if line.startswith("AGE-SECRET-KEY-"))
    if not secrets:
        raise CommandError(f"The file {path} holds no line that begins AGE-SECRET-KEY-1.")
    return Keys(secrets, settings.BACKUP_PASSPHRASE)
