"""Restoring a backup: all of it in one transaction, compared with what was written, or nothing.

Where there are people already, the whole file is read and found good before what is here goes. It
goes before and bit by bit: to drop and to make every table at once takes more locks than
PostgreSQL has by default.

The outbox is paused in the same transaction, so that no worker that happens to run sends anything
again, neither mail nor news for other programs. Nobody is signed in afterwards.
"""

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import Error as DatabaseError

from mentorship.audit.actions import record
from mentorship.notifications.models import OutboxSwitch
from mentorship.notifications.models.switch import THE_ONE
from mentorship.operations.backups import files, rows
from mentorship.operations.backups.archive import HEADER, MANIFEST, reading
from mentorship.operations.backups.checking import check_backup, whole
from mentorship.operations.backups.errors import (
    BackupError,
    DamagedError,
    RefusedError,
    UnfinishedError,
)
from mentorship.operations.backups.origin import Origin, key_marks
from mentorship.operations.backups.schema import (
    PEOPLE,
    PREPARE,
    Shape,
    read_shape,
    remove_everything,
    run_all,
)
from mentorship.operations.backups.sealing import Keys, opened
from mentorship.operations.backups.taking import SEQUENCES, SHAPE

SETTINGS = "SET LOCAL maintenance_work_mem = '256MB'; SET LOCAL lock_timeout = '10s'"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What whoever restores accepts: losing what is here, and another secret key."""

    may_replace: bool = False
    may_differ_in_key: bool = False


@dataclass(slots=True)
class Restored:
    """What came back."""

    origin: Origin
    rows: int = 0
    tables: int = 0
    files: int = 0
    erasures: int = 0
    has_other_key: bool = False
    seconds: float = 0.0
    ledgers: list[bytes] = field(default_factory=list)


def restore_backup(path: Path, *, keys: Keys, wishes: Wishes) -> Restored:
    """Restore database and files from a backup, and pause the outbox.

    Raises RefusedError where there is something to lose or the key differs and `wishes` do not
    accept that, DamagedError or LockedError about the file; then nothing has changed. Raises
    BackupError where PostgreSQL or the disk gave up; then the database is as it was, or empty.
    Raises UnfinishedError where all came back and the list of erasures is no good.
    """
    begun = time.monotonic()
    keeper = files.FileKeeper(may_replace=wishes.may_replace)
    if wishes.may_replace and holds_people():
        with path.open("rb") as source:
            check_backup(source, keys)
    try:
        with path.open("rb") as source, opened(source, keys) as stream:
            hashes: dict[str, str] = {}
            outcome = _load(reading(stream, hashes), hashes, keeper, wishes)
    except DatabaseError as error:
        keeper.take_back()
        raise BackupError(f"PostgreSQL refused the backup: {error}") from error
    except (BackupError, OSError, KeyboardInterrupt):
        keeper.take_back()
        raise
    _finish(outcome, path)
    outcome.seconds = round(time.monotonic() - begun, 2)
    return outcome


def holds_people() -> bool:
    """Tell whether the database holds anybody; tables without people are nothing to lose."""
    if PEOPLE not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM accounts_person)")
        return bool(cursor.fetchone()[0])


def _load(
    parts: Iterator[tuple[str, bytes]],
    hashes: dict[str, str],
    keeper: files.FileKeeper,
    wishes: Wishes,
) -> Restored:
    """Take in every part, compare, and only then commit."""
    name, content = next(parts, ("", b""))
    if name != HEADER:
        raise DamagedError("The file is no backup of this product.")
    outcome = Restored(Origin.from_data(json.loads(content)))
    _check(outcome, wishes)
    with connection.cursor() as cursor:
        remove_everything(cursor)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(PREPARE)
        cursor.execute(SETTINGS)
        with _Loader(cursor, keeper) as loader:
            for name, content in parts:
                loader.take(name, content)
            loader.finish()
        manifest = whole(loader.manifest, hashes)
        _compare(cursor, loader.shape, keeper, manifest)
        _pause(cursor, outcome.origin)
    outcome.rows = sum(said["rows"] for said in manifest["tables"].values())
    outcome.tables, outcome.files = len(manifest["tables"]), len(manifest["files"])
    outcome.ledgers = [loader.ledger]
    return outcome


def _check(outcome: Restored, wishes: Wishes) -> None:
    """Refuse what would lose something, before anything is touched."""
    if holds_people() and not wishes.may_replace:
        raise RefusedError(
            "This database holds people already. Restore into an empty one, or say --replace."
        )
    unknown = outcome.origin.unknown_migrations()
    if unknown:
        raise RefusedError(
            f"The backup was made by a later version, which has {unknown[0]}: install that first."
        )
    outcome.has_other_key = outcome.origin.key_mark not in key_marks()
    if outcome.has_other_key and not wishes.may_differ_in_key:
        raise RefusedError(
            "SECRET_KEY is not the one that the backup was made under: links in mails sent before "
            "would no longer open, and secrets kept under it could not be read. Set that key, or "
            "name it in SECRET_KEY_FALLBACKS, or, where it is lost, say --with-another-key."
        )


class _Loader:
    """Takes the parts of the database and the files in, in the order in which they come."""

    def __init__(self, cursor: Any, keeper: files.FileKeeper) -> None:
        self._cursor, self._keeper = cursor, keeper
        self._table = ""
        self._copying = ExitStack()
        self._copy: Any = None
        self.shape = Shape([], [], {})
        self.manifest: Any = None
        self.ledger = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End what is under way: PostgreSQL rolls nothing back while it waits for rows."""
        self._copying.__exit__(kind, error, trace)

    def take(self, name: str, content: bytes) -> None:
        """Take one part in."""
        if name.startswith(f"{rows.FOLDER}/"):
            self._take_rows(name.split("/")[2], content)
            return
        self._end_table()
        if name == SHAPE:
            self.shape = Shape(**json.loads(content))
            run_all(self._cursor, self.shape.before)
        elif name == SEQUENCES:
            rows.set_sequences(self._cursor, json.loads(content))
        elif name == MANIFEST:
            self.manifest = json.loads(content)
        elif name == files.LEDGER_PART:
            self.ledger = content
        elif name.startswith(f"{files.FOLDER}/"):
            self._keeper.take(name, content)
        else:
            raise DamagedError(f"The backup holds a part that no backup has: {name}.")

    def finish(self) -> None:
        """End what is under way, then add keys, indexes and triggers to the loaded tables."""
        self._end_table()
        self._keeper.finish()
        run_all(self._cursor, self.shape.after)

    def _take_rows(self, table: str, content: bytes) -> None:
        """Hand bytes of a table's rows to PostgreSQL."""
        if table != self._table:
            self._end_table()
            if table not in self.shape.columns:
                raise DamagedError(f"The backup holds rows of {table}, but not the table.")
            into = rows.copy_into(table, self.shape.columns[table])
            self._copy = self._copying.enter_context(self._cursor.copy(into))
            self._table = table
        self._copy.write(content)

    def _end_table(self) -> None:
        """Let PostgreSQL finish the rows of the table under way."""
        self._copying.close()
        self._table = ""


