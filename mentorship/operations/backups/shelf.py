"""The folder that backups lie in: their names, which are old, and what the last one was."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.cache import cache

from mentorship.operations.backups.files import LEDGER

_PATTERN = "mentorship-%Y%m%dT%H%M%SZ.backup"
_HALF = ".partial"
_LAST, _FAILED = "last-backup", "backup-failed"


@dataclass(frozen=True, slots=True)
class Kept:
    """One backup in the folder."""

    path: Path
    taken_at: datetime
    size: int


@dataclass(frozen=True, slots=True)
class LastBackup:
    """What pages and monitors are told: when the last one was, and what failed since."""

    taken_at: datetime | None
    size: int
    seconds: float
    failed_at: datetime | None
    failure: str


def folder() -> Path:
    """Return the folder, which only this account may read."""
    settings.BACKUP_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Path(settings.BACKUP_DIR)


def kept() -> list[Kept]:
    """Return the finished backups, newest first."""
    found = []
    for path in folder().glob("mentorship-*.backup"):
        try:
            taken_at = datetime.strptime(path.name, _PATTERN).replace(tzinfo=UTC)
        except ValueError:
            continue  # somebody else's file
        found.append(Kept(path, taken_at, path.stat().st_size))
    return sorted(found, key=lambda each: each.taken_at, reverse=True)


@contextmanager
def new_backup(now: datetime) -> Iterator[tuple[Path, BinaryIO]]:
    """Yield the path that a backup will have, and a file; the path is there only once all is well.

    Whatever goes wrong, no half file is left.
    """
    path = folder() / now.strftime(_PATTERN)
    half = path.with_name(f".{path.name}{_HALF}")
    descriptor = os.open(half, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield path, file
            file.flush()
            os.fsync(file.fileno())
        half.rename(path)
        _keep_for_good(path.parent)
    finally:
        half.unlink(missing_ok=True)


def remove_halves() -> None:
    """Delete what a killed backup left; call while no other is being taken."""
    for path in folder().glob(f".mentorship-*{_HALF}"):
        path.unlink(missing_ok=True)


def remove_old(*, most: int) -> list[Path]:
    """Delete all but the newest `most` backups (0 keeps all); return what went."""
    old = [each.path for each in kept()[most:]] if most else []
    for path in old:
        path.unlink(missing_ok=True)
    return old


def keep_ledger(content: bytes) -> None:
    """Lay the ledger of erasures beside the backups, so that restoring an old one knows of all."""
    if not content:
        return
    path = folder() / LEDGER
    half = path.with_name(f".{LEDGER}{_HALF}")
    half.write_bytes(content)
    half.chmod(0o600)
    half.rename(path)


def note_backup(taken_at: datetime, *, size: int, seconds: float) -> None:
    """Remember for System health that a backup was taken and read back."""
    cache.set(_LAST, {"at": taken_at, "size": size, "seconds": seconds}, timeout=None)
    cache.delete(_FAILED)


def note_failure(failed_at: datetime, failure: str) -> None:
    """Remember for System health why a backup failed."""
    cache.set(_FAILED, {"at": failed_at, "why": failure}, timeout=None)


def last_backup() -> LastBackup:
    """Return what is known of the last backup; one query."""
    known = cache.get_many([_LAST, _FAILED])
    last, failed = known.get(_LAST, {}), known.get(_FAILED, {})
    return LastBackup(
        taken_at=last.get("at"),
        size=last.get("size", 0),
        seconds=last.get("seconds", 0.0),
        failed_at=failed.get("at"),
        failure=failed.get("why", ""),
    )


def _keep_for_good(path: Path) -> None:
    """Make sure that a new name in a folder outlives a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
