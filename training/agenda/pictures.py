"""Pictures of what was rated and what fades."""

from collections.abc import Sequence

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.common.charts import Axis, Chart, Reading, Words, cohort_chart
from training.agenda.clocks import Spread
from training.agenda.enums import FigureKind
from training.agenda.evidence import FEWEST, Evidence
from training.decay import Band

HEADROOM = 1.2


def gap_chart(evidence: Evidence) -> Chart | None:
    """Draw how mentors rate themselves and how mentees rate them; None before both did."""
    readings = []
    widest: tuple[float, str] | None = None
    for spread in evidence.spreads:
        own = evidence.figure(spread.competency, FigureKind.SELF)
        other = evidence.figure(spread.competency, FigureKind.MENTEE)
        if own is None or other is None:
            continue
        name = spread.competency.name
        readings += [
            Reading(name, _("Mentors’ own rating"), own.value, number_format(own.value, 1)),
            Reading(name, _("Mentees’ rating"), other.value, number_format(other.value, 1)),
        ]
        gap = own.value - other.value
        widest = max(widest or (gap, name), (gap, name))
    if widest is None:
        return None
    caption = _("Mentors and mentees differ most on %(name)s: %(points)s points.") % {
        "name": widest[1],
        "points": number_format(widest[0], 1),
    }
    return cohort_chart(
        readings,
        words=Words(
            title=_("How mentors see themselves, and how mentees see them"), caption=caption
        ),
        axis=Axis(title=_("mean, 1 to 7"), low=1, high=7.8),
        first_column=_("Competency"),
    )


def fading_chart(spreads: Sequence[Spread]) -> Chart | None:
    """Draw how many mentors have how much of each competency left; None for fewer than five."""
    if not spreads or spreads[0].people < FEWEST:
        return None
    words = {
        Band.FRESH: _("Fresh"),
        Band.FADING: _("Fading"),
        Band.FADED: _("Less than half"),
        Band.NEVER: _("Not on record"),
    }
    readings = [
        Reading(spread.competency.name, words[band], spread.counts[band], str(spread.counts[band]))
        for spread in spreads
        for band in Band
    ]
    most = max(spread.counts[band] for spread in spreads for band in Band)
    return cohort_chart(
        readings,
        words=Words(title=_("How much is probably left"), caption=fading_sentence(spreads)),
        axis=Axis(title=_("mentors"), low=0, high=HEADROOM * max(1, most)),
        first_column=_("Competency"),
    )


def fading_sentence(spreads: Sequence[Spread]) -> str:
    """Say which competency fades most."""
    known = [spread for spread in spreads if spread.learnt >= FEWEST]
    if not known:
        return _("Too few mentors have hours on record to say what fades.")
    worst = max(known, key=lambda spread: spread.counts[Band.FADED] / spread.learnt)
    count = worst.counts[Band.FADED]
    if not count:
        return _("Nobody has less than half left of anything, as far as the clock can tell.")
    return ngettext(
        "%(name)s fades most: %(count)s of %(n)s mentors has probably less than half left.",
        "%(name)s fades most: %(count)s of %(n)s mentors have probably less than half left.",
        count,
    ) % {"name": worst.competency.name, "count": count, "n": worst.learnt}
