"""One process at a time works on an import; whoever dies lets go of it at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection


@contextmanager
def alone_with(run_id: UUID) -> Iterator[bool]:
    """Tell whether this process has the import to itself until the end of the block.

    The lock belongs to the connection: PostgreSQL lets go of it when the process is killed.
    """
    key = int.from_bytes(run_id.bytes[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        is_ours = bool(cursor.fetchone()[0])
    try:
        yield is_ours
    finally:
        if is_ours and connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
