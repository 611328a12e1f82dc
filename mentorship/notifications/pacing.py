"""When a reminder may leave: in a person's day, one a day, and so many in a week.

The rule alone, on the person's own days; `turns` asks it about the rows of the outbox.
"""

from collections import Counter
from collections.abc import Collection
from datetime import date, datetime, time, timedelta

# Reminders leave between these hours where the person is; what was put off leaves in the morning.
DAY_BEGINS = time(8)
DAY_ENDS = time(20)
MORNING = time(9)

A_DAY = timedelta(days=1)
A_WEEK = 7


def is_quiet(hour: time) -> bool:
    """Tell whether nobody is reminded at this hour of their day."""
    return not DAY_BEGINS <= hour < DAY_ENDS


def first_chance(now: datetime, had: Collection[date], *, a_week: int) -> datetime | None:
    """Return when the next reminder may leave, or None when it may now.

    `now` is in the person's zone, `had` are the days on which they had reminders before. A reminder
    needs a day without another, at the end of seven days with fewer than `a_week`.
    """
    days = Counter(had)
    is_over = now.time() >= DAY_ENDS
    day = now.date() + A_DAY if is_over else now.date()
    while days[day] or _in_week(days, day) >= max(a_week, 1):
        day += A_DAY
    if day == now.date() and not is_quiet(now.time()):
        return None
    return datetime.combine(day, MORNING, tzinfo=now.tzinfo)


def _in_week(days: Counter[date], last: date) -> int:
    """Return how many reminders fell into the seven days that end with this one."""
    return sum(days[last - number * A_DAY] for number in range(A_WEEK))
