"""How long to wait before news is tried again; without Django."""

from datetime import timedelta

WAITS = (
    timedelta(seconds=5),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)

# Tries in a row that failed, of whatever news, after which an endpoint is left alone.
MOST_FAILURES = 20


def wait_after(tries: int) -> timedelta | None:
    """Return the pause after so many vain tries (from 1), or None when it is enough."""
    return WAITS[tries - 1] if 1 <= tries <= len(WAITS) else None
