"""What somebody typed whose session had ended: kept for them until they have signed in."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponseBase

from matching.actions.messages import LONGEST

# In the session of whoever is about to sign in, by match; it ends with the session.
KEY = "message_words"

View = Callable[[HttpRequest, UUID], HttpResponseBase]


def keeps_words(view: View) -> View:
    """Let a view take what was typed past the sign-in; whoever is signed out sees nothing else.

    Only somebody of the match reads it afterwards, in the form they typed it into.
    """

    @wraps(view)
    def guarded(request: HttpRequest, pk: UUID) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, pk)
        if request.method == "POST" and (text := request.POST.get("text", "").strip()):
            request.session[KEY] = {str(pk): text[: 2 * LONGEST]}
        return redirect_to_login(request.get_full_path())

    return cast("View", login_not_required(guarded))


def words_kept(session: SessionBase, pk: UUID) -> str:
    """Return what was typed for a match before the person signed in again, or nothing."""
    kept: dict[str, Any] = session.get(KEY) or {}
    return str(kept.get(str(pk), ""))


def forget_words(session: SessionBase) -> None:
    """Let go of what was kept, once it is sent."""
    session.pop(KEY, None)
