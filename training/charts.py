"""Pictures of training."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.common.charts import Chart, Layer, Words, stacked_chart
from programmes.enums import ParticipantRole
from programmes.models import Programme
from training import wording
from training.enums import CurrencyRule
from training.models.currency import StandingQuerySet
from training.queries.currency import today_at
from training.queries.register import lapses_by_month, seats_by_month

MONTHS = 12

LapsesByMonth = Mapping[date, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class MonthLink:
    """A month in which training runs out, with the way to whose it is."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """When training runs out, as a picture, and month by month as links."""

    chart: Chart
    months: tuple[MonthLink, ...]


def lapse_calendar(
    programme: Programme, role: ParticipantRole, standings: StandingQuerySet, address: str
) -> Calendar | None:
    """Draw when training runs out, against free places; None when neither is to come."""
    first = today_at(programme.organisation).replace(day=1)
    lapses = lapses_by_month(standings, first, MONTHS)
    seats = seats_by_month(programme, role, first, MONTHS)
    if not any(map(any, (each.values() for each in lapses.values()))) and not any(seats.values()):
        return None
    words = Words(title=_("When training runs out"), caption=_finding(lapses, seats, role))
    chart = stacked_chart(
        _layers(lapses, seats),
        words=words,
        axis_title=_("people, places"),
        first_column=_("Month"),
    )
    return Calendar(chart, tuple(_links(lapses, address)))


def register_address(programme: Programme, role: ParticipantRole) -> str:
    """Return where the register of a role is."""
    name = "register" if role == ParticipantRole.MENTOR else "register-mentees"
    return reverse(f"training:{name}", args=(programme.slug,))


def _layers(lapses: LapsesByMonth, seats: Mapping[date, int]) -> list[Layer]:
    """Return what runs out in each month, rule upon rule, and beside it the free places."""
    asked = [rule for rule in CurrencyRule if any(each.get(rule) for each in lapses.values())]
    layers = []
    for month, counts in lapses.items():
        place = _short(month, is_first=month == next(iter(lapses)))
        for rule in asked:
            name = _("%(rule)s runs out") % {"rule": capfirst(str(wording.RULES[rule]))}
            layers.append(Layer(place, "lapses", name, counts.get(rule, 0)))
        layers.append(Layer(place, "seats", _("Free places at refreshers"), seats[month]))
    return layers


def _short(month: date, *, is_first: bool) -> str:
    """Return a month as there is room for: with its year where that begins, or the picture does."""
    return date_format(month, "M y" if is_first or month.month == 1 else "M")


def _links(lapses: LapsesByMonth, address: str) -> list[MonthLink]:
    """Return the months in which something runs out."""
    return [
        MonthLink(
            _("%(month)s: %(count)d")
            % {"month": date_format(month, "M Y"), "count": sum(counts.values())},
            f"{address}?ends={month:%Y-%m}",
        )
        for month, counts in lapses.items()
        if any(counts.values())
    ]


def _finding(lapses: LapsesByMonth, seats: Mapping[date, int], role: ParticipantRole) -> str:
    """Say in a sentence whether there are places for those whose training runs out."""
    people = sum(sum(counts.values()) for counts in lapses.values())
    places = sum(seats.values())
    if role == ParticipantRole.MENTOR:
        runs_out = ngettext(
            "%(count)d mentor’s training runs out in these twelve months",
            "%(count)d mentors’ training runs out in these twelve months",
            people,
        )
    else:
        runs_out = ngettext(
            "%(count)d mentee’s training runs out in these twelve months",
            "%(count)d mentees’ training runs out in these twelve months",
            people,
        )
    free = ngettext("%(count)d place is free", "%(count)d places are free", places)
    return _("%(runs_out)s; %(free)s.") % {
        "runs_out": runs_out % {"count": people},
        "free": free % {"count": places},
    }
