"""Moving a wave on: planning it anew, opening, extending and closing it, and taking it back."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from evaluation.actions.waves import (
    close_wave,
    extend_wave,
    move_wave,
    open_wave,
    take_back_wave,
)
from evaluation.burden.checking import burden_of
from evaluation.forms.waves import CloseForm, ExtendForm, WaveTimesForm
from evaluation.models import Wave
from evaluation.views.waves import wave_or_404
from evaluation.waves.preview import preview_of
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.accounts.quicker import who_was_quicker
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.models import Programme

UNPROCESSABLE = 422
PER_PAGE = 50


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_SURVEYS)
def wave_open(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Say who will get what, and open the wave."""
    wave = wave_or_404(request, programme, pk)
    if request.method == "POST":
        done = _("%(title)s is open. The invitations leave within a minute.")
        return _moved(request, wave, done, lambda: open_wave(wave, by=request.user))
    preview = preview_of(wave, request.user, timezone.now())
    page = Paginator(preview.people, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "programme": programme,
        "wave": wave,
        "preview": preview,
        "page": page,
        "burden": burden_of(wave),
    }
    return render(request, "evaluation/wave_open.html", context)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_SURVEYS)
def wave_close(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Say what closing does, ask why before its time, and close the wave."""
    wave = wave_or_404(request, programme, pk)
    form = CloseForm(wave, _given(request))
    if form.is_valid():
        reason = form.cleaned_data.get("reason", "")
        done = _("%(title)s is closed. These are its results.")
        return _moved(request, wave, done, lambda: close_wave(wave, by=request.user, reason=reason))
    context = {"programme": programme, "wave": wave, "form": form}
    return render(request, "evaluation/wave_close.html", context, status=_status(form))


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_SURVEYS)
def wave_extend(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Ask until when and why, and keep the wave open for longer."""
    wave = wave_or_404(request, programme, pk)
    form = ExtendForm(wave, _given(request), initial={"closes_at": wave.closes_at})
    if form.is_valid():
        given = form.cleaned_data
        done = _("%(title)s stays open for longer.")
        return _moved(request, wave, done, lambda: extend_wave(wave, by=request.user, **given))
    context = {"programme": programme, "wave": wave, "form": form}
    return render(request, "evaluation/wave_extend.html", context, status=_status(form))


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_SURVEYS)
def wave_change(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Give a planned wave other days."""
    wave = wave_or_404(request, programme, pk)
    times = {"opens_at": wave.opens_at, "closes_at": wave.closes_at}
    form = WaveTimesForm(_given(request), initial=times)
    if form.is_valid():
        given = form.cleaned_data
        done = _("%(title)s has its new days.")
        return _moved(request, wave, done, lambda: move_wave(wave, by=request.user, **given))
    context = {"programme": programme, "wave": wave, "form": form}
    return render(request, "evaluation/wave_change.html", context, status=_status(form))


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_SURVEYS)
def wave_take_back(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Ask once more, and take a planned wave back."""
    wave = wave_or_404(request, programme, pk)
    if request.method == "GET":
        context = {"programme": programme, "wave": wave}
        return render(request, "evaluation/wave_take_back.html", context)
    try:
        take_back_wave(wave, by=request.user)
    except IllegalTransitionError:
        return _was_quicker(request, wave)
    messages.success(
        request, _("%(title)s is taken back. Nobody heard of it.") % {"title": wave.instrument}
    )
    return redirect("evaluation:wave-list", programme.slug)


def _moved(
    request: SignedInRequest, wave: Wave, done: str, move: Callable[[], None]
) -> HttpResponse:
    """Do it, and say what was done or who was quicker, on the wave's page."""
    try:
        move()
    except IllegalTransitionError:
        return _was_quicker(request, wave)
    messages.success(request, done % {"title": wave.instrument.title})
    return redirect("evaluation:wave", wave.cohort.programme.slug, wave.pk)


def _was_quicker(request: SignedInRequest, wave: Wave) -> HttpResponse:
    """Say who did what to the wave meanwhile, on its page."""
    sentence = who_was_quicker(
        wave,
        name=wave.instrument.title,
        viewer=request.user,
        otherwise=_("Somebody was quicker: nothing had to be done."),
    )
    messages.warning(request, sentence)
    return redirect("evaluation:wave", wave.cohort.programme.slug, wave.pk)


def _given(request: SignedInRequest) -> QueryDict | None:
    """Return what was typed, if anything was sent."""
    return request.POST if request.method == "POST" else None


def _status(form: CloseForm | ExtendForm | WaveTimesForm) -> int:
    """Return how a page with a form answers: 422 where what was typed cannot be kept."""
    return UNPROCESSABLE if form.errors else 200
