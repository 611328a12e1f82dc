"""The rows of each table, out of the database and into it, in PostgreSQL's own text form."""

import hashlib
from typing import Any

from mentorship.operations.backups.archive import PartWriter, Slicer
from mentorship.operations.backups.schema import Shape, quoted

# Nobody is signed in after a restore, and what was kept at hand is worked out anew.
LEFT_OUT = frozenset({"django_session", "platform_cache", "usersessions_usersession"})
FOLDER = "database/rows"


def write_rows(cursor: Any, shape: Shape, parts: PartWriter) -> dict[str, dict[str, Any]]:
    """Write every table's rows; return how many each has, and the SHA-256 of them together."""
    written: dict[str, dict[str, Any]] = {}
    for table, columns in shape.columns.items():
        slicer = Slicer(parts, f"{FOLDER}/{table}")
        with cursor.copy(_out_of(table, columns)) as copy:
            for block in copy:
                slicer.write(block)
        written[table] = {"rows": cursor.rowcount, "sha256": slicer.finish()}
    return written


def read_sequences(cursor: Any, shape: Shape) -> list[list[Any]]:
    """Return table, column, last number and whether it was given, of each identity."""
    cursor.execute("""
        SELECT c.relname, a.attname, pg_get_serial_sequence(quote_ident(c.relname), a.attname)
          FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
           AND a.attidentity <> '' AND NOT a.attisdropped ORDER BY 1, 2
    """)
    found = cursor.fetchall()
    sequences: list[list[Any]] = []
    for table, column, sequence in found:
        cursor.execute(f"SELECT last_value, is_called FROM {sequence}")  # noqa: S608  # nosec B608: quoted by PostgreSQL
        sequences.append([table, column, *cursor.fetchone()])
    return sequences


def set_sequences(cursor: Any, sequences: list[list[Any]]) -> None:
    """Let identities go on where they stood."""
    for table, column, last, is_called in sequences:
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence(quote_ident(%s), %s), %s, %s)",
            [table, column, last, is_called],
        )


def hash_of_rows(cursor: Any, table: str, columns: list[str]) -> dict[str, Any]:
    """Return how many rows a table has now, and their SHA-256, as `write_rows` does."""
    digest = hashlib.sha256()
    with cursor.copy(_out_of(table, columns)) as copy:
        for block in copy:
            digest.update(block)
    return {"rows": cursor.rowcount, "sha256": digest.hexdigest()}


def copy_into(table: str, columns: list[str]) -> str:
    """Return the statement that takes rows in."""
    return f"COPY {quoted(table)} ({_names(columns)}) FROM STDIN"


def _out_of(table: str, columns: list[str]) -> str:
    """Return the statement that hands rows out; none of a table that is left out."""
    if table not in LEFT_OUT:
        return f"COPY {quoted(table)} ({_names(columns)}) TO STDOUT"
    rows = f"SELECT {_names(columns)} FROM {quoted(table)} WHERE false"  # noqa: S608  # nosec B608: quoted names
    return f"COPY ({rows}) TO STDOUT"


def _names(columns: list[str]) -> str:
    return ", ".join(quoted(column) for column in columns)
