"""How far a write is: told past the transaction that writes, so that others see it meanwhile."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.utils import timezone

from programmes.models import Import

# Fewer rows are written before anybody looks twice.
WORTH_TELLING = 500
_TELL = "UPDATE programmes_import SET done = %s, touched_at = %s WHERE id = %s"

log = structlog.get_logger(__name__)


@contextmanager
def telling_outside(run: Import) -> Iterator[Callable[[int], None]]:
    """Yield what notes how many rows are written, by a connection of its own.

    Nothing of the import depends on it: where no connection can be had, nothing is told. The caller
    must not have changed the import in its transaction, or the two would wait for each other.
    """
    if run.total <= WORTH_TELLING:
        yield _tell_nobody
        return
    other = connections.create_connection(DEFAULT_DB_ALIAS)

    def tell(done: int) -> None:
        try:
            with other.cursor() as cursor:
                cursor.execute(_TELL, [done, timezone.now(), run.pk])
        except DatabaseError as error:
            log.warning("import_progress_untold", import_id=str(run.pk), error=str(error))

    try:
        yield tell
    finally:
        other.close()


def _tell_nobody(done: int) -> None:
    """Say nothing."""
