"""Where a programme is: phases as bars on months, milestones as diamonds, with a line for today.

Drawn by a template. Without details, all milestones share one row; with them, each has its own
below the phase it belongs to, and every mark has a key by which it can be taken hold of.
"""

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
    key: str = ""
    clashes: bool = False


@dataclass(frozen=True)
class Milestone:
    """One day on which something is due; `belongs_to` is the key of a phase."""

    label: str
    on: date
    url: str = ""
    key: str = ""
    belongs_to: str = ""
    is_done: bool = False
    clashes: bool = False


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
    key: str = ""
    starts_on: str = ""
    ends_on: str = ""
    clashes: bool = False
    is_point: bool = False


@dataclass(frozen=True)
class Timeline:
    """All a template needs to draw it; `today` is empty when it lies outside.

    `rows` hold phases and milestones one below the other, where details were asked for.
    """

    months: tuple[Month, ...]
    phases: tuple[Bar, ...]
    today: str | None
    milestones: tuple[Bar, ...] = ()
    rows: tuple[Bar, ...] = ()
    first: str = ""
    days: int = 0


def timeline(
    phases: Sequence[Phase],
    milestones: Sequence[Milestone] = (),
    *,
    today: date,
    details: bool = False,
) -> Timeline:
    """Lay phases and milestones out over the whole months they touch.

    Raises ValueError when there is no phase or one ends before it starts.
    """
    if not phases:
        raise ValueError("A timeline needs at least one phase.")
    if any(phase.ends_on < phase.starts_on for phase in phases):
        raise ValueError("A phase ends before it starts.")
    days = [milestone.on for milestone in milestones]
    first = min([*days, *(phase.starts_on for phase in phases)]).replace(day=1)
    end = _next_month(max([*days, *(phase.ends_on for phase in phases)]))
    span = (end - first).days

    def place(day: date) -> str:
        return f"{(day - first).days / span * 100:.2f}"

    bars = [_bar(phase, today, place, span) for phase in phases]
    # The middle of its day is where a diamond points to.
    diamonds = [_diamond(milestone, today, place, span) for milestone in milestones]
    return Timeline(
        months=_months(first, end, place),
        phases=tuple(bars),
        today=place(today) if first <= today < end else None,
        milestones=tuple(diamonds),
        rows=_rows(bars, diamonds, milestones) if details else (),
        first=first.isoformat(),
        days=span,
    )


def _rows(bars: list[Bar], diamonds: list[Bar], milestones: Sequence[Milestone]) -> tuple[Bar, ...]:
    """Return each phase with the milestones that belong to it below; what belongs to none last."""
    rows: list[Bar] = []
    for bar in bars:
        rows.append(bar)
        rows.extend(
            diamond
            for diamond, milestone in zip(diamonds, milestones, strict=True)
            if milestone.belongs_to and milestone.belongs_to == bar.key
        )
    return (*rows, *(diamond for diamond in diamonds if diamond not in rows))


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
        key=phase.key,
        starts_on=phase.starts_on.isoformat(),
        ends_on=phase.ends_on.isoformat(),
        clashes=phase.clashes,
    )


def _diamond(milestone: Milestone, today: date, place: Place, span: int) -> Bar:
    """Return one milestone as drawn and as read aloud; its start is the middle of its day."""
    if milestone.is_done:
        state, word = "done", _("done")
    elif milestone.on < today:
        state, word = "late", _("not done yet")
    else:
        state, word = "later", _("to come")
    words = _("%(day)s, %(state)s") % {
        "day": date_format(milestone.on, "l j F Y"),
        "state": word,
    }
    return Bar(
        label=milestone.label,
        url=milestone.url,
        start=f"{float(place(milestone.on)) + 50 / span:.2f}",
        length="0",
        state=state,
        words=words,
        key=milestone.key,
        starts_on=milestone.on.isoformat(),
        ends_on=milestone.on.isoformat(),
        clashes=milestone.clashes,
        is_point=True,
    )
