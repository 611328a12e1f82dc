"""Timetables as shapes: when phases and milestones lie, whatever day a cohort begins and ends.

A shape counts days from the cohort's first day, its middle or its last day, so that the same shape
fits another year and another length. Templates bring theirs; a clone takes its source's.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from programmes.enums import MilestoneKind, PhaseKind
from programmes.planning import WorkCalendar

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Anchor(StrEnum):
    """The day of a cohort from which one counts."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day on which a cohort's pairs meet."""

    starts_on: date
    ends_on: date

    def day_of(self, anchor: Anchor) -> date:
        """Return the day that is counted from."""
        if anchor == Anchor.START:
            return self.starts_on
        if anchor == Anchor.END:
            return self.ends_on
        return self.starts_on + (self.ends_on - self.starts_on) // 2


@dataclass(frozen=True, slots=True)
class Offset:
    """So many days after an anchor; before it where `days` is negative."""

    anchor: Anchor
    days: int = 0

    def on(self, span: Span) -> date:
        """Return the day; what counts inwards from an anchor never leaves the cohort's span."""
        day = span.day_of(self.anchor) + timedelta(days=self.days)
        if self.anchor != Anchor.START or self.days > 0:
            day = max(day, span.starts_on)
        if self.anchor != Anchor.END or self.days < 0:
            day = min(day, span.ends_on)
        return day


@dataclass(frozen=True, slots=True)
class PhaseShape:
    """When a phase begins and ends."""

    kind: PhaseKind
    first: Offset
    last: Offset


@dataclass(frozen=True, slots=True)
class MilestoneShape:
    """When something is due or takes place."""

    kind: MilestoneKind
    at: Offset
    name: "str | _StrPromise" = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """A timetable without a year."""

    phases: tuple[PhaseShape, ...] = ()
    milestones: tuple[MilestoneShape, ...] = ()


def start(days: int = 0) -> Offset:
    """Count from the first day."""
    return Offset(Anchor.START, days)


def middle(days: int = 0) -> Offset:
    """Count from the middle."""
    return Offset(Anchor.MIDDLE, days)


def end(days: int = 0) -> Offset:
    """Count from the last day."""
    return Offset(Anchor.END, days)


# People are found, trained and matched in the twelve weeks before; a survey lies in the middle;
# closing and reporting lie around the last day.
USUAL = Shape(
    phases=(
        PhaseShape(PhaseKind.RECRUIT, start(-84), start(-28)),
        PhaseShape(PhaseKind.TRAIN, start(-42), start(-7)),
        PhaseShape(PhaseKind.MATCH, start(-21), start(-1)),
        PhaseShape(PhaseKind.MENTOR, start(), end()),
        PhaseShape(PhaseKind.EVALUATE, middle(-7), middle(7)),
        PhaseShape(PhaseKind.CLOSE, end(-14), end(14)),
    ),
    milestones=(
        MilestoneShape(MilestoneKind.OPENING, start(-84)),
        MilestoneShape(MilestoneKind.DEADLINE, start(-28)),
        MilestoneShape(MilestoneKind.DECISIONS, start(-24)),
        MilestoneShape(MilestoneKind.KICK_OFF, start()),
        MilestoneShape(MilestoneKind.REVIEW, middle()),
        MilestoneShape(MilestoneKind.CELEBRATION, end()),
        MilestoneShape(MilestoneKind.REPORT, end(10)),
    ),
)


def phases_of(shape: Shape, span: Span) -> list[tuple[PhaseKind, date, date]]:
    """Return each phase with its first and last day; none ends before it begins."""
    drawn = [(phase.kind, phase.first.on(span), phase.last.on(span)) for phase in shape.phases]
    return [(kind, first, max(first, last)) for kind, first, last in drawn]


