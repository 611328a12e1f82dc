"""What do we change next time: the ledger of recommendations, its file, and each of them."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evaluation.actions.findings import recommend
from evaluation.forms.ledger import (
    LedgerDecisionForm,
    LedgerFilter,
    PromiseForm,
    RecommendationForm,
)
from evaluation.ledger.entries import (
    TO_CARRY_OUT,
    entries_of,
    header,
    lines_of,
    recommendations_in,
    totals_of,
)
from evaluation.ledger.lessons import cohorts_in_reach, in_state
from evaluation.ledger.wording import headline_of, steps_of
from evaluation.models import Finding
from evaluation.report_tabs import report_tabs_of
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.common.downloads import table_response
from programmes.access import programme_view
from programmes.actions.downloads import note_table_download
from programmes.actions.recommendations import (
    AlreadyDecidedError,
    carry_out,
    change_promise,
    change_recommendation,
    decide_recommendation,
)
from programmes.enums import RecommendationState
from programmes.forms.cloning import DID
from programmes.models import Cohort, Programme, Recommendation
from programmes.strategy import today_of

PER_PAGE = 20
SOME_FINDINGS = 5


@require_GET
@programme_view(Permission.MANAGE_REPORTS)
def ledger(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show what was found, recommended, decided and done, and whether figures moved."""
    state = request.GET.get("state", "")
    rows = in_state(recommendations_in(programme, request.user), state)
    first = F("decided_at").desc(nulls_first=True)
    page = Paginator(rows.order_by(first, "-made_at", "pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    loose = Finding.objects.visible_to(request.user).filter(programme=programme)
    loose = loose.without_conclusion()
    totals = totals_of(programme)
    context = {
        "programme": programme,
        "tabs": report_tabs_of(programme, "ledger"),
        "title": headline_of(**totals),
        "form": LedgerFilter(request.GET),
        "is_narrowed": bool(state),
        "page": page,
        "entries": entries_of(page, programme=programme, today=today_of(programme)),
        "findings": loose[:SOME_FINDINGS],
        "more_findings": max(0, loose.count() - SOME_FINDINGS),
    }
    return render(request, "evaluation/ledger.html", context)


@require_GET
@programme_view(Permission.MANAGE_REPORTS)
def ledger_table(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Hand out the ledger as a file; recorded."""
    rows = recommendations_in(programme, request.user).order_by("made_at", "pk")
    lines = list(lines_of(entries_of(rows, programme=programme, today=today_of(programme))))
    note_table_download(programme, table="ledger", rows=len(lines), by=request.user)
    name = f"{programme.slug}-recommendations"
    return table_response(name, header(), lines, wanted=request.GET.get("format", ""))


@require_GET
@programme_view(Permission.MANAGE_REPORTS)
def recommendation(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Show a recommendation with its whole loop."""
    row = _row_or_404(request, programme, pk)
    (entry,) = entries_of([row], programme=programme, today=today_of(programme))
    context = {
        "programme": programme,
        "tabs": report_tabs_of(programme, "ledger"),
        "entry": entry,
        "row": row,
        "steps": steps_of(row, entry.moving),
        "may_decide": entry.is_ours and row.state == RecommendationState.OPEN,
    }
    return render(request, "evaluation/recommendation.html", context)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_REPORTS)
def recommendation_add(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Recommend something, from a finding or without one."""
    findings = Finding.objects.visible_to(request.user).filter(programme=programme)
    chosen = _uuid(request.GET.get("finding", ""))
    finding = get_object_or_404(findings, pk=chosen) if chosen else None
    form = RecommendationForm(
        request.POST or None, programme=programme, has_finding=finding is not None
    )
    if form.is_valid():
        made = recommend(programme, finding=finding, by=request.user, **form.cleaned_data)
        messages.success(request, _("Kept. It waits for a decision."))
        return redirect("evaluation:recommendation", programme.slug, made.pk)
    context = {"programme": programme, "form": form, "finding": finding}
    return render(request, "evaluation/recommendation_form.html", context)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_REPORTS)
def recommendation_change(
    request: SignedInRequest, programme: Programme, pk: uuid.UUID
) -> HttpResponse:
    """Write a recommendation anew, or say who carries a promise out and until when."""
    row = _row_or_404(request, programme, pk)
    is_open = row.state == RecommendationState.OPEN and row.programme_id == programme.pk
    is_promise = row.state in TO_CARRY_OUT and row.taken_into_id == programme.pk
    if not is_open and not is_promise:
        return _tell_decided(request, programme, row)
    kept = {"owner": row.owner, "due_on": row.due_on}
    form: PromiseForm | RecommendationForm = PromiseForm(
        request.POST or None, programme=programme, initial=kept
    )
    if is_open:
        kept = {name: getattr(row, name) for name in RecommendationForm.base_fields}
        form = RecommendationForm(
            request.POST or None,
            programme=programme,
            has_finding=bool(row.findings.all()),
            initial=kept,
        )
    if form.is_valid():
        change = change_recommendation if is_open else change_promise
        try:
            change(row, by=request.user, **form.cleaned_data)
        except AlreadyDecidedError as error:
            return _tell_decided(request, programme, error.recommendation)
        messages.success(request, _("Changed."))
        return redirect("evaluation:recommendation", programme.slug, row.pk)
    context = {"programme": programme, "form": form, "row": row, "is_promise": is_promise}
    return render(request, "evaluation/recommendation_form.html", context)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_REPORTS)
def recommendation_decide(
    request: SignedInRequest, programme: Programme, pk: uuid.UUID
) -> HttpResponse:
    """Accept, adapt or refuse a recommendation, into a cohort of this or of another programme."""
    row = _row_or_404(request, programme, pk)
    if row.state != RecommendationState.OPEN or row.programme_id != programme.pk:
        return _tell_decided(request, programme, row)
    initial = {"owner": row.owner, **next_try(programme)}
    form = LedgerDecisionForm(
        request.POST or None,
        programme=programme,
        cohorts=cohorts_in_reach(programme, request.user),
        initial=initial,
    )
    if form.is_valid():
        try:
            _decide(row, form, programme, request)
        except AlreadyDecidedError as error:
            return _tell_decided(request, programme, error.recommendation)
        return redirect("evaluation:recommendation", programme.slug, row.pk)
    context = {"programme": programme, "form": form, "row": row}
    return render(request, "evaluation/recommendation_decide.html", context)


@require_POST
@programme_view(Permission.MANAGE_REPORTS)
def recommendation_done(
    request: SignedInRequest, programme: Programme, pk: uuid.UUID
) -> HttpResponse:
    """Tick, or untick, what this programme promised."""
    row = _row_or_404(request, programme, pk)
    promised = programme.recommendations_taken.to_carry_out().select_related("programme")
    kept = get_object_or_404(promised, pk=row.pk)
    carry_out(kept, is_done=request.POST.get("done") != "no", by=request.user)
    return redirect("evaluation:recommendation", programme.slug, row.pk)


def next_try(programme: Programme) -> dict[str, Any]:
    """Return the cohort that could try something next, and until when that would be promised."""
    cohort = programme.cohorts.open().order_by("number").last()
    if cohort is None:
        return {}
    is_ahead = cohort.starts_on > today_of(programme)
    return {"cohort": cohort, "due_on": cohort.starts_on if is_ahead else cohort.ends_on}


def _decide(
    row: Recommendation, form: LedgerDecisionForm, programme: Programme, request: SignedInRequest
) -> None:
    """Carry a decision out, and say what comes of it."""
    given = form.cleaned_data
    cohort: Cohort | None = given["cohort"]
    decide_recommendation(
        row,
        to=RecommendationState(given["choice"]),
        words=given["words"],
        taken_into=cohort.programme if cohort else programme,
        cohort=cohort,
        due_on=given["due_on"],
        by=request.user,
    )
    if given["choice"] != RecommendationState.REFUSED:
        if given["owner"] != row.owner:
            change_promise(row, owner=given["owner"], due_on=given["due_on"], by=request.user)
        messages.success(request, _("Decided. It stands in the set-up of whoever tries it."))
        return
    messages.success(request, _("Refused, with your reason. It stays in the ledger."))


def _tell_decided(
    request: SignedInRequest, programme: Programme, row: Recommendation
) -> HttpResponse:
    """Say who decided before, and show what was decided."""
    words = DID.get(RecommendationState(row.state))
    if words is None or row.decided_by is None:
        messages.warning(request, _("The programme that recommended this decides about it."))
    else:
        messages.warning(request, words % {"name": row.decided_by.name, "text": row.text})
    return redirect("evaluation:recommendation", programme.slug, row.pk)


def _row_or_404(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> Recommendation:
    """Return a row of the programme's ledger."""
    return get_object_or_404(recommendations_in(programme, request.user), pk=pk)


def _uuid(text: str) -> uuid.UUID | None:
    """Return an id from an address; None for none, and one that is nobody's for nonsense."""
    if not text:
        return None
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.UUID(int=0)
