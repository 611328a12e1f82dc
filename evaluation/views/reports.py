"""The console's pages about impact reports."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evaluation.actions.report_words import (
    UnsettledWordsError,
    WordsChangedError,
    mark_of_words,
)
from evaluation.actions.reports import (
    NoSponsorError,
    approve_report,
    build_by_hand,
    snapshot_of,
)
from evaluation.enums import FileFormat
from evaluation.forms.reports import ReportForm
from evaluation.models import Report
from evaluation.queries import in_list, version_of
from evaluation.report_tabs import report_tabs_of
from evaluation.reports.render import written
from evaluation.sponsor_asks.page import sending_of
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.accounts.quicker import who_was_quicker
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.models import Programme

CONTENT_TYPES = {FileFormat.PDF: "application/pdf", FileFormat.CSV: "text/csv; charset=utf-8"}


@require_GET
@programme_view(Permission.MANAGE_REPORTS)
def report_list(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show the reports of the programme and when the next ones come."""
    reports = in_list(Report.objects.visible_to(request.user).filter(programme=programme))
    context = {
        "programme": programme,
        "tabs": report_tabs_of(programme, "report-list"),
        "reports": reports,
        "schedules": programme.report_schedules.active(),
        "sponsors": programme.sponsorships.current().select_related("person"),
    }
    return render(request, "evaluation/report_list.html", context)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_REPORTS)
def report_add(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Build a report now."""
    form = ReportForm(programme, request.POST or None)
    if request.method == "POST" and form.is_valid():
        report = build_by_hand(programme, form.cleaned_data["cohort"], by=request.user)
        return redirect("evaluation:report", programme.slug, report.pk)
    context = {"programme": programme, "form": form}
    return render(request, "evaluation/report_add.html", context)


@require_GET
@programme_view(Permission.MANAGE_REPORTS)
def report(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Show a report as its sponsor will read it, and who would get it."""
    shown = _report_or_404(request, programme, pk)
    stored = shown.files.filter(version=shown.version, format=FileFormat.HTML).first()
    version = version_of(shown)
    language = programme.organisation.language
    context = {
        "programme": programme,
        "report": shown,
        "tabs": report_tabs_of(programme, "report-list"),
        "is_drawn": stored is not None,
        "seen": mark_of_words(version),
        "open_problems": version.open_problems,
        "article": trusted(bytes(stored.content)) if stored else "",
        "document": None
        if stored
        else written(
            snapshot_of(shown), language=language, words=version.words, version=version.number
        ),
        **sending_of(shown),
    }
    return render(request, "evaluation/report_detail.html", context)


@require_GET
@programme_view(Permission.MANAGE_REPORTS)
def report_file(
    request: SignedInRequest, programme: Programme, pk: uuid.UUID, file_format: str
) -> HttpResponse:
    """Hand out a report as the file that was stored."""
    shown = _report_or_404(request, programme, pk)
    return file_response(shown, FileFormat(file_format), version=shown.version)


@require_POST
@programme_view(Permission.MANAGE_REPORTS)
def report_send(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Approve a report; it leaves with the next tick."""
    approved = _report_or_404(request, programme, pk)
    try:
        approve_report(approved, by=request.user, seen=request.POST.get("seen", ""))
    except NoSponsorError:
        messages.error(request, _("Nobody is named as sponsor yet, so there is nobody to send to."))
    except UnsettledWordsError as error:
        messages.error(request, _unsettled(error))
        return redirect("evaluation:report-words", programme.slug, approved.pk)
    except WordsChangedError:
        messages.warning(request, _("Somebody changed the words just now. Read them again first."))
    except IllegalTransitionError:
        sentence = who_was_quicker(
            approved,
            name=approved.title,
            viewer=request.user,
            otherwise=_("This report was approved before."),
        )
        messages.warning(request, f"{sentence} {_('It is sent once.')}")
    else:
        messages.success(request, _("Approved. It leaves as shown below."))
    return redirect("evaluation:report", programme.slug, approved.pk)


def _unsettled(error: UnsettledWordsError) -> str:
    """Say how much in the words has to be settled before they may leave."""
    words = ngettext(
        "%(count)d thing in the words has to be settled before the report may leave.",
        "%(count)d things in the words have to be settled before the report may leave.",
        error.count,
    )
    return words % {"count": error.count}


def file_response(stored_report: Report, file_format: FileFormat, *, version: int) -> HttpResponse:
    """Answer with a stored file to keep; 404 while it is not drawn yet."""
    stored = stored_report.files.filter(version=version, format=file_format).first()
    if stored is None:
        raise Http404
    response = HttpResponse(bytes(stored.content), content_type=CONTENT_TYPES[file_format])
    filename = f"{slugify(stored_report.title)}.{file_format.value}"
    disposition = content_disposition_header(as_attachment=True, filename=filename)
    response.headers["Content-Disposition"] = disposition or "attachment"
    return response


def _report_or_404(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> Report:
    """Return the report, if the person may see it in this programme."""
    visible = Report.objects.visible_to(request.user).select_related("cohort", "schedule")
    return get_object_or_404(visible, pk=pk, programme=programme)


def trusted(content: bytes) -> str:
    """Return a page that our own templates drew, with everything in it escaped then."""
    return mark_safe(content.decode())  # noqa: S308  (drawn and stored by actions.reports)
