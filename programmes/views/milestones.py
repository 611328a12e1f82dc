"""Adding milestones and phases to a timetable, changing them and taking them away."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.actions.milestones import (
    add_milestone,
    add_phase,
    change_milestone,
    finish_milestone,
    remove_milestone,
    remove_phase,
    reopen_milestone,
)
from programmes.forms.timetable import MilestoneForm, MilestoneWordsForm, PhaseForm
from programmes.models import Cohort, Milestone, Programme
from programmes.timetable.reading import open_milestones, open_phases, work_calendar_of
from programmes.timetable.words import why_off_in_words


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def milestone_add(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Put a day into a cohort's timetable."""
    cohort = _open_cohort(request, programme, pk)
    form = MilestoneForm(request.POST or None, cohort=cohort)
    if form.is_valid():
        milestone = add_milestone(cohort, **form.cleaned_data, by=request.user)
        _say_added(request, milestone)
        return _back(cohort)
    context = {
        "form": form,
        "title": _("A new milestone"),
        "lead": _("A day of %(cohort)s on which something is due or takes place.")
        % {"cohort": cohort.name},
        "action": _("Add it"),
        "back_url": _address(cohort),
    }
    return render(request, "programmes/form.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def phase_add(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Put a stretch into a cohort's timetable."""
    cohort = _open_cohort(request, programme, pk)
    form = PhaseForm(request.POST or None, cohort=cohort)
    if form.is_valid():
        phase = add_phase(cohort, **form.cleaned_data, by=request.user)
        messages.success(request, _("“%(name)s” is in the timetable.") % {"name": phase})
        return _back(cohort)
    context = {
        "form": form,
        "title": _("A new phase"),
        "lead": _("A stretch of %(cohort)s, such as a second survey.") % {"cohort": cohort.name},
        "action": _("Add it"),
        "back_url": _address(cohort),
    }
    return render(request, "programmes/form.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def milestone_change(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Say otherwise what a milestone is."""
    milestone = get_object_or_404(open_milestones(programme), pk=pk)
    cohort = milestone.cohort
    now = {"kind": milestone.kind, "name": milestone.name, "phase": milestone.phase_id}
    form = MilestoneWordsForm(request.POST or None, phases=cohort.phases.all(), initial=now)
    if form.is_valid():
        change_milestone(milestone, **form.cleaned_data, by=request.user)
        messages.success(request, _("It is now called “%(name)s”.") % {"name": milestone})
        return _back(cohort)
    context = {
        "form": form,
        "title": _("Change “%(name)s”") % {"name": milestone},
        "lead": _("Its day stays. To move it, go back and open its “Change” menu."),
        "action": _("Save"),
        "back_url": _address(cohort),
    }
    return render(request, "programmes/form.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_POST
def milestone_done(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Note that a milestone is done, or that it is not after all."""
    milestone = get_object_or_404(open_milestones(programme), pk=pk)
    if "not_done" in request.POST:
        reopen_milestone(milestone, by=request.user)
    elif finish_milestone(milestone, by=request.user):
        messages.success(request, _("“%(name)s”: done. Well done.") % {"name": milestone})
    return _back(milestone.cohort)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def milestone_remove(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Take a day out of a timetable, after asking."""
    milestone = get_object_or_404(open_milestones(programme), pk=pk)
    if request.method == "POST":
        name = str(milestone)
        remove_milestone(milestone, by=request.user)
        messages.success(request, _("“%(name)s” is no longer there.") % {"name": name})
        return _back(milestone.cohort)
    return _ask(
        request,
        milestone.cohort,
        name=str(milestone),
        lead=_("The day leaves the timetable and the team’s calendars. Nothing else moves."),
    )


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def phase_remove(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Take a stretch out of a timetable, after asking."""
    phase = get_object_or_404(open_phases(programme), pk=pk)
    if request.method == "POST":
        name = str(phase)
        remove_phase(phase, by=request.user)
        messages.success(request, _("“%(name)s” is no longer there.") % {"name": name})
        return _back(phase.cohort)
    return _ask(
        request,
        phase.cohort,
        name=str(phase),
        lead=_("The phase leaves the timetable; its milestones stay, on their days."),
    )


def _open_cohort(request: SignedInRequest, programme: Programme, pk: UUID) -> Cohort:
    """Return a cohort whose dates may still change."""
    cohorts = Cohort.objects.visible_to(request.user).filter(programme=programme).open()
    return get_object_or_404(cohorts.select_related("programme"), pk=pk)


def _say_added(request: SignedInRequest, milestone: Milestone) -> None:
    """Say that a milestone is there, and whether anybody works that day."""
    why = why_off_in_words(milestone.on, work_calendar_of(milestone.cohort.programme.organisation))
    if why:
        words = _("“%(name)s” is in the timetable, on a day when nobody works: %(why)s.")
        messages.warning(request, words % {"name": milestone, "why": why})
    else:
        messages.success(request, _("“%(name)s” is in the timetable.") % {"name": milestone})


def _ask(request: SignedInRequest, cohort: Cohort, *, name: str, lead: str) -> HttpResponse:
    """Ask before something is taken away."""
    context = {
        "form": None,
        "title": _("Take “%(name)s” out?") % {"name": name},
        "lead": lead,
        "action": _("Take it out"),
        "style": "danger",
        "back_url": _address(cohort),
    }
    return render(request, "programmes/timetable_remove.html", context)


def _address(cohort: Cohort) -> str:
    """Return the address of a cohort's timetable."""
    return reverse("programmes:timetable", args=(cohort.programme.slug, cohort.pk))


def _back(cohort: Cohort) -> HttpResponse:
    """Lead back to the timetable."""
    return redirect(_address(cohort))
