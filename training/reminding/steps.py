"""When the reminders before and after a day leave, and until when each is of use."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import pairwise

from django.utils import timezone

# Reminders leave in the morning where the person is, and never late in the evening.
MORNING = time(9)
EVENING = time(20)

# How long before it leaves a reminder is in the outbox, for coordinators to see.
HORIZON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Step:
    """One reminder of a day: what it is called, when it leaves, and until when it is of use."""

    name: str
    on: date
    due_at: datetime
    stale_after: datetime


def steps_around(
    day: date, offsets: Iterable[tuple[str, int]], *, over: date, zone: tzinfo
) -> list[Step]:
    """Return the reminders of a day, given the name of each and its days after that day.

    Each is of use until the next one leaves, the last one until the day when all is over begins.
    """
    days = [(name, day + timedelta(days=offset)) for name, offset in offsets]
    moments = [morning(on, zone) for _name, on in days] + [_at(over, time(0), zone)]
    return [
        Step(name, on, leaves, following)
        for (name, on), (leaves, following) in zip(days, pairwise(moments), strict=True)
    ]


def wanted_steps(
    steps: Sequence[Step], now: datetime, *, horizon: timedelta = HORIZON
) -> list[Step]:
    """Return the latest reminder whose time has come, and those that leave soon: no backlog."""
    current = [step for step in steps if step.due_at <= now < step.stale_after]
    soon = [step for step in steps if now < step.due_at <= now + horizon]
    return [*current, *soon]


def at_a_decent_hour(due_at: datetime, now: datetime, zone: tzinfo) -> datetime:
    """Return when a reminder leaves: as promised or, when that has passed, not in the night."""
    if due_at > now:
        return due_at
    local = now.astimezone(zone)
    if local.time() < MORNING:
        return morning(local.date(), zone)
    if local.time() >= EVENING:
        return morning(local.date() + timedelta(days=1), zone)
    return due_at


def morning(on: date, zone: tzinfo) -> datetime:
    """Return the morning of a day in a zone."""
    return _at(on, MORNING, zone)


def _at(on: date, hour: time, zone: tzinfo) -> datetime:
    """Return an hour of a day in a zone."""
    return timezone.make_aware(datetime.combine(on, hour), zone)
