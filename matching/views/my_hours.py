"""When a participant could meet, which languages they speak, and for how many they have room."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from matching.actions.hours import keep_hours, keep_place
from matching.wishing.doors import door_of, own_place, own_places
from matching.wishing.forms import HalvesForm, PlaceForm
from matching.wishing.halves import BLOCKS
from matching.wishing.places import known_of, languages_of
from matching.wishing.wording import BLOCK_NAMES, week_in_blocks, week_in_halves
from matching.wording import zone_name
from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from programmes.models import Participant

USUAL_CEILING = 3  # where no round says how many


@require_GET
@requires(Permission.USE_PORTAL)
def my_hours_list(request: SignedInRequest) -> HttpResponse:
    """List the places for which one can tell hours; a single one opens at once."""
    places = list(own_places(request.user))
    if len(places) == 1:
        return redirect("matching:my-hours", pk=places[0].pk)
    return render(request, "matching/my_hours_list.html", {"places": places})


@require_http_methods(["GET", "POST"])
@requires(Permission.USE_PORTAL)
def my_hours(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show and keep free hours in blocks, levels of languages, and seats."""
    place = _place_or_404(request, pk)
    known, door = known_of(place), door_of(place)
    form = PlaceForm(
        request.POST if request.method == "POST" else None,
        place=place,
        known=known,
        languages=languages_of(place, known),
        ceiling=door.round.ceiling if door else USUAL_CEILING,
    )
    if form.is_valid():
        keep_place(place, by=request.user, **form.facts)
        messages.success(request, _("Kept. Thank you."))
        return redirect("matching:my-hours", pk=place.pk)
    context = _frame(request, place) | {
        "form": form,
        "blocks": [(BLOCK_NAMES[block.name], block.times) for block in BLOCKS],
        "week": week_in_blocks(form.free, form.ticked),
    }
    return render(request, "matching/my_hours.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.USE_PORTAL)
def half_hours(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show and keep free half hours one by one."""
    place = _place_or_404(request, pk)
    known = [str(half) for half in known_of(place).free_half_hours]
    form = HalvesForm(request.POST if request.method == "POST" else None, initial={"halves": known})
    if form.is_valid():
        keep_hours(place, [int(half) for half in form.cleaned_data["halves"]], by=request.user)
        messages.success(request, _("Kept. Thank you."))
        return redirect("matching:my-hours", pk=place.pk)
    context = _frame(request, place) | {"form": form, "week": week_in_halves(form.ticked)}
    return render(request, "matching/my_hours_halves.html", context)


def _place_or_404(request: SignedInRequest, pk: UUID) -> Participant:
    """Return a place of the person's own."""
    place = own_place(request.user, pk)
    if place is None:
        raise Http404
    return place


def _frame(request: SignedInRequest, place: Participant) -> dict[str, Any]:
    """Return what both pages show around their ticks."""
    return {
        "place": place,
        "programme": place.cohort.programme,
        "zone": zone_name(request.user.time_zone),
    }
