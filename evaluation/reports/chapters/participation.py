"""Who took part, how far they came, and what became of their relationships."""

from django.utils.translation import gettext as _

from evaluation.reports import phrases, pictures
from evaluation.reports.chapters.cells import number, share
from evaluation.reports.document import Cell, Chapter, Column, Part, Table
from evaluation.reports.model import Figure, ReportData


def participation(data: ReportData) -> Chapter:
    """Tell who took part."""
    if data.is_pooled:
        lead = _("Every cohort with its places, its results and the mentors who came back.")
        charts = [pictures.returning_chart(data), pictures.steps_chart(data)]
    else:
        lead = _("The cohort with its places and its results.")
        charts = []
    parts = [Part(charts=(chart,)) for chart in charts if chart]
    if data.graduated.is_shown:
        parts.append(Part(title=_("Relationships"), texts=(_relationships(data.graduated),)))
    return Chapter(
        _("Who took part"),
        lead,
        (*parts, Part(tables=(_cohort_table(data),))),
        starts_page=not data.objectives,
    )


def _cohort_table(data: ReportData) -> Table:
    """Return one row for each cohort, and their sum."""
    rows = [
        (
            Cell(cohort.name, phrases.days(cohort.starts_on, cohort.ends_on)),
            number(phrases.whole(cohort.mentors)),
            number(phrases.whole(cohort.mentees)),
            share(cohort.graduated),
            _came_back(cohort.returning),
        )
        for cohort in data.cohorts
    ]
    if len(data.cohorts) > 1:
        rows.append(
            (
                Cell(_("All cohorts")),
                number(phrases.whole(data.mentors)),
                number(phrases.whole(data.mentees)),
                share(data.graduated),
                _came_back(data.retention.returning),
            )
        )
    return Table(
        _("Places, results and returning mentors by cohort"),
        (
            Column(_("Cohort")),
            Column(_("Mentors"), is_number=True),
            Column(_("Mentees"), is_number=True),
            Column(_("Graduated"), is_number=True),
            Column(_("Mentors who came back"), is_number=True),
        ),
        tuple(rows),
        _("A place is one person in one role and cohort; who came back has two."),
    )


def _came_back(figure: Figure) -> Cell:
    """Return how many came back, or say so where no later cohort could show it."""
    return share(figure) if figure.is_shown else number(_("not known yet"))


def _relationships(figure: Figure) -> str:
    """Say how many relationships there were and what became of them."""
    return _("%(count)s relationships with a known result graduated %(share)s.") % {
        "count": phrases.count_of(figure),
        "share": phrases.share_with_interval(figure),
    }
