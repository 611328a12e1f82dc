"""One indicator: its values over time, what it is, and who changed what."""

from typing import Any
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
from programmes.actions.indicators import (
    Definition,
    IndicatorTakenError,
    OtherSourceError,
    add_indicator,
    change_indicator,
    enter_value,
    move_indicator,
    remove_indicator,
)
from programmes.forms.strategy import IndicatorForm, IndicatorValueForm
from programmes.history import history_of
from programmes.models import Indicator, Objective, Programme
from programmes.strategy import indicator_with_status, today_of
from programmes.strategy.charts import chart_of
from programmes.strategy.tables import facts_of, measures_offered, value_columns, value_rows
from programmes.strategy.wording import amount, day_words
from programmes.views.strategy import STEPS, may, trail_of


@programme_view(Permission.VIEW_PROGRAMME)
@require_GET
def indicator(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show where an indicator stands, how it came there, and what it rests on."""
    found = _indicator(request, programme, pk)
    values = list(found.values.select_related("entered_by").order_by("as_of"))
    status = indicator_with_status(programme, found)
    context = {
        "programme": programme,
        "indicator": status,
        "trail": trail_of(programme, found.name, _above(programme, found.objective)),
        "facts": facts_of(found, status),
        "chart": chart_of(found, status, values),
        "columns": value_columns(),
        "rows": value_rows(found, values),
        "history": history_of(found),
        "may_manage": may(request, Permission.MANAGE_PROGRAMME, programme),
        "may_enter": not found.measure and may(request, Permission.MANAGE_REPORTS, programme),
    }
    return render(request, "programmes/indicator_detail.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def objective_indicator(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Say how one would see that an objective is reached."""
    visible = Objective.objects.visible_to(request.user).filter(programme=programme)
    objective = get_object_or_404(visible.select_related("programme__organisation"), pk=pk)
    form = IndicatorForm(
        request.POST or None,
        programme=programme,
        initial={"direction": "higher", "owner": request.user},
    )
    if form.is_valid():
        try:
            definition = Definition(**form.cleaned_data)
            added = add_indicator(objective=objective, definition=definition, by=request.user)
        except IndicatorTakenError:
            _say_taken(form)
        else:
            messages.success(request, _("“%(name)s” is on the map.") % {"name": added.name})
            return redirect("programmes:indicator", slug=programme.slug, pk=added.pk)
    context = _form_context(programme, form) | {
        "title": _("A new indicator"),
        "lead": _("How one would see that “%(objective)s” is reached.")
        % {"objective": objective.title},
        "action": _("Add it"),
        "back_url": reverse("programmes:objective", args=(programme.slug, pk)),
    }
    return render(request, "programmes/indicator_form.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def indicator_change(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Change what an indicator is."""
    found = _indicator(request, programme, pk)
    form = IndicatorForm(
        request.POST or None,
        programme=programme,
        owner=found.owner,
        initial=forms.model_to_dict(found, exclude=["id", "objective", "position"]),
    )
    if form.is_valid():
        try:
            definition = Definition(**form.cleaned_data)
            change_indicator(found, definition=definition, by=request.user)
        except IndicatorTakenError:
            _say_taken(form)
        except OtherSourceError:
            form.add_error("measure", _("It has values from its present source; add a new one."))
        else:
            messages.success(request, _("The indicator is changed."))
            return _back(programme, pk)
    context = _form_context(programme, form) | {
        "title": _("Change the indicator"),
        "lead": _("Its values stay. Where it stands is worked out anew at once."),
        "action": _("Save"),
        "back_url": reverse("programmes:indicator", args=(programme.slug, pk)),
    }
    return render(request, "programmes/indicator_form.html", context)


@programme_view(Permission.MANAGE_REPORTS)
@require_http_methods(["GET", "POST"])
def indicator_value(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Keep what was read off an indicator; one that is counted here takes no values."""
    found = _indicator(request, programme, pk)
    if found.measure:
        messages.info(request, _("This indicator is counted here, so nobody needs to enter it."))
        return _back(programme, pk)
    form = IndicatorValueForm(request.POST or None, today=today_of(programme))
    if form.is_valid():
        before = enter_value(found, **form.cleaned_data, by=request.user)
        words = {
            "value": amount(form.cleaned_data["value"], found.unit),
            "day": day_words(form.cleaned_data["as_of"]),
            "before": amount(before.value, found.unit) if before else "",
        }
        if before:
            text = _("The value of %(day)s is now %(value)s; it was %(before)s.")
        else:
            text = _("%(value)s is kept for %(day)s.")
        messages.success(request, text % words)
        return _back(programme, pk)
    context = {
        "form": form,
        "title": _("Enter a value"),
        "lead": found.definition or found.name,
        "action": _("Save the value"),
        "back_url": reverse("programmes:indicator", args=(programme.slug, pk)),
    }
    return render(request, "programmes/form.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_POST
def indicator_move(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Move an indicator up or down among those of its objective."""
    found = _indicator(request, programme, pk)
    if step := STEPS.get(request.POST.get("to", "")):
        move_indicator(found, step=step, by=request.user)
    return redirect("programmes:objective", slug=programme.slug, pk=found.objective_id)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def indicator_remove(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Take an indicator off the map, once that was read."""
    found = _indicator(request, programme, pk)
    if request.method == "POST":
        remove_indicator(found, by=request.user)
        messages.success(request, _("The indicator is off the map."))
        return redirect("programmes:objective", slug=programme.slug, pk=found.objective_id)
    context = {
        "form": forms.Form(),
        "title": _("Take this indicator off the map?"),
        "lead": _("“%(name)s” goes with all its values.") % {"name": found.name},
        "action": _("Take it off"),
        "style": "danger",
        "back_url": reverse("programmes:indicator", args=(programme.slug, pk)),
    }
    return render(request, "programmes/form.html", context)


def _above(programme: Programme, objective: Objective) -> dict[str, str]:
    """Return the step of the way that leads to the objective."""
    url = reverse("programmes:objective", args=(programme.slug, objective.pk))
    return {"label": objective.title, "url": url}


def _form_context(programme: Programme, form: IndicatorForm) -> dict[str, Any]:
    """Return the form, with what each figure counts and says today."""
    return {"form": form, "measures": measures_offered(programme, today_of(programme))}


def _indicator(request: SignedInRequest, programme: Programme, pk: UUID) -> Indicator:
    """Return the indicator, if it belongs to this programme and the person may see it."""
    visible = Indicator.objects.visible_to(request.user).filter(objective__programme=programme)
    related = visible.select_related("objective__programme__organisation", "owner")
    return get_object_or_404(related, pk=pk)


def _say_taken(form: IndicatorForm) -> None:
    """Say that the name is taken, next to it."""
    form.add_error("name", _("The objective has an indicator of this name already."))


def _back(programme: Programme, pk: UUID) -> HttpResponse:
    """Return to the indicator's page."""
    return redirect("programmes:indicator", slug=programme.slug, pk=pk)
