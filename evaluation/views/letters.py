"""What a sponsor sees on a signed link: the report as it was sent, and what it asks."""

from collections.abc import Sequence
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from evaluation.actions.asks import AsksClosedError, answer_asks, open_letter
from evaluation.enums import FileFormat
from evaluation.forms.asks import AsksForm
from evaluation.letters import BrokenLetterError, ExpiredLetterError, LetterLink
from evaluation.models import AskReply, Report, ReportAsk
from evaluation.queries import letter_of, reader_of, sent_version
from evaluation.sponsor_asks.queries import asks_of, is_open
from evaluation.views.reports import file_response, trusted
from mentorship.accounts.access import open_to_all
from mentorship.accounts.looks.shown import show_as
from mentorship.accounts.models import Person

WHY = "a sponsor needs no account; the signed link names one report and expires"


@never_cache
@require_GET
@open_to_all(WHY)
def letter(request: HttpRequest, token: str) -> HttpResponse:
    """Show the report that the link was made for; looking changes nothing."""
    try:
        report, reader = _report_for(token)
    except BrokenLetterError as error:
        return _unreadable(request, error)
    return _page(request, token, report, reader)


@require_GET
@open_to_all(WHY)
def letter_pdf(request: HttpRequest, token: str) -> HttpResponse:
    """Hand out the PDF as it was sent."""
    try:
        report, _reader = _report_for(token)
    except BrokenLetterError as error:
        return _unreadable(request, error)
    return file_response(report, FileFormat.PDF, version=sent_version(report))


@require_POST
@open_to_all(WHY)
def letter_opened(request: HttpRequest, token: str) -> HttpResponse:
    """Note that a browser has shown the report to whom it was sent; scanners only fetch it."""
    try:
        report, reader = _report_for(token)
    except BrokenLetterError as error:
        return _unreadable(request, error)
    open_letter(report, by=reader)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@never_cache
@require_POST
@open_to_all(WHY)
def letter_answer(request: HttpRequest, token: str) -> HttpResponse:
    """Keep what the sponsor says to what the report asks."""
    try:
        report, reader = _report_for(token)
    except BrokenLetterError as error:
        return _unreadable(request, error)
    asks = asks_of(report, sent_version(report))
    with translation.override(reader.language):
        form = AsksForm(asks, _mine(asks, reader), request.POST)
        if not form.is_valid():
            return _page(request, token, report, reader, form)
    open_letter(report, by=reader)
    try:
        answer_asks(report, form.said(), by=reader)
    except AsksClosedError:
        return _page(request, token, report, reader, status=HTTPStatus.CONFLICT)
    response = redirect("evaluation:letter", token)
    response["Location"] += "?thanks=1#answers"
    return response


def _page(
    request: HttpRequest,
    token: str,
    report: Report,
    reader: Person,
    form: AsksForm | None = None,
    *,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """Show a report with what it asks, in the reader's language and time zone."""
    show_as(request, report.programme.organisation)
    version = sent_version(report)
    page = report.files.get(version=version, format=FileFormat.HTML)
    asks = asks_of(report, version)
    mine = _mine(asks, reader)
    is_answerable = is_open(report)
    with translation.override(reader.language), timezone.override(reader.time_zone):
        context = {
            "report": report,
            "house": report.programme.organisation.name,
            "article": trusted(bytes(page.content)),
            "token": token,
            "reader": reader,
            "asks": [(ask, next((r for r in mine if r.ask_id == ask.pk), None)) for ask in asks],
            "form": (form or AsksForm(asks, mine)) if is_answerable else None,
            "is_open": is_answerable,
            "is_thanked": "thanks" in request.GET and bool(mine),
            "is_late": status == HTTPStatus.CONFLICT,
            "page_has_errors": bool(form and form.errors),
        }
        return render(request, "evaluation/letter.html", context, status=status)


def _mine(asks: Sequence[ReportAsk], reader: Person) -> list[AskReply]:
    """Return what the reader said so far."""
    return [r for ask in asks for r in ask.replies.all() if r.person_id == reader.pk]


def _report_for(token: str) -> tuple[Report, Person]:
    """Return the sent report that a link names, and the sponsor it went to."""
    link = LetterLink.from_token(token)
    report = letter_of(link)
    if report is None:
        raise BrokenLetterError
    return report, reader_of(link)


def _unreadable(request: HttpRequest, error: BrokenLetterError) -> HttpResponse:
    """Say that a link is cut off or made up, or that its time is over."""
    if isinstance(error, ExpiredLetterError):
        return render(request, "evaluation/letter_over.html", status=HTTPStatus.GONE)
    return render(request, "evaluation/letter_broken.html", status=HTTPStatus.NOT_FOUND)
