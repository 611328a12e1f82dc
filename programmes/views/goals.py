"""What the organisation wants to reach, and which of it this programme serves."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Count, Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.actions.goals import (
    GoalInUseError,
    GoalTakenError,
    add_goal,
    change_goal,
    end_goal,
    move_goal,
)
from programmes.forms.strategy import GoalForm
from programmes.models import Objective, Programme, StrategicGoal
from programmes.models.strategy import StrategicGoalQuerySet
from programmes.views.strategy import STEPS, may, trail_of


@programme_view(Permission.VIEW_PROGRAMME)
@require_GET
def goal_list(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show the organisation's goals in order, with what this programme does for each."""
    ours = Objective.objects.visible_to(request.user).filter(programme=programme)
    others = ~Q(objectives__programme=programme)
    goals = (
        _goals(request, programme)
        .annotate(elsewhere=Count("objectives__programme", distinct=True, filter=others))
        .prefetch_related(Prefetch("objectives", ours, to_attr="ours"))
        .order_by("position", "title")  # counting drops the usual order
    )
    context = {
        "programme": programme,
        "goals": goals.pursued(),
        "ended": goals.filter(ended_on__isnull=False),
        "trail": trail_of(programme, _("Goals")),
        "may_manage": may(request, Permission.MANAGE_PROGRAMME, programme),
    }
    return render(request, "programmes/goal_list.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def goal_add(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Add something that the organisation wants to reach."""
    form = GoalForm(request.POST or None)
    if form.is_valid():
        try:
            add_goal(organisation=programme.organisation, **form.cleaned_data, by=request.user)
        except GoalTakenError:
            _say_taken(form)
        else:
            messages.success(request, _("The goal is there for all programmes."))
            return _back(programme)
    context = _form_context(programme, form) | {
        "title": _("A new goal"),
        "lead": _("Something %(organisation)s wants to reach, and that its programmes can serve.")
        % {"organisation": programme.organisation.name},
        "action": _("Add it"),
    }
    return render(request, "programmes/form.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def goal_change(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Change a goal for every programme that serves it."""
    goal = _goal(request, programme, pk)
    held = {"title": goal.title, "theme": goal.theme, "description": goal.description}
    form = GoalForm(request.POST or None, initial=held)
    if form.is_valid():
        try:
            change_goal(goal, **form.cleaned_data, by=request.user)
        except GoalTakenError:
            _say_taken(form)
        else:
            messages.success(request, _("The goal is changed."))
            return _back(programme)
    context = _form_context(programme, form) | {
        "title": _("Change the goal"),
        "lead": _("All programmes of %(organisation)s share it, and see the change at once.")
        % {"organisation": programme.organisation.name},
        "action": _("Save"),
    }
    return render(request, "programmes/form.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_POST
def goal_move(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Move a goal up or down."""
    goal = _goal(request, programme, pk)
    if step := STEPS.get(request.POST.get("to", "")):
        move_goal(goal, step=step, by=request.user)
    return _back(programme)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def goal_end(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Say that the organisation no longer pursues a goal, unless objectives still serve it."""
    goal = _goal(request, programme, pk)
    if request.method == "POST":
        try:
            end_goal(goal, by=request.user)
        except GoalInUseError as error:
            messages.warning(request, _in_use(goal, error.programmes))
        else:
            messages.success(request, _("“%(goal)s” has ended.") % {"goal": goal.title})
        return _back(programme)
    context = _form_context(programme, forms.Form()) | {
        "title": _("End this goal?"),
        "lead": _("“%(goal)s” is then offered to no programme of %(organisation)s any more.")
        % {"goal": goal.title, "organisation": programme.organisation.name},
        "action": _("End it"),
        "style": "danger",
    }
    return render(request, "programmes/form.html", context)


def _in_use(goal: StrategicGoal, programmes: int) -> str:
    """Say why a goal cannot end yet."""
    return ngettext(
        "“%(goal)s” stays: objectives of %(count)d programme still serve it. Please let them "
        "serve another goal first.",
        "“%(goal)s” stays: objectives of %(count)d programmes still serve it. Please let them "
        "serve another goal first.",
        programmes,
    ) % {"goal": goal.title, "count": programmes}


def _form_context(programme: Programme, form: forms.Form) -> dict[str, Any]:
    """Return what every form of this page needs."""
    return {"form": form, "back_url": reverse("programmes:goal-list", args=(programme.slug,))}


def _goals(request: SignedInRequest, programme: Programme) -> StrategicGoalQuerySet:
    """Return the goals of the programme's organisation that the person may see."""
    return StrategicGoal.objects.visible_to(request.user).filter(
        organisation=programme.organisation_id
    )


def _goal(request: SignedInRequest, programme: Programme, pk: UUID) -> StrategicGoal:
    """Return one of those goals."""
    return get_object_or_404(_goals(request, programme).select_related("organisation"), pk=pk)


def _say_taken(form: GoalForm) -> None:
    """Say that the title is taken, next to it."""
    form.add_error("title", _("There is a goal of this title already."))


def _back(programme: Programme) -> HttpResponse:
    """Return to the goals."""
    return redirect("programmes:goal-list", slug=programme.slug)
