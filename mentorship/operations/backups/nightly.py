"""When the next backup is due."""

from datetime import UTC, datetime, time, timedelta


def next_time(at: time, now: datetime) -> datetime:
    """Return the first moment after `now` at which the clock says `at` in UTC."""
    today = datetime.combine(now.astimezone(UTC).date(), at, tzinfo=UTC)
    return today if today > now else today + timedelta(days=1)
