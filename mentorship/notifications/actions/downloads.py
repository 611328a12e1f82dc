"""Recording that somebody takes the outbox with them."""

from django.db import transaction

from mentorship.accounts.models import Person
from mentorship.audit.actions import record


@transaction.atomic
def note_outbox_download(*, rows: int, by: Person) -> None:
    """Record that somebody took so many rows of the outbox with them."""
    record("table.downloaded", by, by=by, changes={"table": "outbox", "rows": rows})
