"""Days counted from today, asked for when a row is made."""

from collections.abc import Callable
from datetime import date, timedelta

from django.utils import timezone


def days_ago(days: int) -> Callable[[], date]:
    """Return a function that returns the day that many days before today."""
    return lambda: timezone.localdate() - timedelta(days=days)


def days_ahead(days: int) -> Callable[[], date]:
    """Return a function that returns the day that many days after today."""
    return days_ago(-days)
