"""The console's pages about when reports come, who got them, and what sponsors said."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evaluation.actions.asks import ReplyChangedError, settle_reply
from evaluation.actions.reports import snapshot_of
from evaluation.actions.schedules import (
    NothingToSwitchError,
    ScheduleExistsError,
    add_schedule,
    change_schedule,
    pause_schedule,
    resume_schedule,
    stored_values,
)
from evaluation.emails.reports import preview_report
from evaluation.forms.report_schedules import NoteForm, ScheduleForm
from evaluation.models import AskReply, Report, ReportSchedule
from evaluation.queries import version_of
from evaluation.report_tabs import report_tabs_of
from evaluation.reports.outlook import around, outlook
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.accounts.quicker import who_was_quicker
from programmes.access import programme_view
from programmes.forms.meanwhile import Meanwhile, meanwhile_of, seen_by
from programmes.meanwhile import ChangedMeanwhileError, mark_of
from programmes.models import Programme

UNPROCESSABLE = 422


@require_GET
@programme_view(Permission.MANAGE_REPORTS)
def schedule_list(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show when reports come, and who gets the next ones at what hour."""
    known = around(programme)
    schedules = ReportSchedule.objects.visible_to(request.user).filter(programme=programme)
    rows = [
        {"schedule": each, "next": outlook(each, known) if each.is_active else []}
        for each in schedules.order_by("-is_active", "cadence", "milestone")
    ]
    context = {
        "programme": programme,
        "tabs": report_tabs_of(programme, "report-list"),
        "rows": rows,
        "has_sponsors": bool(known.sponsorships),
    }
    return render(request, "evaluation/schedule_list.html", context)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_REPORTS)
def schedule_add(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Ask when reports come, show who would get them, and keep it."""
    form = ScheduleForm(programme, request.POST if request.method == "POST" else None)
    return _write(request, programme, form, None)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_REPORTS)
def schedule(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Change when reports come, after showing who would get them."""
    found = _schedule_or_404(request, programme, pk)
    stored = stored_values(found)
    initial = {
        **stored,
        "needs_approval": "yes" if found.needs_approval else "no",
        "seen": mark_of(stored),
    }
    data = request.POST if request.method == "POST" else None
    return _write(request, programme, ScheduleForm(programme, data, initial=initial), found)


@require_POST
@programme_view(Permission.MANAGE_REPORTS)
def schedule_pause(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Pause a schedule."""
    found = _schedule_or_404(request, programme, pk)
    try:
        pause_schedule(found, by=request.user)
    except NothingToSwitchError:
        messages.info(request, _("It was paused before."))
    else:
        messages.success(request, _("Paused. Nothing is built by it until you let it go on."))
    return redirect("evaluation:report-schedules", programme.slug)


@require_POST
@programme_view(Permission.MANAGE_REPORTS)
def schedule_resume(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Let a schedule go on."""
    found = _schedule_or_404(request, programme, pk)
    try:
        resume_schedule(found, by=request.user)
    except NothingToSwitchError:
        messages.info(request, _("It goes on already."))
    else:
        messages.success(request, _("It goes on from today."))
    return redirect("evaluation:report-schedules", programme.slug)


@require_GET
@programme_view(Permission.MANAGE_REPORTS)
def letter_preview(
    request: SignedInRequest, programme: Programme, pk: uuid.UUID, sponsor: uuid.UUID
) -> HttpResponse:
    """Show the mail that brings a report to one of its sponsors, before it leaves."""
    visible = Report.objects.visible_to(request.user).filter(programme=programme)
    report = get_object_or_404(visible.select_related("programme__organisation"), pk=pk)
    current = programme.sponsorships.current().select_related("person")
    sponsorship = get_object_or_404(current, pk=sponsor)
    preview = preview_report(
        report, sponsorship.person, version=version_of(report), snapshot=snapshot_of(report)
    )
    context = {
        "programme": programme,
        "tabs": report_tabs_of(programme, "report-list"),
        "report": report,
        "sponsorship": sponsorship,
        "mail": preview.mail,
        "chart": preview.chart,
    }
    return render(request, "evaluation/letter_preview.html", context)


@require_POST
@programme_view(Permission.MANAGE_REPORTS)
def ask_note(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Take note of what a sponsor said, or of having talked."""
    visible = AskReply.objects.visible_to(request.user).filter(ask__report__programme=programme)
    reply = get_object_or_404(visible.select_related("ask__report__programme"), pk=pk)
    report, form = reply.ask.report, NoteForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please say what came of it in at most 300 letters."))
        return redirect("evaluation:report", programme.slug, report.pk)
    seen, words = form.cleaned_data["answer"], form.cleaned_data["came_of_it"]
    try:
        settle_reply(reply, seen=seen, came_of_it=words, by=request.user)
    except ReplyChangedError:
        messages.warning(request, _what_was_quicker(request, reply, seen))
    else:
        messages.success(request, _("Noted."))
    return redirect("evaluation:report", programme.slug, report.pk)


def _what_was_quicker(request: SignedInRequest, reply: AskReply, seen: str) -> str:
    """Say who noted it before, or that the sponsor changed the answer meanwhile."""
    reply.refresh_from_db()
    if reply.answer != seen:
        return _("%(name)s has changed the answer meanwhile: please read it again.") % {
            "name": reply.person.name
        }
    report = reply.ask.report
    return who_was_quicker(
        report, name=report.title, viewer=request.user, otherwise=_("This was noted before.")
    )


def _write(
    request: SignedInRequest,
    programme: Programme,
    form: ScheduleForm,
    found: ReportSchedule | None,
) -> HttpResponse:
    """Show who would get what; keep it once that was seen."""
    preview, meanwhile = None, None
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in stored_values(ReportSchedule())}
        is_seen = form.cleaned_data["shown"] == mark_of(values)
        if is_seen and request.POST.get("act") == "save":
            meanwhile = _save(request, programme, form, found, values)
            if meanwhile is None and not form.errors:
                return redirect("evaluation:report-schedules", programme.slug)
        if not form.errors:
            tried = ReportSchedule(programme=programme, **values)
            preview = {"schedule": tried, "next": outlook(tried, around(programme))}
            shown = {"shown": mark_of(values)}
            form.data = {name: form.data[name] for name in form.data} | shown
    context: dict[str, Any] = {
        "programme": programme,
        "tabs": report_tabs_of(programme, "report-list"),
        "form": form,
        "schedule": found,
        "preview": preview,
        "meanwhile": meanwhile,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "evaluation/schedule_form.html", context, status=status)


def _save(
    request: SignedInRequest,
    programme: Programme,
    form: ScheduleForm,
    found: ReportSchedule | None,
    values: dict[str, Any],
) -> Meanwhile | None:
    """Keep a schedule; return what somebody else saved meanwhile instead."""
    try:
        if found is None:
            add_schedule(programme, values, by=request.user)
        else:
            change_schedule(found, values, seen=seen_by(form), by=request.user)
    except ScheduleExistsError:
        form.add_error("cadence", _("There is such a schedule already: change that one."))
        return None
    except ChangedMeanwhileError as error:
        return meanwhile_of(error, form)
    messages.success(request, _("Saved. Reports come as shown."))
    return None


def _schedule_or_404(
    request: SignedInRequest, programme: Programme, pk: uuid.UUID
) -> ReportSchedule:
    """Return the schedule, if the person may see it in this programme."""
    visible = ReportSchedule.objects.visible_to(request.user).select_related("programme")
    return get_object_or_404(visible, pk=pk, programme=programme)
