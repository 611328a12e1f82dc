"""When a charter is looked at again, and in which of those days its sponsor is reminded."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from django.utils import timezone

# Reminders leave in the morning where the sponsor is, and never late in the evening.
MORNING = time(9)
EVENING = time(20)

# How long before it leaves a reminder is in the outbox, for coordinators to see.
HORIZON = timedelta(days=7)
DAYS_BEFORE = 14


@dataclass(frozen=True, slots=True)
class Step:
    """One reminder of a review: what it is called, when it leaves, and until when it is of use."""

    name: str
    due_at: datetime
    stale_after: datetime


def months_later(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def steps_of(due_on: date, silence_days: int, zone: tzinfo) -> list[Step]:
    """Return both reminders of a review: two weeks before, and on the day.

    Each is of use until the next one leaves, the last one until the coordinators are told.
    """
    first = _at(due_on - timedelta(days=DAYS_BEFORE), MORNING, zone)
    second = _at(due_on, MORNING, zone)
    over = _at(due_on + timedelta(days=silence_days), time(0), zone)
    return [Step("14 days before", first, second), Step("on the day", second, over)]


def wanted_steps(steps: list[Step], now: datetime) -> list[Step]:
    """Return the latest reminder whose time has come, and those that leave soon: no backlog."""
    return [
        step
        for step in steps
        if step.due_at <= now < step.stale_after or now < step.due_at <= now + HORIZON
    ]


def at_a_decent_hour(due_at: datetime, now: datetime, zone: tzinfo) -> datetime:
    """Return when a reminder leaves: as promised or, when that has passed, not in the night."""
    if due_at > now:
        return due_at
    local = now.astimezone(zone)
    if local.time() < MORNING:
        return _at(local.date(), MORNING, zone)
    if local.time() >= EVENING:
        return _at(local.date() + timedelta(days=1), MORNING, zone)
    return due_at


def _at(on: date, hour: time, zone: tzinfo) -> datetime:
    """Return an hour of a day in a zone."""
    return timezone.make_aware(datetime.combine(on, hour), zone)
