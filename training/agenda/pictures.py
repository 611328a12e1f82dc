"""Pictures of what was rated and what fades."""

from collections.abc import Sequence

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.common.charts import (
    Chart,
    Pair,
    Scale,
    Whole,
    Words,
    pair_chart,
    whole_chart,
)
from training.agenda.clocks import Spread
from training.agenda.enums import FigureKind
from training.agenda.evidence import FEWEST, Evidence
from training.decay import Band


def gap_chart(evidence: Evidence) -> Chart | None:
    """Draw how mentors rate themselves and how mentees rate them; None before both did."""
    pairs = []
    for spread in evidence.spreads:
        own = evidence.figure(spread.competency, FigureKind.SELF)
        other = evidence.figure(spread.competency, FigureKind.MENTEE)
        if own and other:
            pairs.append(Pair(spread.competency.name, own.value, other.value))
    if not pairs:
        return None
    widest = max(pairs, key=lambda pair: abs(pair.first - pair.second))
    caption = _("Mentors and mentees differ most on %(name)s: %(points)s points.") % {
        "name": widest.label,
        "points": number_format(round(abs(widest.first - widest.second), 1), 1),
    }
    title = _("How mentors see themselves, and how mentees see them")
    return pair_chart(
        pairs,
        words=Words(title=title, caption=caption),
        scale=Scale(1, 7, title=_("mean rating, 1 to 7")),
        series=(_("Mentors’ own rating"), _("Mentees’ rating")),
        first_column=_("Competency"),
    )


def fading_chart(spreads: Sequence[Spread]) -> Chart | None:
    """Draw how many mentors have how much of each competency left; None for fewer than five."""
    if not spreads or spreads[0].people < FEWEST:
        return None
    names = {
        Band.FRESH: _("Fresh"),
        Band.FADING: _("Fading"),
        Band.FADED: _("Less than half"),
        Band.NEVER: _("Not on record"),
    }
    return whole_chart(
        [
            Whole(spread.competency.name, {names[band]: spread.counts[band] for band in Band})
            for spread in spreads
        ],
        words=Words(title=_("How much is probably left"), caption=fading_sentence(spreads)),
        parts=list(names.values()),
        axis_title=_("mentors"),
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
