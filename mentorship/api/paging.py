"""Pages by cursor: rows in the order of their ids, so that none is missed or told twice."""

import base64
import binascii
import uuid
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)

MOST = 200
USUAL = 50


class BadCursorError(ValueError):
    """The cursor is none of ours."""


def cursor_after(pk: uuid.UUID) -> str:
    """Return the cursor that goes on after a row."""
    return base64.urlsafe_b64encode(pk.bytes).decode().rstrip("=")


def id_in(cursor: str) -> uuid.UUID:
    """Return after which row a cursor goes on; raises `BadCursorError`."""
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        return uuid.UUID(bytes=raw)
    except (binascii.Error, ValueError) as error:
        raise BadCursorError from error


def page_of(
    rows: QuerySet[Row, Any], *, cursor: str | None, limit: int
) -> tuple[list[Row], str | None]:
    """Return `limit` rows after the cursor, and the cursor for the rest; one query."""
    if cursor:
        rows = rows.filter(pk__gt=id_in(cursor))
    found = list(rows.order_by("pk")[: limit + 1])
    more = cursor_after(found[limit - 1].pk) if len(found) > limit else None
    return found[:limit], more
