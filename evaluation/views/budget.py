"""The Survey plan: what surveys will take of people's time, and what to do where it is too much."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evaluation.actions.budget import StepGoneError, accept_step, set_budget, take_back_step
from evaluation.burden.asks import wave_named_in
from evaluation.burden.budgets import budget_of
from evaluation.burden.outlook import outlook_of
from evaluation.burden.pictures import burden_chart
from evaluation.burden.wording import headline, lead, month_lines, step_lines
from evaluation.forms.budget import StepForm, SurveyBudgetForm, TakenStepForm
from evaluation.models import BurdenStep
from evaluation.models.budget import BurdenStepQuerySet
from evaluation.tabs import tabs_of
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.accounts.quicker import who_was_quicker
from programmes.access import programme_view
from programmes.models import Programme
from programmes.permissions import allowed_in

PER_PAGE = 10


@programme_view(Permission.VIEW_RESULTS)
@require_GET
def survey_plan(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show month by month what people will be asked for, and what is proposed."""
    outlook = outlook_of(programme)
    taken = Paginator(_steps(request, programme), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "programme": programme,
        "tabs": tabs_of(programme, "survey-plan"),
        "headline": headline(outlook),
        "lead": lead(outlook),
        "budget": outlook.budget,
        "chart": burden_chart(outlook),
        "months": month_lines(outlook),
        "steps": step_lines(outlook),
        "taken": taken,
        "may_manage": allowed_in(request.user, Permission.MANAGE_SURVEYS, programme),
    }
    return render(request, "evaluation/survey_plan.html", context)


@programme_view(Permission.MANAGE_SURVEYS)
@require_POST
def survey_plan_accept(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Take one of the steps that are proposed."""
    form = StepForm(request.POST)
    token = form.cleaned_data["step"] if form.is_valid() else ""
    try:
        taken = accept_step(programme, token, by=request.user)
    except StepGoneError:
        messages.warning(request, _why_gone(request, programme, token))
    else:
        title = taken.wave.instrument.title
        messages.success(request, _("“%(title)s” is changed as proposed.") % {"title": title})
    return redirect("evaluation:survey-plan", programme.slug)


@programme_view(Permission.MANAGE_SURVEYS)
@require_POST
def survey_plan_take_back(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Let a survey be as it was before a step."""
    form = TakenStepForm(request.POST)
    pk = form.cleaned_data["taken"] if form.is_valid() else None
    step = get_object_or_404(_steps(request, programme), pk=pk)
    try:
        take_back_step(step, by=request.user)
    except StepGoneError:
        messages.warning(
            request,
            _("That cannot be taken back any more: the survey is open, or was changed again."),
        )
    else:
        title = step.wave.instrument.title
        messages.success(request, _("“%(title)s” is as it was before.") % {"title": title})
    return redirect("evaluation:survey-plan", programme.slug)


@programme_view(Permission.MANAGE_SURVEYS)
@require_http_methods(["GET", "POST"])
def survey_budget(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Say how many minutes a month surveys may ask of one person."""
    now = budget_of(programme.organisation)
    form = SurveyBudgetForm(request.POST or None, initial={"minutes": now})
    if request.method == "POST" and form.is_valid():
        minutes = form.cleaned_data["minutes"]
        set_budget(programme.organisation, minutes, by=request.user)
        messages.success(
            request, _("Surveys may take %(minutes)d minutes a month.") % {"minutes": minutes}
        )
        return redirect("evaluation:survey-plan", programme.slug)
    context = {"programme": programme, "form": form}
    return render(request, "evaluation/survey_budget.html", context)


def _steps(request: SignedInRequest, programme: Programme) -> BurdenStepQuerySet:
    """Return the steps that were taken in the programme, the latest first."""
    return (
        BurdenStep.objects.visible_to(request.user)
        .filter(wave__cohort__programme=programme)
        .select_related(
            "made_by",
            "wave__instrument",
            "wave__merged_into__instrument",
            "wave__cohort__programme__organisation",
        )
    )


def _why_gone(request: SignedInRequest, programme: Programme, token: str) -> str:
    """Say why a step is not proposed any more: who was quicker, where somebody was."""
    otherwise = _("That is not proposed any more, since the surveys have changed meanwhile.")
    taken = _steps(request, programme).filter(wave=wave_named_in(token)).first()
    if taken is None:
        return otherwise
    return who_was_quicker(
        taken.wave,
        name=taken.wave.instrument.title,
        viewer=request.user,
        otherwise=otherwise,
    )
