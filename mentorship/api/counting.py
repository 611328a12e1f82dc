"""How often a token asks: counted in one statement, so that requests at once all count."""

import time
from typing import Any

from django.db import connection
from django.utils import timezone

from mentorship.api.models import AccessToken

_COUNT = """
    UPDATE api_accesstoken
    SET last_used_at = %(now)s,
        in_minute = CASE WHEN minute = %(minute)s THEN in_minute + 1 ELSE 1 END,
        minute = %(minute)s
    WHERE id = %(token)s
    RETURNING in_minute
"""
_NOTE = """
    INSERT INTO api_tokenuse (token_id, day, operation, status, times, last_at)
    VALUES (%(token)s, %(day)s, %(operation)s, %(status)s, 1, %(now)s)
    ON CONFLICT (token_id, day, operation, status)
    DO UPDATE SET times = api_tokenuse.times + 1, last_at = EXCLUDED.last_at
"""
MINUTE = 60


def count_request(token: AccessToken) -> int | None:
    """Count a request; return None, or in how many seconds the token may ask again."""
    seconds = int(time.time())
    facts: dict[str, Any] = {"now": timezone.now(), "minute": seconds // MINUTE, "token": token.pk}
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, facts)
        row = cursor.fetchone()
    if row is None or row[0] > token.a_minute:
        return MINUTE - seconds % MINUTE
    return None


def note_use(token: AccessToken, operation: str, status: int) -> None:
    """Note what a token asked for and what it was answered; one row for each such on a day."""
    now = timezone.now()
    facts: dict[str, Any] = {
        "token": token.pk,
        "day": now.date(),
        "operation": operation,
        "status": status,
        "now": now,
    }
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, facts)
