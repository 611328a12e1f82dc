"""What somebody typed whose session had ended: kept for them until they have signed in."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from matching.actions.messages import LONGEST

# In the session of whoever is about to sign in, by match; it ends with the session.
KEY = "message_words"

View = Callable[[HttpRequest, UUID], HttpResponseBase]


def keeps_words(view: View) -> View:
    """Let a view take what was typed past the sign-in; whoever is signed out sees nothing else.

    Only somebody of the match reads it afterwards, in the form they typed it into. Somebody who
    signed in again elsewhere finds it there as well: their old form is refused, as every form is.
    """

    @wraps(view)
    def guarded(request: HttpRequest, pk: UUID) -> HttpResponseBase:
        is_accepted = False

        def accepted(request: HttpRequest, pk: UUID) -> HttpResponseBase:
            nonlocal is_accepted
            is_accepted = True
            return _past_the_door(view, request, pk)

        response = cast("View", csrf_protect(accepted))(request, pk)
        if is_accepted or not (request.user.is_authenticated and _is_from_here(request)):
            return response
        _keep(request, pk)
        return redirect(f"{request.path}#write")

    return cast("View", login_not_required(csrf_exempt(guarded)))


def words_kept(session: SessionBase, pk: UUID) -> str:
    """Return what was typed for a match before the person signed in again, or nothing."""
    kept: dict[str, Any] = session.get(KEY) or {}
    return str(kept.get(str(pk), ""))


def forget_words(session: SessionBase) -> None:
    """Let go of what was kept, once it is sent."""
    session.pop(KEY, None)


def _past_the_door(view: View, request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Show the page to whoever has signed in; send others to do so, with what they typed kept."""
    if request.user.is_authenticated:
        return view(request, pk)
    if request.method == "POST":
        _keep(request, pk)
    return redirect_to_login(request.get_full_path())


def _keep(request: HttpRequest, pk: UUID) -> None:
    """Keep what was typed in the session."""
    if text := request.POST.get("text", "").strip():
        request.session[KEY] = {str(pk): text[: 2 * LONGEST]}


def _is_from_here(request: HttpRequest) -> bool:
    """Tell whether a page of ours sent it, so that no other site puts words into anybody's form."""
    own = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin", "") == own
