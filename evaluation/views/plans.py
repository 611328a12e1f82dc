"""The plan of surveys: what is asked by itself, when, and how that lies on a cohort's timeline."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evaluation.actions.plans import (
    PlanExistsError,
    add_plan,
    add_usual_plans,
    change_plan,
    switch_plan,
)
from evaluation.forms.plans import PlanForm
from evaluation.models import WavePlan
from evaluation.tabs import tabs_of
from evaluation.views.waves import may_manage
from evaluation.waves.ahead import Ahead, instruments_by_key
from evaluation.waves.timeline import ahead_in, timeline_of
from evaluation.wording import lead_of_plans, when_asked
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.models import Cohort, Programme

UNPROCESSABLE = 422
NEXT = 10


@require_GET
@programme_view(Permission.VIEW_RESULTS)
def plan_list(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show what is asked by itself, and what that means for a cohort."""
    instruments = instruments_by_key(programme)
    plans = list(WavePlan.objects.visible_to(request.user).filter(programme=programme))
    rows = [
        {"plan": plan, "instrument": instruments.get(plan.instrument_key), "when": when_asked(plan)}
        for plan in plans
    ]
    cohorts = list(programme.cohorts.newest_first().select_related("programme"))
    cohort = _chosen(cohorts, request.GET.get("cohort", ""))
    context = {
        "programme": programme,
        "tabs": tabs_of(programme, "plan-list"),
        "rows": rows,
        "cohorts": _cohort_tabs(cohorts, cohort),
        "may_manage": may_manage(request, programme),
        "has_instruments": bool(instruments),
        **_ahead(cohort, plans),
    }
    return render(request, "evaluation/plan_list.html", context)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_SURVEYS)
def plan_add(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Ask which survey is asked when, and keep it."""
    form = PlanForm(programme, request.POST if request.method == "POST" else None)
    return _write(
        request, programme, form, lambda given: add_plan(programme, by=request.user, **given)
    )


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_SURVEYS)
def plan(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Change a plan, stop it or let it go on."""
    found = _plan_or_404(request, programme, pk)
    kept = {name: getattr(found, name) for name in PlanForm.base_fields}
    form = PlanForm(programme, request.POST if request.method == "POST" else None, initial=kept)
    return _write(
        request,
        programme,
        form,
        lambda given: change_plan(found, by=request.user, **given),
        plan=found,
    )


@require_POST
@programme_view(Permission.MANAGE_SURVEYS)
def plan_stop(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Ask no more by this plan; what is open stays open."""
    switch_plan(_plan_or_404(request, programme, pk), is_active=False, by=request.user)
    messages.success(request, _("The plan is stopped. What is planned or open already stays."))
    return redirect("evaluation:plan-list", programme.slug)


@require_POST
@programme_view(Permission.MANAGE_SURVEYS)
def plan_resume(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Let a stopped plan go on."""
    switch_plan(_plan_or_404(request, programme, pk), is_active=True, by=request.user)
    messages.success(request, _("The plan goes on. Nothing is caught up on."))
    return redirect("evaluation:plan-list", programme.slug)


@require_POST
@programme_view(Permission.MANAGE_SURVEYS)
def plan_usual(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Add the usual plans for the surveys that are there."""
    added = len(add_usual_plans(programme, by=request.user))
    told = ngettext("%(count)d survey is planned.", "%(count)d surveys are planned.", added)
    messages.success(request, told % {"count": added})
    return redirect("evaluation:plan-list", programme.slug)


def _write(
    request: SignedInRequest,
    programme: Programme,
    form: PlanForm,
    keep: Callable[[dict[str, Any]], object],
    plan: WavePlan | None = None,
) -> HttpResponse:
    """Show the form, or keep what was typed; nothing typed is lost."""
    if form.is_valid():
        try:
            keep(form.cleaned_data)
        except PlanExistsError:
            form.add_error("trigger", _("There is a plan for this survey and this event already."))
        else:
            messages.success(request, _("The plan is kept. Surveys open and close by themselves."))
            return redirect("evaluation:plan-list", programme.slug)
    context = {"programme": programme, "form": form, "plan": plan}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "evaluation/plan_form.html", context, status=status)


def _ahead(cohort: Cohort | None, plans: list[WavePlan]) -> dict[str, Any]:
    """Return what lies ahead of a cohort, as a picture and as a list."""
    ahead: list[Ahead] = []
    if cohort is None:
        return {"lead": lead_of_plans(plans, ahead), "next": ahead}
    today = timezone.localdate()
    ahead = ahead_in(cohort, today)
    return {
        "lead": lead_of_plans(plans, ahead),
        "cohort": cohort,
        "timeline": timeline_of(cohort, ahead, today),
        "next": ahead[:NEXT],
    }


def _chosen(cohorts: list[Cohort], wanted: str) -> Cohort | None:
    """Return the cohort that was asked for, or the one that began last."""
    today = timezone.localdate()
    begun = [cohort for cohort in cohorts if cohort.starts_on <= today]
    usual = next(iter(begun or cohorts), None)
    return next((cohort for cohort in cohorts if str(cohort.pk) == wanted), usual)


def _cohort_tabs(cohorts: list[Cohort], current: Cohort | None) -> list[dict[str, object]]:
    """Return the cohorts as tabs."""
    return [
        {"label": each.name, "url": f"?cohort={each.pk}", "is_current": each == current}
        for each in cohorts
    ]


def _plan_or_404(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> WavePlan:
    """Return a plan of this programme that the person may see."""
    plans = WavePlan.objects.visible_to(request.user).select_related("programme")
    return get_object_or_404(plans, pk=pk, programme=programme)
