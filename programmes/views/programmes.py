"""Programmes, planning their cohorts, and moving those on."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mentorship.accounts.access import (
    SignedInRequest,
    allows,
    organisations_allowing,
    requires,
)
from mentorship.accounts.models import Organisation
from mentorship.accounts.permissions import Permission
from mentorship.accounts.quicker import who_was_quicker
from mentorship.common import charts
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.actions import NameTakenError, add_cohort, create_programme, move_cohort_on
from programmes.forms import CohortForm, ProgrammeForm
from programmes.models import Cohort, Programme
from programmes.queries import current_cohort
from programmes.readiness import checks_before


@requires(Permission.USE_PORTAL)
@require_GET
def programme_list(request: SignedInRequest) -> HttpResponse:
    """List the programmes somebody works for, each with where its cohorts are."""
    programmes = (
        Programme.objects.visible_to(request.user)
        .where_allowed(request.user, Permission.VIEW_PROGRAMME)
        .select_related("organisation")
        .prefetch_related("cohorts__phases")
        .order_by("organisation__name", "name")
    )
    context = {
        "rows": [_programme_row(programme) for programme in programmes],
        "may_add": allows(request.user, Permission.MANAGE_ORGANISATION),
    }
    return render(request, "programmes/programme_list.html", context)


@requires(Permission.MANAGE_ORGANISATION)
@require_http_methods(["GET", "POST"])
def programme_add(request: SignedInRequest) -> HttpResponse:
    """Start a programme."""
    organisations = Organisation.objects.visible_to(request.user).filter(
        pk__in=organisations_allowing(request.user, Permission.MANAGE_ORGANISATION)
    )
    form = ProgrammeForm(request.POST or None, organisations=organisations)
    if form.is_valid():
        try:
            programme = create_programme(**form.cleaned_data, by=request.user)
        except NameTakenError:
            form.add_error("name", _("There is a programme of this name already."))
        else:
            messages.success(
                request,
                _("%(name)s is there. Plan its first cohort next.") % {"name": programme.name},
            )
            return redirect("programmes:today", slug=programme.slug)
    context = {
        "form": form,
        "title": _("A new programme"),
        "lead": _("You will be its lead coordinator."),
        "action": _("Start it"),
        "back_url": reverse("programmes:programme-list"),
    }
    return render(request, "programmes/form.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def cohort_add(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Plan the next run of a programme."""
    form = CohortForm(request.POST or None)
    if form.is_valid():
        cohort = add_cohort(programme, **form.cleaned_data, by=request.user)
        messages.success(request, _("%(name)s is planned.") % {"name": cohort.name})
        return redirect("programmes:today", slug=programme.slug)
    context = {
        "form": form,
        "title": _("A new cohort"),
        "lead": _("One run of %(programme)s. People are found and matched before its first day.")
        % {"programme": programme.name},
        "action": _("Plan it"),
        "back_url": reverse("programmes:today", args=(programme.slug,)),
    }
    return render(request, "programmes/form.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def cohort_move(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Say what is still missing before a cohort's next state, and move it there."""
    cohorts = Cohort.objects.visible_to(request.user).filter(programme=programme).open()
    cohort = get_object_or_404(cohorts.select_related("programme"), pk=pk)
    if request.method == "POST":
        try:
            move_cohort_on(cohort, by=request.user)
        except IllegalTransitionError:
            sentence = who_was_quicker(
                cohort,
                name=cohort.name,
                viewer=request.user,
                otherwise=_("Somebody else has moved this cohort on meanwhile."),
            )
            messages.warning(request, sentence)
        else:
            messages.success(
                request,
                _("%(cohort)s is now marked “%(state)s”.")
                % {"cohort": cohort.name, "state": cohort.get_state_display()},
            )
        return redirect("programmes:today", slug=programme.slug)
    context = {
        "cohort": cohort,
        "to": cohort.next_state,
        "checks": checks_before(cohort),
        "programme": programme,
    }
    return render(request, "programmes/cohort_move.html", context)


def timeline_of(cohort: Cohort) -> charts.Timeline:
    """Return a cohort's timetable as drawn; without phases, the cohort is one."""
    phases = [
        charts.Phase(phase.get_kind_display(), phase.starts_on, phase.ends_on)
        for phase in cohort.phases.all()
    ]
    whole = charts.Phase(cohort.name, cohort.starts_on, cohort.ends_on)
    return charts.timeline(phases or [whole], today=timezone.localdate())


def _programme_row(programme: Programme) -> dict[str, Any]:
    """Return a programme with the cohort that a reader would look for."""
    cohorts = list(programme.cohorts.all())
    cohort = current_cohort(cohorts)
    return {
        "programme": programme,
        "cohort": cohort,
        "timeline": timeline_of(cohort) if cohort and cohort.next_state else None,
        "number": len(cohorts),
    }
