"""When the outbox was last swept; nothing but the health page depends on it."""

from datetime import datetime

from django.core.cache import cache
from django.utils import timezone

_KEY = "outbox-swept-at"


def note_sweep() -> None:
    """Remember that a sweep took place now."""
    cache.set(_KEY, timezone.now(), timeout=None)


def last_sweep() -> datetime | None:
    """Return when the outbox was last swept; None where it never was."""
    swept_at: datetime | None = cache.get(_KEY)
    return swept_at
