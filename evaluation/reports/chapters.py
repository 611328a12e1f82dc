"""The pages of evidence: who took part, what came of it, and whether mentoring stays fresh."""

from collections.abc import Iterator

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from evaluation.enums import ItemKind
from evaluation.reports import fresh, phrases, pictures
from evaluation.reports.document import Cell, Chapter, Column, Paragraph, Table
from evaluation.reports.model import Breakdown, Figure, Question, ReportData
from programmes.enums import ParticipantRole
from training.enums import CurrencyStatus, EntryKind

# Shares that are worth a picture; of others the table tells.
TELLING = ("recommend", "work_with_mentor_again", "wants_mentor", "training_adequate")
TELLING_TOO = ("not_overwhelming",)


def number(text: str, small: str = "") -> Cell:
    """Return a cell that holds a number."""
    return Cell(text, small, is_number=True)


def participation(data: ReportData) -> Chapter:
    """Tell who took part."""
    if data.is_pooled:
        lead = _("Every cohort with its places, its results and the mentors who came back.")
        charts = [pictures.returning_chart(data), pictures.steps_chart(data)]
    else:
        lead = _("The cohort with its places and its results.")
        charts = []
    return Chapter(
        _("Who took part"),
        lead,
        charts=tuple(chart for chart in charts if chart),
        tables=(_cohort_table(data),),
        paragraphs=_participation_words(data),
    )


def outcomes(data: ReportData) -> Chapter:
    """Tell what came of it, as those who took part see it."""
    if not data.questions:
        return Chapter(
            _("What came of it"), _("No survey has closed in this time, so nobody was heard.")
        )
    telling = [q for q in data.questions if q.key in TELLING + TELLING_TOO and q.figure.is_shown]
    expectations = data.question("mentor_met_expectations", ParticipantRole.MENTEE)
    charts = [
        pictures.spread_chart(expectations) if expectations else None,
        pictures.shares_chart(telling) if telling else None,
    ]
    breakdowns = [_breakdown_table(data, breakdown) for breakdown in data.breakdowns]
    return Chapter(
        _("What came of it"),
        _("%(answers)s answers from closed surveys. Each figure names how many answers it is from.")
        % {"answers": number_format(data.answers)},
        charts=tuple(chart for chart in charts if chart),
        tables=(*_question_tables(data), *breakdowns),
        starts_page=data.is_pooled,
    )


def freshness(data: ReportData) -> Chapter:
    """Tell whether mentoring stays fresh and alive."""
    tables = []
    if data.currency:
        tables.append(_currency_table(data))
    if data.training.earned:
        tables.append(_learning_table(data))
    return Chapter(
        _("Fresh and alive"),
        fresh.lead(data),
        charts=(pictures.served_chart(data),) if data.retention.served else (),
        tables=tuple(tables),
    )


