"""How long a session lasts: so long without a page, and so long in all."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person

BEGAN, SEEN = "session_began", "session_seen"
# A page a minute would write a row a minute: that somebody was here is kept this coarsely.
COARSE_SECONDS = 300


class SessionLifetimeMiddleware:
    """Signs out who stayed away too long, or signed in too long ago."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Remember the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at the session's age before anything is shown to whoever has it."""
        if isinstance(request.user, Person):
            now = time.time()
            if has_run_out(request.session, now):
                logout(request)
                messages.info(request, _("You were signed out after a while."))
            elif now - request.session.get(SEEN, 0) > COARSE_SECONDS:
                request.session.setdefault(BEGAN, now)
                request.session[SEEN] = now
        return self.get_response(request)


def has_run_out(session: Any, now: float) -> bool:
    """Tell whether a session is too old or was not used for too long; `now` in seconds."""
    began, seen = session.get(BEGAN, now), session.get(SEEN, now)
    return bool(
        now - began > settings.SESSION_HOURS * 3600
        or now - seen > settings.SESSION_IDLE_MINUTES * 60 + COARSE_SECONDS
    )


def begin_session(sender: Any, request: HttpRequest, user: Person, **_: Any) -> None:
    """Note when somebody signed in."""
    request.session[BEGAN] = request.session[SEEN] = time.time()
