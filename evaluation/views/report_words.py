"""The words of a report beside the live page, and the versions they went through."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from evaluation.actions.report_words import NothingChangedError, begin_version, save_words
from evaluation.actions.reports import snapshot_of
from evaluation.enums import FileFormat, ReportState
from evaluation.forms.report_words import WHY, WordsForm
from evaluation.models import Report
from evaluation.queries import version_of
from evaluation.report_tabs import report_tabs_of
from evaluation.reports.document import Document
from evaluation.reports.render import written
from evaluation.reports.snapshot import thaw
from evaluation.reports.wording.desk import blocking_in, found_in, history_of, parts_of
from evaluation.reports.wording.filling import Words
from evaluation.reports.wording.placing import catalogue_of
from evaluation.reports.wording.sections import Section
from evaluation.reports.wording.texts import texts_of, words_from
from evaluation.views.reports import file_response, trusted
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.accounts.quicker import who_was_quicker
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.forms.meanwhile import Meanwhile
from programmes.meanwhile import ChangedMeanwhileError
from programmes.models import Programme

PAGE = 10


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_REPORTS)
def report_words(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Show the words beside the page they make, and keep what is written."""
    report = _report_or_404(request, programme, pk)
    form = _form(request, report)
    meanwhile = None
    if request.method == "POST" and not {"preview", "back"} & request.POST.keys():
        try:
            if form.is_valid() and _keep(request, report, form):
                return redirect("evaluation:report-words", programme.slug, pk)
        except ChangedMeanwhileError as error:
            meanwhile = form.told(error, _texts(report))
        except IllegalTransitionError:
            form = _form(request, report)
            messages.warning(request, _moved_on(request, report))
    return render(request, "evaluation/report_words.html", _desk(request, report, form, meanwhile))


@require_GET
@programme_view(Permission.MANAGE_REPORTS)
def report_version_list(
    request: SignedInRequest, programme: Programme, pk: uuid.UUID
) -> HttpResponse:
    """Show every version of the words, with what changed in each."""
    report = _report_or_404(request, programme, pk)
    versions = report.versions.select_related("begun_by", "approved_by")
    page = Paginator(versions, PAGE).get_page(request.GET.get("page"))
    words = dict(report.versions.values_list("number", "words"))
    with translation.override(programme.organisation.language):
        history = history_of(thaw(report.snapshot), list(page), words)
    context = {
        "programme": programme,
        "report": report,
        "page": page,
        "history": history,
        "tabs": report_tabs_of(programme, "report-list"),
    }
    return render(request, "evaluation/report_version_list.html", context)


@require_GET
@programme_view(Permission.MANAGE_REPORTS)
def report_version(
    request: SignedInRequest, programme: Programme, pk: uuid.UUID, number: int
) -> HttpResponse:
    """Show one version as it was drawn, or as it would read."""
    report = _report_or_404(request, programme, pk)
    version = get_object_or_404(report.versions.select_related("approved_by"), number=number)
    stored = report.files.filter(version=number, format=FileFormat.HTML).first()
    context = {
        "programme": programme,
        "report": report,
        "version": version,
        "article": trusted(bytes(stored.content)) if stored else "",
        "document": None if stored else _document(report, version.words, number),
        "tabs": report_tabs_of(programme, "report-list"),
    }
    return render(request, "evaluation/report_version.html", context)


@require_GET
@programme_view(Permission.MANAGE_REPORTS)
def report_version_pdf(
    request: SignedInRequest, programme: Programme, pk: uuid.UUID, number: int
) -> HttpResponse:
    """Hand out the PDF of one version, byte for byte."""
    report = _report_or_404(request, programme, pk)
    return file_response(report, FileFormat.PDF, version=number)


def _report_or_404(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> Report:
    """Return the report, if the person may see it in this programme."""
    visible = Report.objects.visible_to(request.user).select_related("programme__organisation")
    return get_object_or_404(visible, pk=pk, programme=programme)


def _texts(report: Report) -> dict[str, str]:
    """Return the text of every section of the newest version, in the report's own language."""
    with translation.override(report.programme.organisation.language):
        return texts_of(thaw(report.snapshot), version_of(report).words)


def _form(request: SignedInRequest, report: Report) -> WordsForm:
    """Return the form with what was typed; the section that goes back has its draft again."""
    posted = request.POST.copy() or None
    section = request.POST.get("back", "")
    if posted and section in Section.values:
        with translation.override(report.programme.organisation.language):
            posted[section] = texts_of(thaw(report.snapshot), {})[section]
    needs_reason = report.state != ReportState.BUILT
    return WordsForm(posted, texts=_texts(report), needs_reason=needs_reason)


def _keep(request: SignedInRequest, report: Report, form: WordsForm) -> bool:
    """Keep the words, as they are or as another version, and tell whether anything was kept."""
    if report.state == ReportState.BUILT:
        count = save_words(report, form.texts, by=request.user, seen=form.marks)
    else:
        why = form.cleaned_data[WHY]
        try:
            begun = begin_version(report, form.texts, why=why, by=request.user)
        except NothingChangedError:
            form.add_error(None, _("Nothing reads otherwise yet. Change the words first."))
            return False
        count = begun.open_problems
    if count:
        words = ngettext(
            "Saved. %(count)d thing has to be settled before it may leave.",
            "Saved. %(count)d things have to be settled before it may leave.",
            count,
        )
        messages.warning(request, words % {"count": count})
    else:
        messages.success(request, _("Saved. Page, PDF and table are drawn again within a minute."))
    return True


def _moved_on(request: SignedInRequest, report: Report) -> str:
    """Say who was quicker, and what becomes of what was typed."""
    sentence = who_was_quicker(
        report,
        name=report.title,
        viewer=request.user,
        otherwise=_("The report moved on while you were writing."),
    )
    return f"{sentence} {_('Nothing you typed is lost: it stands below and is not saved yet.')}"


def _document(report: Report, words: Words, number: int) -> Document:
    """Return a version of the report in words and pictures."""
    language = report.programme.organisation.language
    return written(snapshot_of(report), language=language, words=words, version=number)


def _desk(
    request: SignedInRequest, report: Report, form: WordsForm, meanwhile: Meanwhile | None
) -> dict[str, Any]:
    """Return what the page shows: each section with what is wrong, the figures, and the report."""
    data, texts = thaw(report.snapshot), form.texts
    is_open = report.state == ReportState.BUILT
    number = report.version if is_open else report.version + 1
    with translation.override(report.programme.organisation.language):
        parts, catalogue = parts_of(data, texts), catalogue_of(data)
        words = words_from(data, texts)
    find = request.POST.get("find", "")
    return {
        "programme": report.programme,
        "report": report,
        "form": form,
        "parts": [(part, form[part.section.value]) for part in parts],
        "blocking": blocking_in(parts),
        "groups": found_in(catalogue, find),
        "find": find,
        "is_open": is_open,
        "number": number,
        "meanwhile": meanwhile,
        "document": _document(report, words, number),
        "tabs": report_tabs_of(report.programme, "report-list"),
    }
