"""A series of sessions as pages show it: its dates before it is planned, and its rhythm."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.models import Programme
from programmes.planning.working_days import DayOff
from programmes.timetable.reading import work_calendar_of
from training.models import SessionSeries
from training.rhythm import Every, Rhythm


@dataclass(frozen=True, slots=True)
class ProposedDate:
    """A date of a series; `why_off` says why people may not come, `is_off` that most will not."""

    on: date
    why_off: str = ""
    is_off: bool = False


def proposed(programme: Programme, days: Iterable[date]) -> list[ProposedDate]:
    """Return dates with what is known of each where the organisation works; one query."""
    calendar = work_calendar_of(programme.organisation)
    found = []
    for day in days:
        off = calendar.why_off(day)
        if off is None:
            found.append(ProposedDate(day))
        elif off[0] is DayOff.WEEKEND:
            found.append(ProposedDate(day, _("weekend")))
        else:
            words = _("closed: %(name)s") if off[0] is DayOff.CLOSED else _("holiday: %(name)s")
            found.append(ProposedDate(day, words % {"name": off[1]}, is_off=True))
    return found


def steps_of(rhythm: Rhythm) -> dict[str, int]:
    """Return a rhythm as a series keeps it."""
    name = "every_weeks" if rhythm.every is Every.WEEKS else "every_months"
    return {name: rhythm.step}


def rhythm_sentence(series: SessionSeries) -> str:
    """Say how a series comes round: “every two weeks”."""
    if series.every_weeks is not None:
        words = ngettext("Every week", "Every %(count)d weeks", series.every_weeks)
        return words % {"count": series.every_weeks}
    months = series.every_months or 1
    return ngettext("Every month", "Every %(count)d months", months) % {"count": months}
