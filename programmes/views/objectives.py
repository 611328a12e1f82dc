"""What a programme is to achieve: one objective after the other."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.actions.objectives import (
    ObjectiveTakenError,
    add_objective,
    change_objective,
    move_objective,
    remove_objective,
)
from programmes.forms.strategy import ObjectiveForm
from programmes.history import history_of
from programmes.models import Objective, Programme, StrategicGoal
from programmes.strategy import objectives_with_status
from programmes.strategy.wording import summary
from programmes.views.strategy import STEPS, may, trail_of


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def objective_add(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Say what the programme is to achieve."""
    goals = StrategicGoal.objects.visible_to(request.user).filter(
        organisation=programme.organisation_id
    )
    if not goals.pursued().exists():
        messages.info(request, _("An objective serves a goal: please add the first goal."))
        return redirect("programmes:goal-add", slug=programme.slug)
    form = ObjectiveForm(
        request.POST or None,
        organisation=programme.organisation,
        initial={"goal": request.GET.get("goal", "")},
    )
    if form.is_valid():
        try:
            objective = add_objective(programme=programme, **form.cleaned_data, by=request.user)
        except ObjectiveTakenError:
            _say_taken(form)
        else:
            messages.success(request, _("The objective is on the map. How would one see it?"))
            return redirect("programmes:objective", slug=programme.slug, pk=objective.pk)
    context = {
        "form": form,
        "title": _("A new objective"),
        "lead": _("What %(programme)s is to achieve for one of the organisation’s goals.")
        % {"programme": programme.name},
        "action": _("Add it"),
        "back_url": reverse("programmes:strategy", args=(programme.slug,)),
    }
    return render(request, "programmes/form.html", context)


@programme_view(Permission.VIEW_PROGRAMME)
@require_GET
def objective(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show one objective, its indicators in order, and who changed what."""
    found = _objective(request, programme, pk)
    status = next(each for each in objectives_with_status(programme) if each.id == found.pk)
    context = {
        "programme": programme,
        "objective": status,
        "lead": summary([each.status for each in status.indicators]),
        "trail": trail_of(programme, status.title),
        "history": history_of(found),
        "may_manage": may(request, Permission.MANAGE_PROGRAMME, programme),
    }
    return render(request, "programmes/objective_detail.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def objective_change(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Change what the programme is to achieve."""
    found = _objective(request, programme, pk)
    form = ObjectiveForm(
        request.POST or None,
        organisation=programme.organisation,
        objective=found,
        initial={"goal": found.goal_id, "title": found.title, "description": found.description},
    )
    if form.is_valid():
        try:
            change_objective(found, **form.cleaned_data, by=request.user)
        except ObjectiveTakenError:
            _say_taken(form)
        else:
            messages.success(request, _("The objective is changed."))
            return redirect("programmes:objective", slug=programme.slug, pk=pk)
    context = {
        "form": form,
        "title": _("Change the objective"),
        "action": _("Save"),
        "back_url": reverse("programmes:objective", args=(programme.slug, pk)),
    }
    return render(request, "programmes/form.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_POST
def objective_move(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Move an objective up or down among those of its goal."""
    found = _objective(request, programme, pk)
    if step := STEPS.get(request.POST.get("to", "")):
        move_objective(found, step=step, by=request.user)
    return redirect("programmes:goal-list", slug=programme.slug)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def objective_remove(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Take an objective off the map, once that was read."""
    found = _objective(request, programme, pk)
    if request.method == "POST":
        remove_objective(found, by=request.user)
        messages.success(request, _("The objective is off the map."))
        return redirect("programmes:strategy", slug=programme.slug)
    context = {
        "form": forms.Form(),
        "title": _("Take this objective off the map?"),
        "lead": _("“%(title)s” goes with its indicators and all their values.")
        % {"title": found.title},
        "action": _("Take it off"),
        "style": "danger",
        "back_url": reverse("programmes:objective", args=(programme.slug, pk)),
    }
    return render(request, "programmes/form.html", context)


def _objective(request: SignedInRequest, programme: Programme, pk: UUID) -> Objective:
    """Return the objective, if it belongs to this programme and the person may see it."""
    visible = Objective.objects.visible_to(request.user).filter(programme=programme)
    return get_object_or_404(visible.select_related("programme__organisation", "goal"), pk=pk)


def _say_taken(form: ObjectiveForm) -> None:
    """Say that the title is taken, next to it."""
    form.add_error("title", _("The programme has an objective of this title already."))
