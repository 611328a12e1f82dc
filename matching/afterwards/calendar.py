"""When mails after a meeting leave, and until when they are of use: pure reckoning."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

from django.utils import timezone

MORNING, EVENING = time(9), time(20)
# People are on their way back from the meeting for about so long.
AFTER_A_WHILE = timedelta(hours=1)
DAYS_BETWEEN_WORDS = 2
DAYS_OF_USE = 6
# The question about the fit comes the day after it was due, and twice more to whoever is silent.
FIT_DAYS = (1, 6, 13)
FIT_DAYS_OF_USE = 21


@dataclass(frozen=True, slots=True)
class Step:
    """One mail: what it is called, when it leaves, and until when it is of use."""

    name: str
    due_at: datetime
    stale_after: datetime


def at_a_decent_hour(at: datetime, zone: tzinfo) -> datetime:
    """Return the moment itself, or the next morning in the zone where it falls into the night."""
    local = at.astimezone(zone)
    if MORNING <= local.time() < EVENING:
        return at
    days = 1 if local.time() >= EVENING else 0
    return _morning_after(local, days, zone)


def word_steps(ends_at: datetime, zone: tzinfo) -> list[Step]:
    """Return both mails that ask whether a meeting happened: soon after it, and two mornings later.

    Each is of use until the next leaves, the last one for some days.
    """
    first = at_a_decent_hour(ends_at + AFTER_A_WHILE, zone)
    second = _morning_after(first.astimezone(zone), DAYS_BETWEEN_WORDS, zone)
    over = _morning_after(first.astimezone(zone), DAYS_OF_USE, zone)
    return [Step("asked", first, second), Step("reminded", second, over)]


def fit_steps(asked_at: datetime, zone: tzinfo) -> list[Step]:
    """Return the mail that asks about the fit and its two reminders, each in the morning."""
    local = asked_at.astimezone(zone)
    names = ("asked", "reminded", "reminded again")
    starts = [_morning_after(local, days, zone) for days in FIT_DAYS]
    ends = [*starts[1:], _morning_after(local, FIT_DAYS_OF_USE, zone)]
    return [Step(*each) for each in zip(names, starts, ends, strict=True)]


def wanted(steps: list[Step], now: datetime) -> list[Step]:
    """Return the step whose time has come and those to come: nothing that is no longer of use."""
    return [step for step in steps if now < step.stale_after]


def _morning_after(local: datetime, days: int, zone: tzinfo) -> datetime:
    """Return the morning so many days after a local day."""
    day = local.date() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, MORNING), zone)
