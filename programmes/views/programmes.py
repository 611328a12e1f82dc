"""Programmes, and what needs somebody in one of them today."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.humanize.templatetags.humanize import apnumber
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from mentorship.accounts.access import (
    SignedInRequest,
    allows,
    requires,
)
from mentorship.accounts.permissions import Permission
from mentorship.common import charts
from programmes.access import programme_view
from programmes.actions import add_cohort
from programmes.forms import CohortForm
from programmes.models import Cohort, Programme
from programmes.needs import Need, Urgency, needs_of
from programmes.permissions import clonable_by, may_start_from_template
from programmes.queries import current_cohort, policy_of
from programmes.timetable import last_day, suggested_first_day

MOST_NEEDS_SHOWN = 7
URGENCIES = {
    Urgency.NOW: ("bad", gettext_lazy("Now")),
    Urgency.SOON: ("warn", gettext_lazy("Soon")),
    Urgency.WHEN_READY: ("good", gettext_lazy("When you are ready")),
}


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
        "may_add": may_start_from_template(request.user) or clonable_by(request.user).exists(),
    }
    return render(request, "programmes/programme_list.html", context)


@programme_view(Permission.VIEW_PROGRAMME)
@require_GET
def today(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show what needs somebody now, and where the programme is."""
    cohorts = list(
        Cohort.objects.visible_to(request.user)
        .filter(programme=programme)
        .open()
        .prefetch_related("phases")
    )
    cohort = current_cohort(cohorts)
    needs = [_need_row(need) for need in needs_of(programme, request.user)]
    context = {
        "programme": programme,
        "now": timezone.localtime(),
        "heading": _heading(len(needs)),
        "lead": _lead(programme, cohort, has_needs=bool(needs)),
        "needs": needs[:MOST_NEEDS_SHOWN],
        "more_needs": needs[MOST_NEEDS_SHOWN:],
        "cohort": cohort,
        "timeline": timeline_of(cohort) if cohort else None,
        "others": [each for each in cohorts if each != cohort],
        "may_manage": allows(
            request.user,
            Permission.MANAGE_PROGRAMME,
            organisation_id=programme.organisation_id,
            programme_id=programme.pk,
        ),
    }
    return render(request, "programmes/programme_today.html", context)


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


def _heading(number: int) -> str:
    """Say in words how many things need somebody."""
    if not number:
        return _("Nothing needs you just now")
    words = ngettext("%(count)s thing needs you", "%(count)s things need you", number)
    return capfirst(words % {"count": apnumber(number)})


def _lead(programme: Programme, cohort: Cohort | None, *, has_needs: bool) -> str:
    """Say how the rest stands."""
    if cohort is None:
        return _("No cohort is under way.")
    if has_needs:
        return _("Everything else in %(programme)s is on course.") % {"programme": programme.name}
    if cohort.starts_on > timezone.localdate():
        return _("The cohort “%(cohort)s” begins on %(day)s.") % _day(cohort, cohort.starts_on)
    return _("The cohort “%(cohort)s” is on course until %(day)s.") % _day(cohort, cohort.ends_on)


def _day(cohort: Cohort, day: date) -> dict[str, str]:
    """Return what a sentence about a cohort's day needs."""
    return {"cohort": cohort.name, "day": date_format(day, "j F Y")}


def _need_row(need: Need) -> dict[str, Any]:
    """Return a need with its shape and the word for it."""
    tone, word = URGENCIES[need.urgency]
    return {"need": need, "tone": tone, "word": word}
