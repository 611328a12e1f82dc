"""What evidence shows: findings, each with a figure that is copied or has its source."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evaluation.actions.findings import drop_finding, note_finding
from evaluation.enums import FindingSource, WaveState
from evaluation.forms.ledger import FindingForm, TypedFindingForm
from evaluation.ledger.figures import (
    Source,
    source_of_measures,
    source_of_report,
    source_of_wave,
)
from evaluation.models import Finding, Report, Wave
from evaluation.models.wave import WaveQuerySet
from evaluation.report_tabs import report_tabs_of
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.models import Programme
from programmes.permissions import allowed_in
from programmes.strategy import today_of

PER_PAGE = 25
LATEST = 6


@require_GET
@programme_view(Permission.MANAGE_REPORTS)
def finding_list(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show every finding with what was concluded from it."""
    findings = Finding.objects.visible_to(request.user).filter(programme=programme)
    rows = findings.prefetch_related("recommendations")
    context = {
        "programme": programme,
        "tabs": report_tabs_of(programme, "ledger"),
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "evaluation/finding_list.html", context)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_REPORTS)
def finding_add(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Ask where the figure is, then which one it is and what it shows."""
    asked = request.GET.get("source", "")
    if asked == FindingSource.TYPED:
        form: FindingForm | TypedFindingForm = TypedFindingForm(request.POST or None)
        source = Source(FindingSource.TYPED, "")
    elif asked:
        source = _source(request, programme, asked)
        form = FindingForm(source.figures, request.POST or None)
    else:
        return render(request, "evaluation/finding_start.html", _places(request, programme))
    if form.is_valid():
        kept = {"source_words": source.words[:300], "source": source.kind, **source.rows}
        finding = note_finding(programme, by=request.user, **(kept | form.finding()))
        messages.success(request, _("Kept. What follows from it?"))
        address = redirect("evaluation:recommendation-add", programme.slug)
        address["Location"] += f"?finding={finding.pk}"
        return address
    context = {"programme": programme, "form": form, "source": source}
    return render(request, "evaluation/finding_form.html", context)


@require_POST
@programme_view(Permission.MANAGE_REPORTS)
def finding_drop(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Take back a finding from which nothing follows yet."""
    findings = Finding.objects.visible_to(request.user).filter(programme=programme)
    finding = findings.filter(pk=pk).first()
    if finding is not None and not drop_finding(finding, by=request.user):
        messages.warning(request, _("Something was recommended from it meanwhile, so it stays."))
    return redirect("evaluation:finding-list", programme.slug)


def _places(request: SignedInRequest, programme: Programme) -> dict[str, object]:
    """Return where figures can be read: reports and closed surveys, the latest of each."""
    reports = Report.objects.visible_to(request.user).filter(programme=programme)
    return {
        "programme": programme,
        "reports": reports.only("title", "built_at", "code")[:LATEST],
        "waves": _waves(request, programme).order_by("-closed_at")[:LATEST]
        if allowed_in(request.user, Permission.VIEW_RESULTS, programme)
        else (),
    }


def _source(request: SignedInRequest, programme: Programme, asked: str) -> Source:
    """Return the source that an address names; 404 for one that is not the person's to read."""
    if asked == FindingSource.MEASURE:
        return source_of_measures(programme, today_of(programme))
    kind, _colon, pk = asked.partition(":")
    try:
        key = uuid.UUID(pk)
    except ValueError:
        key = uuid.UUID(int=0)
    if kind == FindingSource.WAVE and allowed_in(request.user, Permission.VIEW_RESULTS, programme):
        return source_of_wave(
            get_object_or_404(_waves(request, programme), pk=key), by=request.user
        )
    reports = Report.objects.visible_to(request.user).filter(programme=programme)
    return source_of_report(get_object_or_404(reports, pk=key))


def _waves(request: SignedInRequest, programme: Programme) -> WaveQuerySet:
    """Return the closed surveys of a programme whose results the person may read."""
    return (
        Wave.objects.visible_to(request.user)
        .filter(cohort__programme=programme, state=WaveState.CLOSED)
        .select_related("instrument", "cohort__programme")
    )
