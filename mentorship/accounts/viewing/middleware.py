"""Shows an administrator the product as somebody else, and lets nothing be changed by it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.db import InternalError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from mentorship.accounts.actions.viewing import note_page
from mentorship.accounts.models import Person, Viewing
from mentorship.accounts.viewing.now import looking_as_somebody_else
from mentorship.accounts.viewing.pages import WRITES, is_for_everybody, is_open, why_shut
from mentorship.accounts.viewing.queries import KEY, current_viewing

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# Where the administrator is themselves again: to read of the look, and to end it.
OWN_PAGE = "viewing"


class ViewingMiddleware:
    """Stands last, so that sessions, second steps and sign-outs are the administrator's own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Remember the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Put the person in the place of the administrator for this request."""
        viewer = request.user
        if not isinstance(viewer, Person) or KEY not in request.session:
            return self.get_response(request)
        viewing = current_viewing(viewer, request.session)
        if viewing is None:
            del request.session[KEY]
            return self.get_response(request)
        with _as_somebody_else(request, viewing):
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Open what may be seen, and say why the rest stays shut."""
        viewing: Viewing | None = getattr(request, "viewing", None)
        match = request.resolver_match
        if viewing is None or match is None:
            return None
        viewer: Person = request.viewer  # type: ignore[attr-defined]  # set beside `viewing`
        if match.view_name == OWN_PAGE:
            request.user = viewer
            return None
        if request.method not in SAFE:
            return _shut(request, WRITES)
        if not is_for_everybody(view, kwargs):
            if not is_open(match.view_name):
                return _shut(request, why_shut(match.view_name))
            note_page(viewing, page=match.view_name, by=viewer)
        _read_only(is_on=True)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Say that a page stays shut which would have written something down."""
        if getattr(request, "viewing", None) is None or not isinstance(error, InternalError):
            return None
        _read_only(is_on=False)
        return _shut(request, WRITES)


@contextmanager
def _as_somebody_else(request: HttpRequest, viewing: Viewing) -> Iterator[None]:
    """Swap person and session for a while; what the pages remember is forgotten after."""
    viewer, session = request.user, request.session
    request.viewing, request.viewer = viewing, viewer  # type: ignore[attr-defined]  # ours
    request.user = viewing.person
    # Their page ends the look, and so needs the administrator's own session.
    if request.path_info != reverse(OWN_PAGE):
        request.session = SessionStore()
    try:
        with looking_as_somebody_else():
            yield
    finally:
        request.user, request.session = viewer, session
        _read_only(is_on=False)


def _read_only(*, is_on: bool) -> None:
    """Let the database refuse, or again take, whatever would change it."""
    value = "on" if is_on else "off"
    with connection.cursor() as cursor:
        cursor.execute(f"SET SESSION default_transaction_read_only = {value}")


def _shut(request: HttpRequest, why: Any) -> HttpResponse:
    """Say why a page stays shut."""
    return render(request, "viewing/shut.html", {"why": why}, status=403)
