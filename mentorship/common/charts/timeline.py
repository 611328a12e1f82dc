"""Where a programme is: phases as bars on months, with a line for today. Drawn by a template."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

_SPARSE_FROM = 7
Place = Callable[[date], str]


@dataclass(frozen=True)
class Phase:
    """One stretch of a programme, both days included."""

    label: str
    starts_on: date
    ends_on: date
    url: str = ""


@dataclass(frozen=True)
class Month:
    """A line at the first of a month; `at` is a percentage of the width, written for SVG."""

    label: str
    at: str
    is_major: bool


@dataclass(frozen=True)
class Bar:
    """A phase as drawn: start and length are percentages of the width, written for SVG."""

    label: str
    url: str
    start: str
    length: str
    state: str
    words: str


@dataclass(frozen=True)
class Timeline:
    """All a template needs to draw the phases; `today` is empty when it lies outside."""

    months: tuple[Month, ...]
    phases: tuple[Bar, ...]
    today: str | None


def timeline(phases: Sequence[Phase], *, today: date) -> Timeline:
    """Lay phases out over the whole months they touch.

    Raises ValueError when there is no phase or one ends before it starts.
    """
    if not phases:
        raise ValueError("A timeline needs at least one phase.")
    if any(phase.ends_on < phase.starts_on for phase in phases):
        raise ValueError("A phase ends before it starts.")
    first = min(phase.starts_on for phase in phases).replace(day=1)
    end = _next_month(max(phase.ends_on for phase in phases))
    span = (end - first).days

    def place(day: date) -> str:
        return f"{(day - first).days / span * 100:.2f}"

    return Timeline(
        months=_months(first, end, place),
        phases=tuple(_bar(phase, today, place, span) for phase in phases),
        today=place(today) if first <= today < end else None,
    )


def _next_month(day: date) -> date:
    """Return the first day of the month after this day."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _months(first: date, end: date, place: Place) -> tuple[Month, ...]:
    """Return a line for each month; with many months every second one gives way on a phone."""
    starts = [first]
    while (following := _next_month(starts[-1])) < end:
        starts.append(following)
    step = 1 if len(starts) < _SPARSE_FROM else len(starts) // _SPARSE_FROM + 2
    return tuple(
        Month(date_format(start, "M"), place(start), index % step == 0)
        for index, start in enumerate(starts)
    )


def _bar(phase: Phase, today: date, place: Place, span: int) -> Bar:
    """Return one phase as drawn and as read aloud."""
    if phase.ends_on < today:
        state, word = "done", _("done")
    elif phase.starts_on <= today:
        state, word = "now", _("now")
    else:
        state, word = "later", _("later")
    days = (phase.ends_on - phase.starts_on).days + 1
    words = _("%(start)s to %(end)s, %(state)s") % {
        "start": date_format(phase.starts_on, "j F"),
        "end": date_format(phase.ends_on, "j F Y"),
        "state": word,
    }
    return Bar(
        label=phase.label,
        url=phase.url,
        start=place(phase.starts_on),
        length=f"{days / span * 100:.2f}",
        state=state,
        words=words,
    )
