"""The code on the wall: shown large by the facilitator, typed in by those in the room."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.models import Programme
from training.actions import NotInProgrammeError, TooEarlyError
from training.actions.wall import (
    NoRoomError,
    SaidOtherwiseError,
    TooManyTriesError,
    WrongCodeError,
    come_in_by_code,
    put_wall_up,
    take_wall_down,
)
from training.attending.on_the_wall import wall_of
from training.forms import HeadsForm, WallCodeForm
from training.views.sessions import find

REFUSED = (
    IllegalTransitionError,
    NoRoomError,
    NotInProgrammeError,
    SaidOtherwiseError,
    TooEarlyError,
    TooManyTriesError,
    WrongCodeError,
)


@programme_view(Permission.RECORD_ATTENDANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def wall(request: SignedInRequest, programme: Programme, session_id: UUID) -> HttpResponse:
    """Show the code and who came in by it; POST puts it up or takes it down."""
    session = find(request, programme, session_id)
    if request.method == "POST":
        try:
            change = put_wall_up if request.POST.get("up") == "1" else take_wall_down
            change(session, by=request.user)
        except IllegalTransitionError:
            messages.error(request, _("This session was cancelled."))
        return redirect("training:attendance-wall", programme.slug, session.pk)
    form = HeadsForm(request.GET if "heads" in request.GET else None)
    heads = form.cleaned_data["heads"] if form.is_valid() else None
    context = {
        "programme": programme,
        "session": session,
        "wall": wall_of(session, timezone.now(), heads=heads),
        "form": form,
    }
    return render(request, "training/wall.html", context)


@programme_view(Permission.RECORD_ATTENDANCE)
@require_GET
def wall_now(request: SignedInRequest, programme: Programme, session_id: UUID) -> HttpResponse:
    """Hand out what stands on the wall at this moment, for the page to show."""
    session = find(request, programme, session_id)
    context = {
        "programme": programme,
        "session": session,
        "wall": wall_of(session, timezone.now()),
    }
    return render(request, "training/wall_now.html", context)


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "HEAD", "POST"])
def here(request: SignedInRequest) -> HttpResponse:
    """Ask for the code on the wall; POST notes whoever typed it as being there."""
    form = WallCodeForm(request.POST or None)
    if form.is_valid():
        try:
            session = come_in_by_code(request.user, form.cleaned_data["code"])
        except REFUSED as error:
            form.add_error("code", why_refused(error))
        else:
            messages.success(
                request, _("You are in. Enjoy “%(title)s”!") % {"title": session.title}
            )
            return redirect("training:learn-session", session.pk)
    status = 422 if form.errors else 200
    return render(request, "training/here.html", {"form": form}, status=status)


def why_refused(error: Exception) -> str:
    """Say what somebody can do whom the wall does not let in."""
    if isinstance(error, TooManyTriesError):
        return _("That was often. Wait ten minutes, or ask the facilitator to tick you.")
    if isinstance(error, NoRoomError):
        return _("All places are taken. Please speak with the facilitator.")
    if isinstance(error, SaidOtherwiseError):
        return _("The facilitator has noted that you were not there. Please speak with them.")
    if isinstance(error, WrongCodeError):
        return _("This is not the code on the wall now. It changes every half minute: look again.")
    return _("That cannot be noted now. Please ask the facilitator to tick you.")
