"""Funnels: how far mentees came, and how many are on the way to being a mentor."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from evaluation.reports import phrases
from evaluation.reports.model import ReportData, Step
from mentorship.common.charts import Chart, Count, Words, bar_chart
from training.pathway.enums import PathwayState


def steps_chart(data: ReportData) -> Chart:
    """Draw how far the mentees of a cohort came, each step with its share of the first."""
    labels = {
        "invited": _("Were invited"),
        "asked": _("Were invited or applied"),
        "applied": _("Applied"),
        "confirmed": _("Confirmed"),
        "took_part": _("Took part"),
        "trained": _("Were trained"),
        "matched": _("Had a mentor"),
        "met": _("Met three times or more"),
        "completed": _("Finished"),
        "graduated": _("Graduated with a mentor"),
    }
    words = Words(
        _("Mentees, from the first step to the last"),
        _("How far mentees came, %(days)s; in per cent of the first step.")
        % {"days": phrases.days(data.starts_on, data.ends_on)},
    )
    return bar_chart(_counts(data.steps, labels), words=words, columns=(_("Step"), _("Mentees")))


def pathway_chart(data: ReportData) -> Chart:
    """Draw how many people reached each step from mentee to mentor."""
    labels = {"mentees": _("Mentees"), **{state.value: state.label for state in PathwayState}}
    counts = [
        Count(_named(step.key, labels), step.count, phrases.whole(step.count))
        for step in data.pathway
    ]
    words = Words(
        _("From mentee to mentor"), _("How many people reached each step from mentee to mentor.")
    )
    return bar_chart(counts, words=words, columns=(_("Step"), _("People")))


def _counts(steps: Sequence[Step], labels: Mapping[str, object]) -> list[Count]:
    """Return the steps as bars, each with its count and its share of the first."""
    first = steps[0].count if steps else 0
    return [
        Count(_named(step.key, labels), step.count, _words(step.count, first)) for step in steps
    ]


def _words(count: int, first: int) -> str:
    """Write a count, with its share of the first step where there is one."""
    if not first:
        return phrases.whole(count)
    facts = {"count": phrases.whole(count), "share": round(count * phrases.HUNDRED / first)}
    return _("%(count)s (%(share)s%%)") % facts


def _named(key: str, labels: Mapping[str, object]) -> str:
    """Call a step by its words; one that is not known here by its own key."""
    return str(labels.get(key, "")) or phrases.capital(key.replace("_", " "))
