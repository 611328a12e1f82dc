"""Ways to tamper with the record, as somebody would who owns the database."""

import random
from typing import NamedTuple

from django.db import connection

EVENT_COLUMNS = {
    "id": "id + 1000000000",
    "at": "at + interval '1 microsecond'",
    "kind": "kind || 'x'",
    "about_kind": "about_kind || 'x'",
    "about_id": "'x' || about_id",
    "actor_id": "gen_random_uuid()",
    "organisation_id": "NULL",
    "changes": """changes || '{"to": "another"}'""",
    "request_id": "'another-request'",
    "salt": "gen_random_uuid()",
    "changes_digest": "sha256('anything')",
}
SEAL_COLUMNS = {
    "number": "number + 1000000",
    "through_id": "through_id + 1",
    "count": "count - 1",
    "leaves": "overlay(leaves placing '\\x00ff'::bytea from 20)",
    "previous": "sha256(previous)",
    "hash": "sha256(hash)",
    "made_at": "made_at + interval '1 second'",
}


class Place(NamedTuple):
    """One way to tamper in one place: what it is called, which event or seal, and what to do."""

    way: str
    event: int | None
    seal: int | None
    statements: tuple[str, ...]


def tamper(place: Place) -> None:
    """Do it, past the database's own guards; the caller takes it back with the transaction."""
    with connection.cursor() as cursor:
        for table in ("audit_event", "audit_seal"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in place.statements:
            cursor.execute(statement)


def of_event(number: int, following: int, free: int) -> list[Place]:
    """Return every way to tamper with one event; `free` is an id that no event has."""
    event = f"UPDATE audit_event SET %s WHERE id = {number}"  # noqa: S608  (numbers and texts of this drill alone)
    ways = {column: (event % f"{column} = {value}",) for column, value in EVENT_COLUMNS.items()}
    digest = "sha256(convert_to(coalesce(salt::text, '') || changes::text, 'UTF8'))"
    return [
        *(Place(column, number, None, statements) for column, statements in ways.items()),
        Place("taken away", number, None, (_take_away("audit_event", "id", number),)),
        Place("put in", free, None, (_put_in(free),)),
        Place("exchanged", number, None, _exchange(number, following)),
        Place(
            "redacted in secret",
            number,
            None,
            (event % f"changes = '{{}}', salt = NULL, changes_digest = {digest}",),
        ),
    ]


def of_seal(number: int) -> list[Place]:
    """Return every way to tamper with one seal."""
    seal = f"UPDATE audit_seal SET %s WHERE number = {number}"  # noqa: S608  (numbers and texts of this drill alone)
    return [
        *(
            Place(f"seal: {column}", None, number, (seal % f"{column} = {value}",))
            for column, value in SEAL_COLUMNS.items()
        ),
        Place("seal: taken away", None, number, (_take_away("audit_seal", "number", number),)),
    ]


def places(
    events: list[int], seals: list[int], free: list[int], *, count: int, seed: int
) -> list[Place]:
    """Return so many places, each way in its turn, each at a row that is drawn."""
    chance = random.Random(seed)
    drawn: list[Place] = []
    while len(drawn) < count:
        turn = chance.randrange(len(events) - 1)
        drawn += of_event(events[turn], events[turn + 1], chance.choice(free))
        drawn += of_seal(chance.choice(seals))
    return drawn[:count]


def _take_away(table: str, key: str, number: int) -> str:
    """Return what deletes a row."""
    return f"DELETE FROM {table} WHERE {key} = {number}"  # noqa: S608  (numbers and texts of this drill alone)


def _put_in(free: int) -> str:
    """Return what makes up an event under an id that none has."""
    columns = "at, kind, about_kind, about_id, actor_id, organisation_id, changes, request_id"
    return (
        f"INSERT INTO audit_event (id, {columns}) "  # noqa: S608  (numbers and texts of this drill alone)
        f"SELECT {free}, {columns} FROM audit_event ORDER BY id LIMIT 1"
    )


def _exchange(one: int, other: int) -> tuple[str, ...]:
    """Return what exchanges the ids of two events."""
    return tuple(
        f"UPDATE audit_event SET id = {new} WHERE id = {old}"  # noqa: S608  (numbers and texts of this drill alone)
        for new, old in ((-1, one), (one, other), (other, -1))
    )
