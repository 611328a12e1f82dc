"""Taking a backup: one snapshot of the database, every file, encrypted, read back at once."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from mentorship.operations.backups import files, origin, rows, shelf
from mentorship.operations.backups.archive import HEADER, MANIFEST, PartWriter, writing
from mentorship.operations.backups.checking import Contents, check_backup
from mentorship.operations.backups.errors import BackupError
from mentorship.operations.backups.schema import PREPARE, read_shape
from mentorship.operations.backups.sealing import Keys, Lock, make_identity, sealed

SHAPE = "database/shape.json"
SEQUENCES = "database/sequences.json"
_ONE_AT_A_TIME = 0x6D656E746F7262  # a number nobody else locks in this database
logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Taken:
    """A finished backup."""

    path: Path
    size: int
    seconds: float
    contents: Contents
    removed: int


def lock_from_settings() -> Lock:
    """Return who can open the backups of this installation."""
    return Lock(tuple(settings.BACKUP_RECIPIENTS), settings.BACKUP_PASSPHRASE)


def take_backup(*, lock: Lock, now: datetime | None = None) -> Taken:
    """Take a backup, read it back whole, and delete those that are too many.

    Raises BackupError with a sentence when another is being taken, nobody could open it, the disk
    is full or the database holds what cannot be kept; then there is no half file.
    """
    now = now or timezone.now()
    begun = time.monotonic()
    with _alone():
        shelf.remove_halves()
        _check_space()
        try:
            taken = _take(lock, now, begun)
        except OSError as error:
            failure = f"The backup could not be written: {error.strerror or error}."
            shelf.note_failure(now, failure)
            raise BackupError(failure) from error
        except BackupError as error:
            shelf.note_failure(now, str(error))
            raise
    shelf.note_backup(now, size=taken.size, seconds=taken.seconds)
    logger.info("backup_taken", name=taken.path.name, size=taken.size, seconds=taken.seconds)
    return taken


def _take(lock: Lock, now: datetime, begun: float) -> Taken:
    """Write and read back one backup."""
    # With a key that lives as long as this call, whatever was written can be read back at once.
    secret, _public = make_identity()
    ledger = files.read_ledger()
    with shelf.new_backup(now) as (path, file):
        with sealed(file, lock, also_for=secret) as stream, writing(stream) as parts:
            _write(parts, ledger)
        file.seek(0)
        contents = check_backup(file, Keys((secret,)))
    shelf.keep_ledger(ledger)
    removed = shelf.remove_old(most=settings.BACKUP_KEEP)
    seconds = round(time.monotonic() - begun, 2)
    return Taken(path, path.stat().st_size, seconds, contents, len(removed))


def _write(parts: PartWriter, ledger: bytes) -> None:
    """Write all parts."""
    with _snapshot() as cursor:
        shape = read_shape(cursor)
        parts.add_json(HEADER, origin.here(shape.fingerprint()).as_data())
        parts.add_json(SHAPE, shape.as_data())
        tables = rows.write_rows(cursor, shape, parts)
        parts.add_json(SEQUENCES, rows.read_sequences(cursor, shape))
    written = files.write_files(parts)
    parts.add(files.LEDGER_PART, ledger)
    manifest: dict[str, Any] = {
        "parts": dict(parts.hashes),
        "tables": tables,
        "files": written,
        "finished_at": timezone.now().isoformat(timespec="seconds"),
    }
    parts.add_json(MANIFEST, manifest)


@contextmanager
def _snapshot() -> Iterator[Any]:
    """Yield a cursor that sees the database as it is at one moment, however long it reads."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute(PREPARE)
        yield cursor


@contextmanager
def _alone() -> Iterator[None]:
    """Keep a second backup from beginning; released by the database when this process dies."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_ONE_AT_A_TIME])
        if not cursor.fetchone()[0]:
            raise BackupError("Another backup is being taken right now.")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_ONE_AT_A_TIME])


def _check_space() -> None:
    """Refuse to begin where not even a backup of the last one's size has room."""
    before = shelf.kept()
    free = shutil.disk_usage(shelf.folder()).free
    if before and free < before[0].size:
        failure = (
            f"{shelf.folder()} has {free:,} bytes left, and the last backup took "
            f"{before[0].size:,}: make room first."
        )
        shelf.note_failure(timezone.now(), failure)
        raise BackupError(failure)
