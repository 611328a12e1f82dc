"""The console's page about the early warning: how often it was right, and where it begins."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from evaluation.forms.warning import ThresholdForm, WarningForm
from evaluation.statistics.screening import screen
from evaluation.tabs import tabs_of
from evaluation.warning.history import past_of, places_of
from evaluation.warning.page import (
    effect_of,
    lead_of,
    matrix_rows,
    outcome_rows,
    screened_of,
    shares_of,
    steps_chart,
    steps_of,
)
from matching.actions.care import choose_threshold, threshold_of
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.models import Programme
from programmes.permissions import allowed_in


@programme_view(Permission.VIEW_MATCHES)
@require_GET
def warning(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show what past alerts foresaw, and what another threshold would have done."""
    current = threshold_of(programme)
    form = WarningForm(
        {"scope": "one", "trouble": "wide", "help": "all", "points": current} | request.GET.dict()
    )
    chosen = form.cleaned_data if form.is_valid() else {}
    past = past_of(places_of(programme, request.user, is_wide=chosen.get("scope") == "all"))
    weeks = past.weeks(
        is_strict=chosen.get("trouble") == "strict", without_help=chosen.get("help") == "none"
    )
    tried = chosen.get("points") or current
    screened = screened_of(weeks)
    now, then = screen(weeks, current), screen(weeks, tried)
    context = {
        "programme": programme,
        "tabs": tabs_of(programme, "warning"),
        "form": form,
        "lead": lead_of(then),
        "has_history": bool(weeks),
        "shares": shares_of(then),
        "matrix": matrix_rows(then.matrix),
        "outcomes": outcome_rows(past),
        "steps": steps_of(screened, current=current, tried=tried),
        "chart": steps_chart(screened),
        "current": current,
        "tried": tried,
        "effect": effect_of(now, then) if tried != current else "",
        "may_choose": allowed_in(request.user, Permission.MANAGE_MATCHES, programme),
    }
    return render(request, "evaluation/warning.html", context)


@programme_view(Permission.MANAGE_MATCHES)
@require_http_methods(["POST"])
def warning_threshold(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Point pairs out from another number of points on."""
    form = ThresholdForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please choose one of the thresholds."))
        return redirect("evaluation:warning", programme.slug)
    points = form.cleaned_data["points"]
    choose_threshold(programme, points=points, by=request.user)
    messages.success(
        request,
        _("Pairs are pointed out from %(points)s points on; each was looked at anew.")
        % {"points": points},
    )
    return redirect("evaluation:warning", programme.slug)
