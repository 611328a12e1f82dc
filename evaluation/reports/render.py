"""HTML, tagged PDF and CSV of a report, all from its snapshot and never from the database."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import translation

from evaluation.reports.document import Document
from evaluation.reports.pictures import mail_chart
from evaluation.reports.snapshot import Snapshot, thaw
from evaluation.reports.table import COLUMNS, csv_rows
from evaluation.reports.wording.filling import Words
from evaluation.reports.writing import document_of
from mentorship.common.charts import Chart
from mentorship.common.csv import csv_bytes
from mentorship.common.pdf import render_pdf

TEMPLATE = "pdf/impact_report.html"


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


def pdf_html(document: Document) -> str:
    """Return the document as the HTML that is laid out, in the language that is active."""
    return render_to_string(TEMPLATE, {**_pdf_context(document), "title": document.title})


def _pdf(document: Document, language: str) -> bytes:
    """Lay the document out."""
    return render_pdf(TEMPLATE, _pdf_context(document), language=language, title=document.title)


def _pdf_context(document: Document) -> dict[str, object]:
    """Return what the template of the PDF takes."""
    return {
        "document": document,
        "organisation_name": document.cover_line,
        "foot": document.foot,
        "cover_line": document.cover_line,
        "cover_lead": document.cover_lead,
        "cover_facts": document.cover_facts,
        "cover_note": document.cover_note,
    }
