"""Pictures of training."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.common.charts import Axis, Chart, Reading, Words, cohort_chart
from programmes.enums import ParticipantRole
from programmes.models import Programme
from training.models.currency import StandingQuerySet
from training.queries.currency import today_at
from training.queries.register import lapses_by_month, seats_by_month

MONTHS = 6

# The highest bar leaves room for the number above it.
HEADROOM = 1.2


def lapse_chart(programme: Programme, standings: StandingQuerySet) -> Chart | None:
    """Draw when mentors' training runs out, against free places; None when neither is to come."""
    first = today_at(programme.organisation).replace(day=1)
    lapses = lapses_by_month(standings, first, MONTHS)
    seats = seats_by_month(programme, ParticipantRole.MENTOR, first, MONTHS)
    if not any(lapses.values()) and not any(seats.values()):
        return None
    running_out, free = _("Training runs out"), _("Free places")
    readings = [
        Reading(date_format(month, "M Y"), series, number, str(number))
        for month in lapses
        for series, number in ((running_out, lapses[month]), (free, seats[month]))
    ]
    return cohort_chart(
        readings,
        words=Words(title=_("When training runs out"), caption=_finding(lapses, seats)),
        axis=Axis(title=_("people"), low=0, high=HEADROOM * max(*lapses.values(), *seats.values())),
        first_column=_("Month"),
    )


def _finding(lapses: dict[date, int], seats: dict[date, int]) -> str:
    """Say in a sentence whether there are places for those whose training runs out."""
    people, places = sum(lapses.values()), sum(seats.values())
    runs_out = ngettext(
        "%(count)d mentor’s training runs out in these six months",
        "%(count)d mentors’ training runs out in these six months",
        people,
    ) % {"count": people}
    free = ngettext("%(count)d place is free", "%(count)d places are free", places) % {
        "count": places
    }
    return _("%(runs_out)s; %(free)s.") % {"runs_out": runs_out, "free": free}
