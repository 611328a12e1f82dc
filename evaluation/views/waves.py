"""The console's pages about surveys: what is asked when, who answered, what came back."""

import uuid
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, F, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from evaluation.actions.waves import plan_wave
from evaluation.comparing.onward import onward_from
from evaluation.enums import WaveState
from evaluation.forms.waves import WaveFilterForm, WavePlanForm
from evaluation.models import Wave
from evaluation.queries import with_answered
from evaluation.tabs import tabs_of
from evaluation.wave_results import results_context
from evaluation.waves.response import response_of
from evaluation.waves.waiting import may_name, waiting_for
from evaluation.wording import facts_of_wave, lead_of_wave, lead_of_waves
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.models import Programme
from programmes.permissions import allowed_in

USUAL_DAYS = 10
# What is open, what comes next, and then what has closed, the latest first.
NEEDED_FIRST = (
    Case(When(state=WaveState.OPEN, then=0), When(state=WaveState.PLANNED, then=1), default=2),
    Case(When(state=WaveState.PLANNED, then=F("opens_at"))),
    F("opens_at").desc(),
    "pk",
)
PER_PAGE = 25


@require_GET
@programme_view(Permission.VIEW_RESULTS)
def wave_list(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show what is asked of whom and when, and how many have answered."""
    filters = WaveFilterForm(programme, request.GET)
    waves = Wave.objects.visible_to(request.user).filter(cohort__programme=programme)
    listed = waves.filter(**filters.chosen()).select_related("instrument", "cohort")
    pages = Paginator(with_answered(listed).order_by(*NEEDED_FIRST), PER_PAGE)
    context = {
        "programme": programme,
        "tabs": tabs_of(programme, "wave-list"),
        "page": pages.get_page(request.GET.get("page")),
        "filters": filters,
        "is_narrowed": bool(filters.chosen()),
        "headline": lead_of_waves(waves),
        "has_instruments": programme.organisation.instruments.exists(),
        "may_manage": may_manage(request, programme),
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
        messages.success(
            request,
            _("%(title)s is planned. Nothing is sent before it opens.")
            % {"title": wave.instrument.title},
        )
        return redirect("evaluation:wave", programme.slug, wave.pk)
    context = {"programme": programme, "form": form}
    return render(request, "evaluation/wave_add.html", context)


@require_GET
@programme_view(Permission.VIEW_RESULTS)
def wave(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Show how many have answered, and once the wave has closed, what."""
    shown = wave_or_404(request, programme, pk)
    is_closed = shown.state == WaveState.CLOSED
    context = {
        "programme": programme,
        "wave": shown,
        "trail": trail_of(programme, shown.instrument.title),
        "lead": lead_of_wave(shown),
        "facts": facts_of_wave(shown),
        "response": response_of(shown, timezone.now()),
        **(results_context(shown, request.user) if is_closed else {}),
        "onward": onward_from(shown),
        "may_manage": may_manage(request, programme),
        **(_still_to_answer(request, shown) if shown.state == WaveState.OPEN else {}),
    }
    return render(request, "evaluation/wave_detail.html", context)


def _still_to_answer(request: SignedInRequest, wave: Wave) -> dict[str, Any]:
    """Return who has not answered, page by page, where that may be told."""
    if not may_name(wave):
        return {}
    pages = Paginator(waiting_for(wave), PER_PAGE)
    return {"waiting": pages.get_page(request.GET.get("page"))}


def wave_or_404(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> Wave:
    """Return the wave with its counts, if the person may see it in this programme."""
    waves = with_answered(Wave.objects.visible_to(request.user)).select_related(
        "instrument", "plan", "session", "cohort__programme__organisation"
    )
    return get_object_or_404(waves, pk=pk, cohort__programme=programme)


def trail_of(programme: Programme, *here: str | tuple[str, str]) -> list[dict[str, str]]:
    """Return the way to a page of a survey: each step its name, those before also an address."""
    steps = [(_("Surveys"), reverse("evaluation:wave-list", args=(programme.slug,))), *here]
    return [
        {"label": step} if isinstance(step, str) else {"label": step[0], "url": step[1]}
        for step in steps
    ]


def may_manage(request: SignedInRequest, programme: Programme) -> bool:
    """Tell whether the reader may also plan, open and close."""
    return allowed_in(request.user, Permission.MANAGE_SURVEYS, programme)
