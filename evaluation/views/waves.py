"""The console's pages about surveys: what is asked when, who answered, what came back."""

import uuid
from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from evaluation.actions.waves import close_wave, open_wave, plan_wave
from evaluation.enums import WaveState
from evaluation.forms.waves import WavePlanForm
from evaluation.models import Wave
from evaluation.queries import with_answered
from evaluation.wave_results import results_context
from evaluation.wording import facts_of_wave, lead_of_wave, lead_of_waves
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.accounts.quicker import who_was_quicker
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.models import Programme
from programmes.permissions import allowed_in

USUAL_DAYS = 10


@require_GET
@programme_view(Permission.VIEW_RESULTS)
def wave_list(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show what is asked of whom and when, and how many have answered."""
    waves = list(
        with_answered(Wave.objects.visible_to(request.user))
        .filter(cohort__programme=programme)
        .select_related("instrument", "cohort")
        .order_by("-opens_at", "pk")
    )
    context = {
        "programme": programme,
        "waves": waves,
        "lead": lead_of_waves(waves),
        "has_instruments": programme.organisation.instruments.exists(),
        "may_manage": _may_manage(request, programme),
    }
    return render(request, "evaluation/wave_list.html", context)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_SURVEYS)
def wave_add(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Plan a wave."""
    opens_at = timezone.localtime().replace(hour=9, minute=0) + timedelta(days=1)
    times = {"opens_at": opens_at, "closes_at": opens_at + timedelta(days=USUAL_DAYS)}
    form = WavePlanForm(programme, request.POST or None, initial=times)
    if request.method == "POST" and form.is_valid():
        wave = plan_wave(**form.cleaned_data, by=request.user)
        messages.success(request, _("%(title)s is planned.") % {"title": wave.instrument.title})
        return redirect("evaluation:wave-list", programme.slug)
    context = {"programme": programme, "form": form}
    return render(request, "evaluation/wave_add.html", context)


@require_GET
@programme_view(Permission.VIEW_RESULTS)
def wave(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Show how many have answered, and once the wave has closed, what."""
    shown = _wave_or_404(request, programme, pk)
    context = {
        "programme": programme,
        "wave": shown,
        "lead": lead_of_wave(shown),
        "facts": facts_of_wave(shown),
        "may_manage": _may_manage(request, programme),
    }
    if shown.state == WaveState.CLOSED:
        context |= results_context(shown, request.user)
    return render(request, "evaluation/wave_detail.html", context)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_SURVEYS)
def wave_open(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Say who will be asked, and open the wave."""
    return _move(request, programme, pk, WaveState.OPEN)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_SURVEYS)
def wave_close(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Say what closing does, and close the wave."""
    return _move(request, programme, pk, WaveState.CLOSED)


def _move(
    request: SignedInRequest, programme: Programme, pk: uuid.UUID, to: WaveState
) -> HttpResponse:
    """Ask once more on GET, act on POST."""
    moved = _wave_or_404(request, programme, pk)
    if request.method == "GET":
        context = {"programme": programme, "wave": moved, "is_opening": to == WaveState.OPEN}
        return render(request, "evaluation/wave_move.html", context)
    move = open_wave if to == WaveState.OPEN else close_wave
    try:
        move(moved, by=request.user)
    except IllegalTransitionError:
        sentence = who_was_quicker(
            moved,
            name=moved.instrument.title,
            viewer=request.user,
            otherwise=_("Somebody was quicker: nothing had to be done."),
        )
        messages.warning(request, sentence)
    else:
        messages.success(
            request,
            _("%(title)s is open. The invitations leave within a minute.")
            % {"title": moved.instrument.title}
            if to == WaveState.OPEN
            else _("%(title)s is closed. These are its results.")
            % {"title": moved.instrument.title},
        )
    return redirect("evaluation:wave", programme.slug, moved.pk)


def _wave_or_404(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> Wave:
    """Return the wave with its counts, if the person may see it in this programme."""
    waves = with_answered(Wave.objects.visible_to(request.user)).select_related(
        "instrument", "cohort__programme__organisation"
    )
    return get_object_or_404(waves, pk=pk, cohort__programme=programme)


def _may_manage(request: SignedInRequest, programme: Programme) -> bool:
    """Tell whether the reader may also plan, open and close."""
    return allowed_in(request.user, Permission.MANAGE_SURVEYS, programme)
