"""An agenda as people read it: at what time comes what."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import time_format

from training.models import AgendaItem


def words_of_agenda(items: Iterable[AgendaItem], starts_at: datetime) -> str:
    """Return one line for each item, with the time at which it begins in the present zone."""
    lines = []
    at = timezone.localtime(starts_at)
    for item in items:
        lines.append(f"{time_format(at, 'H:i')} {item.title}")
        at += timedelta(minutes=item.minutes)
    return "\n".join(lines)


def minutes_of(items: Iterable[AgendaItem]) -> int:
    """Return how long an agenda is."""
    return sum(item.minutes for item in items)
