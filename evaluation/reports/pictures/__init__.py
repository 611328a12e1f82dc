"""The charts of a report, each drawn from its figures alone."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.enums import ItemKind
from evaluation.reports import phrases
from evaluation.reports.model import Question, ReportData
from evaluation.reports.pictures.changes import changes_chart
from evaluation.reports.pictures.costs import cost_charts
from evaluation.reports.pictures.steps import pathway_chart, steps_chart
from mentorship.common.charts import (
    Axis,
    Chart,
    Count,
    Estimate,
    Reading,
    Scale,
    Words,
    bar_chart,
    cohort_chart,
    distribution_chart,
    interval_chart,
)

__all__ = [
    "changes_chart",
    "cost_charts",
    "mail_chart",
    "pathway_chart",
    "returning_chart",
    "seats_chart",
    "served_chart",
    "shares_chart",
    "spread_chart",
    "steps_chart",
]


# More cohorts than these find no room; the table has them all.
MOST_COHORTS = 12
# Above so many cohorts, columns are too narrow for “13 of 32”.
MOST_COUNTED = 7


def seats_chart(data: ReportData) -> Chart:
    """Draw how many mentors and mentees each cohort had."""
    mentors, mentees = _("Mentors"), _("Mentees")
    readings = [
        reading
        for cohort in data.cohorts[-MOST_COHORTS:]
        for reading in (
            Reading(str(cohort.number), mentors, cohort.mentors),
            Reading(str(cohort.number), mentees, cohort.mentees),
        )
    ]
    spoken = "; ".join(
        _("cohort %(number)s: %(mentors)s mentors, %(mentees)s mentees")
        % {"number": line.number, "mentors": line.mentors, "mentees": line.mentees}
        for line in data.cohorts[-MOST_COHORTS:]
    )
    words = Words(
        _("Mentors and mentees in each cohort"),
        _latest(_("Mentors’ and mentees’ places by cohort."), len(data.cohorts)),
        f"{phrases.capital(spoken)}.",
    )
    return cohort_chart(readings, words=words, axis=Axis(_("places")))


def shares_chart(questions: list[Question]) -> Chart:
    """Draw the share who gave the telling answer to each question, with its interval."""
    estimates = [_estimate(question) for question in questions]
    words = Words(
        _("Shares of answers with their 95% intervals"),
        _("Share of answers that said so; the line is the 95% interval."),
    )
    return interval_chart(
        estimates,
        words=words,
        scale=Scale(0, phrases.HUNDRED, unit="%"),
        columns=(_("Question"), _("Per cent"), _("95% interval"), _("Answers")),
    )


def spread_chart(question: Question) -> Chart | None:
    """Draw how the answers to one question are spread; None where that may not be shown."""
    if not question.tally.groups:
        return None
    counts = [Count(group.label, group.count) for group in question.tally.groups]
    words = Words(
        _("Answers to “%(text)s”") % {"text": question.text},
        _("“%(text)s”: how %(n)s answers are spread.")
        % {"text": question.text, "n": number_format(question.figure.n or 0)},
    )
    columns = (_("Answer"), _("Answers"))
    if question.kind == ItemKind.SCALE:
        return distribution_chart(counts, words=words, columns=columns)
    return bar_chart(counts, words=words, columns=columns)


def returning_chart(data: ReportData) -> Chart | None:
    """Draw the share of each cohort's mentors who came back for the next one."""
    every = [cohort for cohort in data.cohorts if cohort.returning.is_shown]
    known = every[-MOST_COHORTS:]
    if len(known) < 2:  # noqa: PLR2004  (one point is no development)
        return None
    # Counts stand beside one another only while there is room; the table has them all.
    words_of = phrases.count_of if len(known) <= MOST_COUNTED else phrases.short
    readings = [
        Reading(
            str(cohort.number),
            _("Came back"),
            _in_percent(cohort.returning.value),
            words_of(cohort.returning),
        )
        for cohort in known
    ]
    words = Words(
        _("Mentors who came back for the next cohort"),
        _latest(_("Mentors of each cohort who mentored in the next one too."), len(every)),
    )
    axis = Axis(_("per cent of mentors"), low=0, high=phrases.HUNDRED)
    return cohort_chart(readings, words=words, axis=axis)


def served_chart(data: ReportData) -> Chart:
    """Draw in how many cohorts mentors have served."""
    counts = [
        Count(
            ngettext("%(count)s cohort", "%(count)s cohorts", served.cohorts)
            % {"count": number_format(served.cohorts)},
            served.mentors,
        )
        for served in data.retention.served
    ]
    words = Words(
        _("Mentors by the number of cohorts they have served in"),
        _("In how many cohorts mentors have served."),
    )
    return bar_chart(counts, words=words, columns=(_("Served in"), _("Mentors")))


def _latest(caption: str, cohorts: int) -> str:
    """Add to a caption that only the latest cohorts are drawn, where there are more."""
    if cohorts <= MOST_COHORTS:
        return caption
    return f"{caption} {_('Drawn are the latest %(count)s.') % {'count': MOST_COHORTS}}"


def _estimate(question: Question) -> Estimate:
    """Return a share as a row of the chart."""
    figure = question.figure
    label = phrases.name(question)
    if figure.value is None or figure.n is None:
        return Estimate(label, None, None, None, 0)
    return Estimate(
        label,
        _in_percent(figure.value),
        _in_percent(figure.low),
        _in_percent(figure.high),
        figure.n,
        phrases.count_of(figure),
    )


def _in_percent(value: Decimal | None) -> float | None:
    """Return a share in per cent, with one decimal."""
    return None if value is None else float(round(value * phrases.HUNDRED, 1))


def mail_chart(data: ReportData) -> Chart:
    """Return the one chart that a mail shows: places by cohort, or a cohort's steps."""
    return seats_chart(data) if len(data.cohorts) > 1 else steps_chart(data)
