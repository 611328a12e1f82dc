"""Putting somebody on the pathway, and giving them a mentor's place in a cohort."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.actions.participants import AlreadyTakesPartError, CohortClosedError
from programmes.models import Programme
from training.actions.pathway import note_interest
from training.actions.pathway_steps import give_mentor_place
from training.forms.pathway import CohortForm, PersonForm
from training.pathway.enums import InterestSource
from training.pathway.queries import cohorts_to_join, mentees_to_add
from training.queries.currency import today_at
from training.views.pathway import find_other, trail


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def pathway_add(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Note that a mentee told somebody of the team that they would like to mentor."""
    people = mentees_to_add(programme).exclude(pk=request.user.pk)
    form = PersonForm(request.POST or None, people=people, is_long=True)
    if form.is_valid():
        pathway = note_interest(
            programme,
            form.cleaned_data["person"],
            source=InterestSource.COORDINATOR,
            on=today_at(programme.organisation),
            by=request.user,
        )
        messages.success(request, _("Noted. Nobody is written to."))
        return redirect("training:pathway", programme.slug, pathway.pk)
    context = {
        "programme": programme,
        "form": form,
        "has_people": people.exists(),
        "trail": trail(programme, None, _("Add somebody")),
    }
    return render(request, "training/pathway_add.html", context, status=422 if form.errors else 200)


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def pathway_place(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Give somebody a mentor's place in a cohort, so that they can be matched."""
    found = find_other(request, programme, pk)
    cohorts = cohorts_to_join(found)
    form = CohortForm(request.POST or None, cohorts=cohorts)
    if form.is_valid():
        try:
            give_mentor_place(found, form.cleaned_data["cohort"], by=request.user)
        except (AlreadyTakesPartError, CohortClosedError, IllegalTransitionError):
            messages.warning(request, _("Somebody else was faster: please look how it stands now."))
        else:
            told = _("%(name)s has a mentor’s place in %(cohort)s.")
            facts = {"name": found.person.name, "cohort": form.cleaned_data["cohort"]}
            messages.success(request, told % facts)
        return redirect("training:pathway", programme.slug, found.pk)
    context = {
        "programme": programme,
        "pathway": found,
        "form": form,
        "has_cohorts": cohorts.exists() and not found.has_left,
        "trail": trail(programme, found, _("A mentor’s place")),
    }
    return render(
        request, "training/pathway_place.html", context, status=422 if form.errors else 200
    )
