"""Programmes, where their cohorts are, and planning the next."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mentorship.accounts.access import (
    SignedInRequest,
    requires,
)
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.actions import add_cohort
from programmes.forms import CohortForm
from programmes.models import Programme
from programmes.permissions import clonable_by, may_start_from_template
from programmes.queries import current_cohort, policy_of
from programmes.timetable import last_day, suggested_first_day
from programmes.timetable.drawing import drawing_of


@requires(Permission.USE_PORTAL)
@require_GET
def programme_list(request: SignedInRequest) -> HttpResponse:
    """List the programmes somebody works for, each with where its cohorts are."""
    programmes = (
        Programme.objects.visible_to(request.user)
        .where_allowed(request.user, Permission.VIEW_PROGRAMME)
        .select_related("organisation")
        .prefetch_related("cohorts__phases", "cohorts__milestones")
        .order_by("organisation__name", "name")
    )
    context = {
        "rows": [_programme_row(programme) for programme in programmes],
        "may_add": may_start_from_template(request.user) or clonable_by(request.user).exists(),
    }
    return render(request, "programmes/programme_list.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def cohort_add(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Plan the next run of a programme."""
    form = CohortForm(request.POST or None, initial=_usual_days(programme))
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


def _usual_days(programme: Programme) -> dict[str, date]:
    """Suggest when the next cohort begins, and how long it lasts by the programme's policy."""
    starts_on = suggested_first_day(timezone.localdate())
    return {"starts_on": starts_on, "ends_on": last_day(starts_on, policy_of(programme).months)}


def _programme_row(programme: Programme) -> dict[str, Any]:
    """Return a programme with the cohort that a reader would look for."""
    cohorts = list(programme.cohorts.all())
    cohort = current_cohort(cohorts)
    return {
        "programme": programme,
        "cohort": cohort,
        "timeline": drawing_of(cohort) if cohort and cohort.next_state else None,
        "number": len(cohorts),
    }
