"""Recording that somebody takes a list with them."""

import uuid
from collections.abc import Iterable

from django.db import transaction

from mentorship.accounts.actions.sightings import note_looks
from mentorship.accounts.models import Person
from mentorship.accounts.privacy.enums import SightingKind
from mentorship.audit.actions import record
from programmes.models import Programme


@transaction.atomic
def note_table_download(
    programme: Programme,
    *,
    table: str,
    rows: int,
    by: Person,
    people: Iterable[uuid.UUID] = (),
) -> None:
    """Record that somebody took so many rows of a list with them; `people` are those on it."""
    record("table.downloaded", programme, by=by, changes={"table": table, "rows": rows})
    note_looks(SightingKind.LIST, people, organisation_id=programme.organisation_id, by=by)
