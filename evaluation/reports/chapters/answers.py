"""Every question that was asked, with its result, its interval and how many answered."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from evaluation.enums import ItemKind
from evaluation.reports import phrases
from evaluation.reports.chapters.cells import number, rests_on
from evaluation.reports.document import Cell, Column, Table
from evaluation.reports.model import Breakdown, Question, ReportData


def question_tables(data: ReportData) -> Iterator[Table]:
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


def breakdown_table(data: ReportData, breakdown: Breakdown) -> Table:
    """Return one question's means by the answers to another, with small groups hidden."""
    of, by = (data.question(key, breakdown.audience) for key in (breakdown.of, breakdown.by))
    rows = tuple(
        (
            Cell(line.label),
            number(phrases.short(line.figure)),
            number(phrases.interval(line.figure)),
            rests_on(line.figure),
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


def _question_row(question: Question) -> tuple[Cell, ...]:
    """Return one question with its result, interval and n."""
    figure = question.figure
    return (
        Cell(question.text),
        number(_result(question)),
        number(phrases.interval(figure)),
        rests_on(figure),
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
