"""The link and QR code by which everybody in a room answers an anonymous wave."""

import uuid

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from evaluation.actions.waves import NoRoomError, open_room, shut_room
from evaluation.views.waves import wave_or_404
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.links import absolute
from programmes.access import programme_view
from programmes.models import Programme

# A quarter of it may be covered or dirty, and it is still read from the back of a room.
CORRECTION = "q"
SCALE = 8
QUIET_ZONE = 4


@require_GET
@programme_view(Permission.MANAGE_SURVEYS)
def wave_room(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Show the link and its code as large as the screen allows, to be put on a wall."""
    wave = wave_or_404(request, programme, pk)
    if not wave.room_key:
        return redirect("evaluation:wave", programme.slug, wave.pk)
    address = absolute(reverse("evaluation:room", args=(wave.room_key,)))
    code = segno.make(address, error=CORRECTION, micro=False)
    context = {
        "programme": programme,
        "wave": wave,
        "address": address,
        "code": code.svg_data_uri(scale=SCALE, border=QUIET_ZONE, light="#fff"),
    }
    return render(request, "evaluation/wave_room.html", context)


@require_POST
@programme_view(Permission.MANAGE_SURVEYS)
def wave_room_open(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Make the link."""
    wave = wave_or_404(request, programme, pk)
    try:
        open_room(wave, by=request.user)
    except (NoRoomError, IllegalTransitionError):
        messages.error(request, _("Only an open, anonymous survey has a link for a room."))
    return redirect("evaluation:wave-room", programme.slug, wave.pk)


@require_POST
@programme_view(Permission.MANAGE_SURVEYS)
def wave_room_shut(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Take the link back."""
    wave = wave_or_404(request, programme, pk)
    shut_room(wave, by=request.user)
    messages.success(request, _("The link works no more. What was answered by it stays."))
    return redirect("evaluation:wave", programme.slug, wave.pk)
