"""HTML, tagged PDF and CSV of a report, all from its snapshot and never from the database."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import translation

from evaluation.reports.document import Document
from evaluation.reports.model import Figure, FreshLine, ReportData, Source, Unit
from evaluation.reports.pictures import mail_chart
from evaluation.reports.snapshot import Snapshot, thaw
from evaluation.reports.wording.filling import Words
from evaluation.reports.writing import document_of
from evaluation.results import share
from mentorship.common.charts import Chart
from mentorship.common.csv import csv_bytes
from mentorship.common.pdf import render_pdf
from training.fresh.enums import Question

COLUMNS = (
    "part", "figure", "group", "value", "count", "n", "low", "high", "counts", "state", "source"
)  # fmt: skip
Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Rendering:
    """A report as files."""

    html: bytes
    pdf: bytes
    csv: bytes


def render(
    snapshot: Snapshot, *, language: str, words: Words | None = None, version: int = 1
) -> Rendering:
    """Draw a version of a report in every format; raises `PdfError` without a PDF."""
    data = thaw(snapshot.text)
    with translation.override(language):
        document = document_of(
            data, code=snapshot.code, sha256=snapshot.sha256, words=words, version=version
        )
        html = render_to_string("evaluation/report_article.html", {"document": document})
        pdf = _pdf(document, language)
    return Rendering(html.encode(), pdf, csv_bytes(COLUMNS, csv_rows(data)))


def written(
    snapshot: Snapshot, *, language: str, words: Words | None = None, version: int = 1
) -> Document:
    """Return a version of a report in words and pictures."""
    with translation.override(language):
        data = thaw(snapshot.text)
        return document_of(
            data, code=snapshot.code, sha256=snapshot.sha256, words=words, version=version
        )


def chart_for_mail(snapshot: Snapshot, *, language: str) -> Chart:
    """Return the one chart that a mail shows."""
    with translation.override(language):
        return mail_chart(thaw(snapshot.text))


def _pdf(document: Document, language: str) -> bytes:
    """Lay the document out."""
    context = {
        "document": document,
        "organisation_name": document.cover_line,
        "foot": document.foot,
        "cover_line": document.cover_line,
        "cover_lead": document.cover_lead,
        "cover_facts": document.cover_facts,
        "cover_note": document.cover_note,
    }
    return render_pdf("pdf/impact_report.html", context, language=language, title=document.title)


def csv_rows(data: ReportData) -> Iterator[Row]:
    """Yield every figure of the report as a row, unrounded."""
    for cohort in data.cohorts:
        yield _count("places", "mentors", cohort.name, cohort.mentors, Source.PLACES)
        yield _count("places", "mentees", cohort.name, cohort.mentees, Source.PLACES)
        yield _row("outcomes", "graduated", cohort.name, cohort.graduated)
        yield _row("retention", "returning", cohort.name, cohort.returning)
    yield _row("outcomes", "graduated", "", data.graduated)
    yield _row("retention", "returning", "", data.retention.returning)
    yield _row("retention", "conversion", "", data.retention.conversion)
    for served in data.retention.served:
        yield _count("retention", "served", served.cohorts, served.mentors, Source.PLACES)
    for step in data.steps:
        yield _count("steps", step.key, "", step.count, Source.PLACES)
    yield from _survey_rows(data)
    yield from _training_rows(data)
    for line in data.fresh:
        yield from _fresh_rows(line)


def _survey_rows(data: ReportData) -> Iterator[Row]:
    """Yield responses, questions with their answers, and breakdowns."""
    for survey in data.surveys:
        name = f"{survey.title} ({survey.cohort})"
        invited = "" if survey.invited is None else survey.invited
        yield ("surveys", "answered", name, "", survey.answered, invited, "", "", "answers",
               "shown", "surveys")  # fmt: skip
    for question in data.questions:
        name = f"{question.audience}: {question.key}"
        yield _row("questions", name, question.share_of, question.figure)
        for group in question.tally.groups:
            yield ("answers", name, group.label, "", group.count, question.figure.n, "", "",
                   "answers", "shown", "surveys")  # fmt: skip
    for table in data.breakdowns:
        for line in table.lines:
            yield _row("breakdown", f"{table.of} by {table.by}", line.label, line.figure)


def _training_rows(data: ReportData) -> Iterator[Row]:
    """Yield sessions, hours and currency."""
    training = data.training
    yield _count("training", "sessions", "", training.sessions, Source.SESSIONS)
    yield _count("training", "attendances", "", training.attendances, Source.SESSIONS)
    yield ("training", "hours held", "", training.hours_held, "", "", "", "", "hours", "shown",
           "sessions")  # fmt: skip
    for earned in training.earned:
        yield ("training", f"hours earned: {earned.kind}", earned.role, earned.hours, "",
               earned.people, "", "", "hours", "shown", "ledger")  # fmt: skip
    for currency in data.currency:
        yield _row("currency", "in date", currency.role, currency.in_date)
        for count in currency.counts:
            name = f"{currency.role}: {count.status}"
            yield _count("currency", name, "", count.count, Source.STANDINGS)


def _fresh_rows(line: FreshLine) -> Iterator[Row]:
    """Yield one of the four questions of the whole programme, now and before."""
    source = {
        Question.SKILLS: Source.STANDINGS,
        Question.SUPPORT: Source.PATHWAY,
    }.get(Question(line.question), Source.PLACES)
    yield _row("fresh", line.question, "now", _people(line.count, line.of, source))
    if line.before_count is not None and line.before_of is not None:
        when = line.before_on.isoformat() if line.before_on else "a cohort earlier"
        before = _people(line.before_count, line.before_of, source)
        yield _row("fresh", line.question, f"trend: {when}", before)


def _people(count: int, of: int, source: Source) -> Figure:
    """Return so many of so many people as a figure; it is a count of all, so has no interval."""
    return share(count, of, source=source, unit=Unit.PEOPLE, has_interval=False)


def _row(part: str, name: str, group: object, figure: Figure) -> Row:
    """Return a figure as a row; what is hidden has no number."""
    numbers = (figure.value, figure.count, figure.n, figure.low, figure.high)
    return (
        part, name, group, *("" if number is None else number for number in numbers),
        figure.unit.value, figure.state.value, figure.source.value,
    )  # fmt: skip


def _count(part: str, name: str, group: object, count: int, source: Source) -> Row:
    """Return a plain count as a row."""
    return (part, name, group, count, count, "", "", "", "people", "shown", source.value)
