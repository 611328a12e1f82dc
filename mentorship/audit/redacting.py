"""Taking out what events quote, without breaking the chain and without hiding that it was done.

Events hold ids and no names, so that erasing a person leaves them as they are. Where `changes`
quote something all the same, it is taken out with its salt, and their digest stays: the chain still
proves all else of the event, nothing can be put in place of what went, and nobody can guess it from
the digest. The database admits this one change alone; each is an event itself, and one that is not
named by such an event is found as tampering.
"""

from collections.abc import Iterable

from django.db import connection, transaction

from mentorship.audit.actions import Actor, record
from mentorship.audit.models import Event

_REDACT = """
    UPDATE audit_event
       SET changes_digest = sha256(convert_to(coalesce(salt::text, '') || changes::text, 'UTF8')),
           changes = '{}'::jsonb, salt = NULL
     WHERE id = ANY(%s) AND changes_digest IS NULL AND changes <> '{}'::jsonb
 RETURNING id
"""


@transaction.atomic
def redact_changes(events: Iterable[Event], *, by: Actor | None) -> int:
    """Take out what these events hold beside their ids, and return of how many.

    Those that hold nothing, or were redacted before, stay as they are. Everything else of an event
    stays for good: what was done, to what, by whom and when.
    """
    wanted = {event.pk: event for event in events}
    with connection.cursor() as cursor:
        cursor.execute(_REDACT, [sorted(wanted)])
        done = sorted(number for (number,) in cursor.fetchall())
    for number in done:
        event = wanted[number]
        record("record.redacted", event, by=by, organisation_id=event.organisation_id)
    return len(done)
