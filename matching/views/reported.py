"""Reports about messages, for the coordinators: who reported and why, and never what was said."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from matching.actions.message_reports import (
    NotForThemError,
    StaysClosedError,
    ask_opening,
    confirm_opening,
    read_opened,
    settle_report,
)
from matching.emails import Preview, told_about
from matching.messaging.conversation import lines_of
from matching.messaging.emails import (
    OPENING_ASKED,
    REPORT_SETTLED,
    THREAD_OPENED,
    asking_facts,
    opened_facts,
    previews,
    seconds_for,
    settled_facts,
)
from matching.messaging.enums import ReportState
from matching.messaging.forms import OpeningForm, SettleForm
from matching.messaging.queries import (
    is_openable,
    may_be_opened,
    reads_until,
    reports_in,
    with_matches,
)
from matching.messaging.wording import report_facts, report_rows, sentence_of_reports
from matching.models import MessageReport
from matching.tables import trail_to
from matching.wording import names_of
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.accounts.quicker import who_was_quicker
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.models import Programme

PER_PAGE = 25


@require_GET
@programme_view(Permission.MANAGE_MATCHES)
def reported_list(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """List the reports that wait, or those that are settled."""
    own = reports_in(programme, request.user)
    is_settled = request.GET.get("state") == ReportState.SETTLED
    waiting = own.exclude(state=ReportState.SETTLED)
    shown = own.filter(state=ReportState.SETTLED) if is_settled else waiting
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "programme": programme,
        "trail": trail_to(programme),
        "title": sentence_of_reports(page.paginator.count if not is_settled else waiting.count()),
        "is_settled": is_settled,
        "page": page,
        "rows": report_rows(programme, with_matches(page.object_list)),
    }
    return render(request, "matching/reported_list.html", context)


@require_GET
@programme_view(Permission.MANAGE_MATCHES)
def reported(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show one report: who, when, why, and what can be done about it."""
    report = _report_or_404(request, programme, pk)
    is_asked = report.opening_asked_by_id is not None
    is_openable_now = may_be_opened(report)
    context = {
        **_frame(programme, report),
        "facts": report_facts(report),
        "may_ask": is_openable_now and not is_asked,
        "may_confirm": is_openable_now and is_asked and report.opening_asked_by != request.user,
        "waits_for_second": is_openable_now and report.opening_asked_by == request.user,
        "seconds": [person.name for person in seconds_for(report, request.user)],
        "is_openable": report.message is not None and is_openable(report.match, report.message),
        "until": reads_until(report, request.user, timezone.now()),
    }
    return render(request, "matching/reported.html", context)


