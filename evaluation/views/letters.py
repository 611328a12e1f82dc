"""What a sponsor sees on a signed link: the report as it was sent, nothing to press."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from evaluation.enums import FileFormat
from evaluation.letters import BrokenLetterError, ExpiredLetterError, LetterLink
from evaluation.models import Report
from evaluation.queries import letter_of, sent_version
from evaluation.views.reports import file_response, trusted
from mentorship.accounts.access import open_to_all

WHY = "a sponsor needs no account; the signed link names one report and expires"


@require_GET
@open_to_all(WHY)
def letter(request: HttpRequest, token: str) -> HttpResponse:
    """Show the report that the link was made for."""
    try:
        report = _report_for(token)
    except ExpiredLetterError:
        return render(request, "evaluation/letter_over.html", status=410)
    except BrokenLetterError:
        return render(request, "evaluation/letter_broken.html", status=404)
    page = report.files.get(version=sent_version(report), format=FileFormat.HTML)
    context = {
        "report": report,
        "house": report.programme.organisation.name,
        "article": trusted(bytes(page.content)),
        "token": token,
    }
    return render(request, "evaluation/letter.html", context)


@require_GET
@open_to_all(WHY)
def letter_pdf(request: HttpRequest, token: str) -> HttpResponse:
    """Hand out the PDF as it was sent."""
    try:
        report = _report_for(token)
        return file_response(report, FileFormat.PDF, version=sent_version(report))
    except BrokenLetterError:
        return render(request, "evaluation/letter_broken.html", status=404)


def _report_for(token: str) -> Report:
    """Return the sent report that a link names, if it still names a sponsor it went to."""
    report = letter_of(LetterLink.from_token(token))
    if report is None:
        raise BrokenLetterError
    return report
