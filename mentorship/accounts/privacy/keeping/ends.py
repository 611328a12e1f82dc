"""When the keeping of a row begins to count, read from what its model declares."""

from calendar import monthrange
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

from django.db import models
from django.db.models import Q

from mentorship.accounts.privacy.erasing.rows import Declared

# Given two look-ups, to a Person and to a Programme, and a day: the rows whose person has ended
# everything there before it. The app that knows of taking part fills it.
EndOfPart = Callable[[Declared, str, str, date], Q]
_end_of_part: list[EndOfPart] = []


def register_end_of_part(reckon: EndOfPart) -> None:
    """Let the app of programmes say when somebody ended taking part in one."""
    if reckon not in _end_of_part:
        _end_of_part.append(reckon)


def months_before(day: date, months: int) -> date:
    """Return the same day so many months earlier, or the last of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def ended_before(declared: Declared, day: date) -> Q | None:
    """Return the condition that a row's end came before a day; None where it has no end."""
    paths = declared.privacy.counted_from
    if len(paths) == 1:
        moment = _moment(declared.model, paths[0], day)
        # Of several ends, the last one counts.
        return Q(**{f"{paths[0]}__lt": moment}) & ~Q(**{f"{paths[0]}__gte": moment})
    if len(paths) > 1 and _end_of_part:
        return _end_of_part[0](declared, paths[0], paths[1], day)
    return None


def _moment(model: type[models.Model], path: str, day: date) -> date | datetime:
    """Return the day, or its first moment where the look-up leads to a time."""
    here: Any = model
    field: Any = None
    for part in path.split("__"):
        field = here._meta.get_field(part)
        here = field.related_model
    if isinstance(field, models.DateTimeField):
        return datetime.combine(day, time(), tzinfo=UTC)
    return day
