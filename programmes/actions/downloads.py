"""Recording that somebody takes a list with them."""

from django.db import transaction

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.models import Programme


@transaction.atomic
def note_table_download(programme: Programme, *, table: str, rows: int, by: Person) -> None:
    """Record that somebody took so many rows of a list with them."""
    record("table.downloaded", programme, by=by, changes={"table": table, "rows": rows})