def milestones_of(
    shape: Shape, span: Span, calendar: WorkCalendar | None = None
) -> list[tuple[MilestoneKind, str, date]]:
    """Return what is due, its name where it has one of its own, and the day.

    With a calendar, each falls on a working day.
    """
    drawn = [(each.kind, str(each.name), each.at.on(span)) for each in shape.milestones]
    if calendar is None:
        return drawn
    return [(kind, name, _worked(kind, on, calendar)) for kind, name, on in drawn]


def usual_phases(starts_on: date, ends_on: date) -> list[tuple[PhaseKind, date, date]]:
    """Return the usual phases of a cohort that meets between two days."""
    return phases_of(USUAL, Span(starts_on, ends_on))


def offset_of(day: date, span: Span) -> Offset:
    """Return a day as an offset: outside the span from its end, inside from the nearest anchor."""
    if day <= span.starts_on:
        return start((day - span.starts_on).days)
    if day >= span.ends_on:
        return end((day - span.ends_on).days)
    nearest = min(Anchor, key=lambda anchor: abs((day - span.day_of(anchor)).days))
    return Offset(nearest, (day - span.day_of(nearest)).days)


def shape_of(
    span: Span,
    phases: Iterable[tuple[PhaseKind, date, date]],
    milestones: Iterable[tuple[MilestoneKind, str, date]],
) -> Shape:
    """Return the shape of a timetable that was drawn; on the same span it draws the same days."""
    return Shape(
        tuple(
            PhaseShape(kind, offset_of(first, span), offset_of(last, span))
            for kind, first, last in phases
        ),
        tuple(MilestoneShape(kind, offset_of(on, span), name) for kind, name, on in milestones),
    )


def last_day(starts_on: date, months: int) -> date:
    """Return the last of so many months that begin on a day."""
    years, month = divmod(starts_on.month - 1 + months, 12)
    year, month = starts_on.year + years, month + 1
    day = min(starts_on.day, monthrange(year, month)[1])
    return date(year, month, day) - timedelta(days=1)


def suggested_first_day(today: date) -> date:
    """Return the first Monday that leaves time to find, prepare and match people."""
    day = today + timedelta(weeks=17)
    return day + timedelta(days=-day.weekday() % 7)


def months_between(span: Span) -> int:
    """Return the length of a cohort in months, rounded; at least one."""
    return max(1, round(((span.ends_on - span.starts_on).days + 1) / 30.44))


# The phase that a milestone moves with.
PHASE_OF: dict[MilestoneKind, PhaseKind] = {
    MilestoneKind.OPENING: PhaseKind.RECRUIT,
    MilestoneKind.DEADLINE: PhaseKind.RECRUIT,
    MilestoneKind.DECISIONS: PhaseKind.RECRUIT,
    MilestoneKind.KICK_OFF: PhaseKind.MENTOR,
    MilestoneKind.REVIEW: PhaseKind.MENTOR,
    MilestoneKind.CELEBRATION: PhaseKind.CLOSE,
    MilestoneKind.REPORT: PhaseKind.CLOSE,
}
# Who comes a day late to these has missed them, so that they are moved to the working day before.
BEFORE_IT_IS_LATE = frozenset(
    {MilestoneKind.DEADLINE, MilestoneKind.CELEBRATION, MilestoneKind.REPORT}
)


def usual_milestones(
    starts_on: date, ends_on: date, calendar: WorkCalendar | None = None
) -> list[tuple[MilestoneKind, date]]:
    """Return each usual milestone with its day, for a cohort that meets between two days.

    Each falls on a working day of the calendar; Monday to Friday where none is given.
    """
    drawn = milestones_of(USUAL, Span(starts_on, ends_on), calendar or WorkCalendar())
    return [(kind, on) for kind, _name, on in drawn]


def _worked(kind: MilestoneKind, on: date, calendar: WorkCalendar) -> date:
    """Return the working day nearest to a day, on the side on which it does not come too late."""
    if kind in BEFORE_IT_IS_LATE:
        return calendar.on_or_before(on)
    return calendar.on_or_after(on)
