"""By when the law wants an answer: a month, and two more where it is said why."""

import calendar
from datetime import date

MONTHS = 1
MONTHS_AT_MOST = 3


def months_after(day: date, months: int) -> date:
    """Return the same day some months later; the last of the month where it has no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))
