"""The health of a community as pictures."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.common.charts import (
    Axis,
    Chart,
    Count,
    Reading,
    Words,
    cohort_chart,
    distribution_chart,
)
from training.communities.health import ENOUGH_TO_SHOW
from training.communities.rhythm import Beat

# As many gatherings as stand beside each other on a phone.
MOST_BEATS = 8


def rhythm_chart(beats: Sequence[Beat]) -> Chart | None:
    """Draw who came to each gathering, again and for the first time; None before the first."""
    shown = beats[-MOST_BEATS:]
    if not shown:
        return None
    readings = [
        Reading(date_format(beat.on, "j M y"), series, value, str(value) if value else "")
        for beat in shown
        for series, value in ((_("Came again"), beat.returning), (_("New"), beat.new))
    ]
    latest = shown[-1]
    came = ngettext("%(count)d person came", "%(count)d people came", latest.came)
    caption = _("%(came)s last time, %(new)d of them for the first time.") % {
        "came": came % {"count": latest.came},
        "new": latest.new,
    }
    return cohort_chart(
        readings,
        words=Words(title=_("Who came to the gatherings"), caption=caption),
        axis=Axis(title=_("people")),
        kind="stacked",
        first_column=_("Gathering"),
    )


def posts_chart(posts: Mapping[date, int], members: int) -> Chart | None:
    """Draw how much was written in each month; None where nothing was.

    Nor in a very small community: a figure would be about one of its members.
    """
    written = sum(posts.values())
    if members < ENOUGH_TO_SHOW or not written:
        return None
    sentence = ngettext(
        "%(count)d contribution in %(months)d months.",
        "%(count)d contributions in %(months)d months.",
        written,
    )
    counts = [Count(date_format(month, "M"), number) for month, number in sorted(posts.items())]
    return distribution_chart(
        counts,
        words=Words(
            title=_("How much is written"),
            caption=sentence % {"count": written, "months": len(posts)},
        ),
        columns=(_("Month"), _("Contributions")),
    )