def _cohort_table(data: ReportData) -> Table:
    """Return one row for each cohort, and their sum."""
    rows = [
        (
            Cell(cohort.name, phrases.days(cohort.starts_on, cohort.ends_on)),
            number(number_format(cohort.mentors)),
            number(number_format(cohort.mentees)),
            number(phrases.count_of(cohort.graduated), _share(cohort.graduated)),
            number(_came_back(cohort.returning), _share(cohort.returning)),
        )
        for cohort in data.cohorts
    ]
    if len(data.cohorts) > 1:
        rows.append(
            (
                Cell(_("All cohorts")),
                number(number_format(data.mentors)),
                number(number_format(data.mentees)),
                number(phrases.count_of(data.graduated), _share(data.graduated)),
                number(_came_back(data.retention.returning), _share(data.retention.returning)),
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


def _share(figure: Figure) -> str:
    """Return a share in per cent below its count."""
    return "" if figure.value is None else phrases.percent(figure.value)


def _came_back(figure: Figure) -> str:
    """Return how many came back, or say so where no later cohort could show it."""
    return phrases.count_of(figure) if figure.is_shown else _("not known yet")


def _participation_words(data: ReportData) -> tuple[Paragraph, ...]:
    """Say how many relationships there were and what became of them."""
    if not data.graduated.is_shown:
        return ()
    text = _("%(count)s relationships with a known result graduated %(share)s.") % {
        "count": phrases.count_of(data.graduated),
        "share": phrases.share_with_interval(data.graduated),
    }
    return (Paragraph(_("Relationships"), text),)


def _question_tables(data: ReportData) -> Iterator[Table]:
    """Yield a table for each survey: what it asked, and what came back."""
    surveys = dict.fromkeys((q.survey, q.audience) for q in data.questions)
    for survey, audience in surveys:
        questions = [q for q in data.questions if (q.survey, q.audience) == (survey, audience)]
        yield Table(
            survey,
            (
                Column(_("Question")),
                Column(_("Result"), is_number=True),
                Column(_("95% interval"), is_number=True),
                Column(_("Answers"), is_number=True),
            ),
            tuple(_question_row(question) for question in questions),
        )


def _question_row(question: Question) -> tuple[Cell, ...]:
    """Return one question with its result, interval and n."""
    figure = question.figure
    return (
        Cell(question.text),
        number(_result(question)),
        number(phrases.interval(figure)),
        number("" if figure.n is None else number_format(figure.n)),
    )


def _result(question: Question) -> str:
    """Return the result: “4.61 of 5”, or “98% “Yes” (129 of 131)”."""
    figure = question.figure
    if not figure.is_shown:
        return phrases.hidden(figure.state)
    if question.kind == ItemKind.SCALE:
        facts = {"mean": phrases.short(figure), "high": str(question.high)}
        return _("%(mean)s of %(high)s") % facts
    return _("%(share)s “%(answer)s” (%(count)s)") % {
        "share": phrases.short(figure),
        "answer": question.share_of,
        "count": phrases.count_of(figure),
    }


def _breakdown_table(data: ReportData, breakdown: Breakdown) -> Table:
    """Return one question's means by the answers to another, with small groups hidden."""
    of, by = (data.question(key, breakdown.audience) for key in (breakdown.of, breakdown.by))
    rows = tuple(
        (
            Cell(line.label),
            number(phrases.short(line.figure)),
            number(phrases.interval(line.figure)),
            number("" if line.figure.n is None else number_format(line.figure.n)),
        )
        for line in breakdown.lines
    )
    is_hidden = any(not line.figure.is_shown for line in breakdown.lines)
    associated = _("The two are associated; neither is said to cause the other.")
    withheld = _(
        "One group is too small to show; another is withheld with it, because the two could be "
        "told apart by subtraction."
    )
    return Table(
        _("Mean of “%(of)s” by the answer to “%(by)s”")
        % {"of": of.text if of else breakdown.of, "by": by.text if by else breakdown.by},
        (
            Column(_("Answer")),
            Column(_("Mean"), is_number=True),
            Column(_("95% interval"), is_number=True),
            Column(_("Answers"), is_number=True),
        ),
        rows,
        f"{withheld} {associated}" if is_hidden else associated,
    )


def _currency_table(data: ReportData) -> Table:
    """Return how current each role's training is."""
    rows = tuple(
        (
            Cell(phrases.audience(currency.role)),
            *(number(number_format(count.count)) for count in currency.counts),
        )
        for currency in data.currency
    )
    statuses = [Column(str(status.label), is_number=True) for status in CurrencyStatus]
    return Table(
        _("Training currency on the day of this report"),
        (Column(_("Role")), *statuses),
        rows,
        _("Of the people of this report’s cohorts, whether or not they are away.")
        if data.fresh
        else "",
    )


def _learning_table(data: ReportData) -> Table:
    """Return the hours people earned."""
    rows = tuple(
        (
            Cell(str(EntryKind(learning.kind).label), phrases.audience(learning.role)),
            number(number_format(learning.people)),
            number(number_format(learning.hours)),
        )
        for learning in data.training.earned
    )
    columns = (
        Column(_("Learning")),
        Column(_("People"), is_number=True),
        Column(_("Hours"), is_number=True),
    )
    return Table(_("Hours in the ledger, reversed entries left out"), columns, rows)
