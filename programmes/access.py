"""Console pages of one programme: found among those a person may see, opened with a permission."""

from collections.abc import Callable
from copy import copy
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from mentorship.accounts.access import SignedInRequest, require, stamp
from mentorship.accounts.permissions import Permission
from programmes.models import Programme
from programmes.queries import console_programmes

P = ParamSpec("P")

# Where a session keeps the slug of the programme looked at last, for pages that belong to none.
REMEMBERED_PROGRAMME = "programme"
ConsoleView = Callable[Concatenate[SignedInRequest, Programme, P], HttpResponseBase]


class ConsoleRequest(SignedInRequest):
    """A request to a page of one programme, which the page's frame shows."""

    programme: Programme


def programme_view(
    permission: Permission,
) -> Callable[[ConsoleView[P]], Callable[..., HttpResponseBase]]:
    """Stamp a view whose address has a programme's `slug`, and hand it the programme.

    Strangers get 404, so that they cannot tell which programmes exist; people of the programme
    without the permission there get 403.
    """

    def decorate(view: ConsoleView[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            console = cast("ConsoleRequest", request)
            programme = _programme(console, slug)
            require(
                console.user,
                permission,
                organisation_id=programme.organisation_id,
                programme_id=programme.pk,
            )
            console.programme = programme
            _remember(console)
            return view(console, programme, *args, **kwargs)

        stamp(guarded, permission)
        return guarded

    return decorate


def programmes_at_hand(request: SignedInRequest) -> list[Programme]:
    """Return the programmes that whoever asks runs or oversees; asked for once per request."""
    person, programmes = getattr(request, "programmes_at_hand", (None, []))
    if person is not request.user:
        programmes = console_programmes(request.user)
        request.programmes_at_hand = (  # type: ignore[attr-defined]  # ours, for this request
            request.user,
            programmes,
        )
    return programmes


def _programme(request: SignedInRequest, slug: str) -> Programme:
    """Return the programme of an address, if the person may see it."""
    at_hand = (each for each in programmes_at_hand(request) if each.slug == slug)
    if found := next(at_hand, None):
        # A page's form may write on it what is never stored; the frame shows it as it is.
        return copy(found)
    visible = Programme.objects.visible_to(request.user).select_related("organisation")
    return get_object_or_404(visible, slug=slug)


def _remember(request: ConsoleRequest) -> None:
    """Keep the programme looked at last; written only when it changes."""
    if request.session.get(REMEMBERED_PROGRAMME) != request.programme.slug:
        request.session[REMEMBERED_PROGRAMME] = request.programme.slug