def _compare(cursor: Any, shape: Shape, keeper: files.FileKeeper, manifest: dict[str, Any]) -> None:
    """Hold the restored database and files against what was written."""
    if read_shape(cursor).fingerprint() != shape.fingerprint():
        raise DamagedError("The restored tables are not shaped like those of the backup.")
    for table, columns in shape.columns.items():
        if rows.hash_of_rows(cursor, table, columns) != manifest["tables"].get(table):
            raise DamagedError(f"The restored rows of {table} are not those of the backup.")
    if keeper.hashes != manifest["files"]:
        raise DamagedError("The restored files are not those of the backup.")


def _pause(cursor: Any, origin: Origin) -> None:
    """Keep all mail and news here, in words of SQL: the tables may be older than the models."""
    cursor.execute(
        "INSERT INTO notifications_outboxswitch (id, is_paused, reason, changed_at) "
        "VALUES (%s, true, %s, now()) ON CONFLICT (id) DO UPDATE SET is_paused = true, "
        "reason = excluded.reason, changed_at = excluded.changed_at, changed_by_id = NULL",
        [THE_ONE, f"Restored from the backup of {origin.begun_at}."],
    )


def _finish(outcome: Restored, path: Path) -> None:
    """Bring the database up to this version, erase again who was erased since, and record it."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)
    beside = path.parent / files.LEDGER
    outcome.erasures = files.merge_ledgers(
        *outcome.ledgers, beside.read_bytes() if beside.exists() else b""
    )
    _erase_again()
    with transaction.atomic():
        record(
            "backup.restored",
            OutboxSwitch.objects.get(pk=THE_ONE),
            by=None,
            changes={"begun_at": outcome.origin.begun_at, "rows": outcome.rows},
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _erase_again() -> None:
    """Erase whoever was erased since the backup; raises UnfinishedError where that is unknown."""
    try:
        call_command("erasures", "reapply")
    except CommandError as error:
        raise UnfinishedError(
            f"Everything came back, and the outbox is paused. But {error} Then run "
            "“manage.py erasures reapply” before anybody works here: who was erased since the "
            "backup is here again."
        ) from error
