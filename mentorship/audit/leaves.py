"""An event as 32 bytes: what a seal keeps of it.

The digest of a row is SHA-256 over a JSON array of all its columns, as PostgreSQL writes `jsonb`:
id, time in UTC to the microsecond, kind, about_kind, about_id, actor_id, organisation_id,
request_id, and the digest of `changes` in hexadecimal digits. That in turn is SHA-256 over the salt
(nothing where there is none) followed by `changes`, or what is kept of both once they were taken
out. The database computes it from the statement below, never from a function kept in it, which
somebody could exchange there.
"""

from typing import NamedTuple

from django.db import connection

LEAVES = """
    SELECT id,
           sha256(convert_to(jsonb_build_array(
               id, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
               kind, about_kind, about_id, actor_id, organisation_id, request_id,
               encode(coalesce(changes_digest, sha256(convert_to(
                   coalesce(salt::text, '') || changes::text, 'UTF8'))), 'hex')
           )::text, 'UTF8')),
           changes_digest IS NOT NULL,
           changes_digest IS NULL OR (
               salt IS NULL AND changes = '{}'::jsonb AND EXISTS (
                   SELECT 1 FROM audit_event AS told
                    WHERE told.about_kind = 'audit.event' AND told.about_id = audit_event.id::text
                      AND told.kind = 'record.redacted'))
      FROM audit_event
     WHERE id > %s AND id <= %s
     ORDER BY id
     LIMIT %s
"""


class Leaf(NamedTuple):
    """One event: its id and digest; whether its `changes` were taken out, and all as it should."""

    id: int
    digest: bytes
    is_redacted: bool
    is_sound: bool


def leaves_between(after_id: int, through_id: int, *, most: int | None = None) -> list[Leaf]:
    """Return the events after one id and up to another, at most `most`, in the order of ids."""
    with connection.cursor() as cursor:
        cursor.execute(LEAVES, [after_id, through_id, most])
        return [
            Leaf(number, bytes(digest), is_redacted, is_sound)
            for number, digest, is_redacted, is_sound in cursor.fetchall()
        ]


def pack(leaves: list[Leaf]) -> bytes:
    """Return ids and digests as a seal keeps them: 8 and 32 bytes for each event."""
    return b"".join(leaf.id.to_bytes(8, "big") + leaf.digest for leaf in leaves)


def unpack(packed: bytes) -> dict[int, bytes]:
    """Return the digest of each event that a seal keeps, by id and in its order.

    What is no whole number of events is read as far as it goes: the seal's own hash tells of it.
    """
    return {
        int.from_bytes(packed[start : start + 8], "big"): packed[start + 8 : start + 40]
        for start in range(0, len(packed), 40)
    }
