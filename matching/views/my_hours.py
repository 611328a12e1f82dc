"""When a person could meet, once for all programmes; languages and seats, place by place."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from matching.actions.hours import keep_hours, keep_place
from matching.wishing.doors import door_of, own_place, own_places
from matching.wishing.forms import HalvesForm, HoursForm, PlaceForm
from matching.wishing.halves import BLOCKS
from matching.wishing.places import hours_of, known_of, languages_of
from matching.wishing.wording import BLOCK_NAMES, week_in_blocks, week_in_halves
from matching.wording import zone_name
from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from programmes.models import Participant

USUAL_CEILING = 3  # where no round says how many


@require_http_methods(["GET", "POST"])
@requires(Permission.USE_PORTAL)
def my_hours(request: SignedInRequest) -> HttpResponse:
    """Show and keep free hours in blocks."""
    form = HoursForm(_sent(request), free=hours_of(request.user))
    if form.is_valid():
        keep_hours(request.user, form.told_free, by=request.user)
        messages.success(request, _("Kept. Thank you."))
        return redirect("matching:my-hours")
    context = _week(request, form) | {"form": form, "places": own_places(request.user)}
    return render(request, "matching/my_hours.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.USE_PORTAL)
def half_hours(request: SignedInRequest) -> HttpResponse:
    """Show and keep free half hours one by one."""
    known = [str(half) for half in hours_of(request.user)]
    form = HalvesForm(_sent(request), initial={"halves": known})
    if form.is_valid():
        free = [int(half) for half in form.cleaned_data["halves"]]
        keep_hours(request.user, free, by=request.user)
        messages.success(request, _("Kept. Thank you."))
        return redirect("matching:my-hours")
    context = {
        "form": form,
        "week": week_in_halves(form.ticked),
        "zone": zone_name(request.user.time_zone),
    }
    return render(request, "matching/my_hours_halves.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.USE_PORTAL)
def place_hours(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show and keep what matching in one programme asks: hours, levels of languages, and seats."""
    place = _place_or_404(request, pk)
    known, door = known_of(place), door_of(place)
    form = PlaceForm(
        _sent(request),
        place=place,
        known=known,
        free=hours_of(request.user),
        languages=languages_of(place, known),
        ceiling=door.round.ceiling if door else USUAL_CEILING,
    )
    if form.is_valid():
        keep_place(place, by=request.user, **form.facts)
        messages.success(request, _("Kept. Thank you."))
        return redirect("matching:my-hours-place", pk=place.pk)
    context = _week(request, form) | {"form": form, "programme": place.cohort.programme}
    return render(request, "matching/my_hours_place.html", context)


def _sent(request: SignedInRequest) -> Any:
    """Return what was typed in, or None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def _place_or_404(request: SignedInRequest, pk: UUID) -> Participant:
    """Return a place of the person's own."""
    place = own_place(request.user, pk)
    if place is None:
        raise Http404
    return place


def _week(request: SignedInRequest, form: HoursForm) -> dict[str, Any]:
    """Return the week with its ticks."""
    return {
        "zone": zone_name(request.user.time_zone),
        "blocks": [(BLOCK_NAMES[block.name], block.times) for block in BLOCKS],
        "week": week_in_blocks(form.free, form.ticked),
    }