@sensitive_post_parameters("words")
@require_http_methods(["GET", "HEAD", "POST"])
@programme_view(Permission.MANAGE_MATCHES)
def reported_settle(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Settle a report, after reading the mail that the reporter gets."""
    report = _report_or_404(request, programme, pk)
    form = SettleForm(request.POST if request.method == "POST" else None)

    def mails() -> list[Preview]:
        facts = settled_facts(report, request.user, form.cleaned_data["words"])
        return previews(REPORT_SETTLED, report, [report.by] if report.by.can_sign_in else [], facts)

    if form.is_valid() and "send" in request.POST:
        return _done(
            request,
            programme,
            report,
            lambda: settle_report(report, by=request.user, words=form.cleaned_data["words"]),
            _("Settled. Whoever reported has your words."),
        )
    titles = {"title": _("Settle the report"), "action": _("Settle and send")}
    return _step(request, programme, report, form, mails, titles)


@sensitive_post_parameters("reason")
@require_http_methods(["GET", "HEAD", "POST"])
@programme_view(Permission.MANAGE_MATCHES)
def reported_open(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Ask a colleague to open the conversation together, with a reason."""
    report = _report_or_404(request, programme, pk)
    if not may_be_opened(report) or report.opening_asked_by_id is not None:
        return redirect("matching:reported", programme.slug, pk)
    form = OpeningForm(request.POST if request.method == "POST" else None)

    def mails() -> list[Preview]:
        people = seconds_for(report, request.user)
        return previews(OPENING_ASKED, report, people, asking_facts(report, request.user))

    if form.is_valid() and "send" in request.POST:
        return _done(
            request,
            programme,
            report,
            lambda: ask_opening(report, by=request.user, reason=form.cleaned_data["reason"]),
            _("Asked. Nothing is open until somebody else confirms it."),
        )
    titles = {"title": _("Open the conversation, two together"), "action": _("Ask a colleague")}
    return _step(request, programme, report, form, mails, titles)


@require_http_methods(["GET", "HEAD", "POST"])
@programme_view(Permission.MANAGE_MATCHES)
def reported_confirm(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Open the conversation as the second of two, after reading what its people are told."""
    report = _report_or_404(request, programme, pk)
    if request.method == "POST":
        return _done(
            request,
            programme,
            report,
            lambda: confirm_opening(report, by=request.user),
            _("Opened. Everybody in the match is told."),
        )
    is_their_turn = may_be_opened(report) and report.opening_asked_by not in {None, request.user}
    if not is_their_turn:
        return redirect("matching:reported", programme.slug, pk)
    facts = opened_facts(report, request.user)
    context = {
        **_frame(programme, report),
        "mails": previews(THREAD_OPENED, report, told_about(report.match), facts),
    }
    return render(request, "matching/reported_confirm.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@programme_view(Permission.MANAGE_MATCHES)
def reported_thread(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show an opened conversation to one of the two who opened it; POST shows it, and records."""
    report = _report_or_404(request, programme, pk)
    until = reads_until(report, request.user, timezone.now())
    if until is None:
        return redirect("matching:reported", programme.slug, pk)
    context = {**_frame(programme, report), "until": until}
    if request.method == "POST":
        try:
            found = list(read_opened(report, by=request.user))
        except NotForThemError:
            return redirect("matching:reported", programme.slug, pk)
        context |= {"lines": list(lines_of(found, request.user, marks_unread=False))}
        context |= {"is_shown": True, "reported_id": report.message_id}
    return render(request, "matching/reported_thread.html", context)


def _step(
    request: SignedInRequest,
    programme: Programme,
    report: MessageReport,
    form: forms.Form,
    mails: Callable[[], list[Preview]],
    titles: dict[str, str],
) -> HttpResponse:
    """Ask for words first, and show who gets which mail before it leaves."""
    is_preview = "change" not in request.POST and form.is_bound and form.is_valid()
    context: dict[str, Any] = {**_frame(programme, report), **titles, "form": form}
    context |= {"is_preview": is_preview, "mails": mails() if is_preview else []}
    return render(
        request, "matching/reported_act.html", context, status=422 if form.errors else 200
    )


def _done(
    request: SignedInRequest,
    programme: Programme,
    report: MessageReport,
    act: Callable[[], None],
    said: str,
) -> HttpResponse:
    """Act, and go back to the report; say so where a colleague was quicker."""
    try:
        act()
    except IllegalTransitionError:
        otherwise = _("Somebody was quicker, or nothing is asked any more.")
        sentence = who_was_quicker(
            report, name=_("the report"), viewer=request.user, otherwise=otherwise
        )
        messages.info(request, sentence)
    except StaysClosedError:
        messages.warning(request, _("This conversation stays closed."))
    except NotForThemError:
        messages.warning(request, _("Somebody else has to do this: it takes two people."))
    else:
        messages.success(request, said)
    return redirect("matching:reported", programme.slug, report.pk)


def _report_or_404(request: SignedInRequest, programme: Programme, pk: UUID) -> MessageReport:
    """Return a report that the colleague looks after, with the people of its match."""
    report = get_object_or_404(reports_in(programme, request.user), pk=pk)
    (found,) = with_matches([report])
    return found


def _frame(programme: Programme, report: MessageReport) -> dict[str, Any]:
    """Return what every page of one report shows."""
    return {
        "programme": programme,
        "report": report,
        "names": names_of(report.match),
        "trail": [*trail_to(programme), {"label": _("Reports"), "url": _list(programme)}],
    }


def _list(programme: Programme) -> str:
    """Return the address of the list of reports."""
    return reverse("matching:reported-list", args=(programme.slug,))
