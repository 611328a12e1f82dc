"""Observing a pair: both say whether they agree, the observer writes, the team keeps the day."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.models import Programme
from training.actions.pathway import today_of
from training.actions.shadowing import (
    answer_shadowing,
    call_off_shadowing,
    keep_observation,
    note_observed,
)
from training.forms.pathway import ObservationForm, ObservedForm
from training.models import Shadowing
from training.views.pathway import find_other, settled, show_pathway


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Ask one of a pair whether somebody may observe them; one press answers."""
    me = request.user
    rows = Shadowing.objects.visible_to(me).filter(Q(mentor=me) | Q(mentee=me))
    related = ("pathway__programme", "pathway__person", "mentor", "mentee")
    found = get_object_or_404(rows.select_related(*related), pk=pk)
    if request.method == "POST" and request.POST.get("agrees") in {"yes", "no"}:
        try:
            answer_shadowing(found, agrees=request.POST["agrees"] == "yes", by=me)
        except IllegalTransitionError:
            messages.info(request, _("This is settled already. Thank you all the same."))
        else:
            messages.success(request, _("Thank you for saying so."))
        return redirect("training:shadowing-answer", found.pk)
    other = found.mentee if found.mentor == me else found.mentor
    context = {"shadowing": found, "other": other, "mine": found.consent_of(me)}
    return render(request, "training/shadowing_answer.html", context)


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "HEAD", "POST"])
def reflect(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Let the observer write what they took from it."""
    rows = Shadowing.objects.visible_to(request.user).filter(pathway__person=request.user)
    found = get_object_or_404(rows.select_related("pathway", "mentor", "mentee"), pk=pk)
    form = ObservationForm(request.POST or None, initial={"reflection": found.reflection})
    if form.is_valid():
        try:
            keep_observation(found, reflection=form.cleaned_data["reflection"], by=request.user)
        except IllegalTransitionError:
            messages.warning(request, _("You can write it once you have observed."))
        else:
            messages.success(request, _("Kept."))
        return redirect("training:my-pathway-one", found.pathway_id)
    context = {"shadowing": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "training/shadowing_reflect.html", context, status=status)


@programme_view(Permission.MANAGE_TRAINING)
@require_POST
def observed(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Write down on which day somebody observed."""
    found = _find(request, programme, pk)
    pathway = find_other(request, programme, found.pathway_id)
    form = ObservedForm(request.POST, today=today_of(pathway))
    if not form.is_valid():
        return show_pathway(request, programme, pathway, observed=form)
    day = form.cleaned_data["observed_on"]
    return settled(
        request, pathway, lambda: note_observed(found, on=day, by=request.user), _("Noted.")
    )


@programme_view(Permission.MANAGE_TRAINING)
@require_POST
def cancel(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Call an observation off."""
    found = _find(request, programme, pk)
    pathway = find_other(request, programme, found.pathway_id)
    return settled(
        request, pathway, lambda: call_off_shadowing(found, by=request.user), _("It is off.")
    )


def _find(request: SignedInRequest, programme: Programme, pk: UUID) -> Shadowing:
    """Return an observation of the programme, or answer 404."""
    rows = Shadowing.objects.visible_to(request.user).filter(pathway__programme=programme)
    return get_object_or_404(rows.select_related("pathway"), pk=pk)
