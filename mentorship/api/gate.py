"""Who gets in by a token: deny by default, each view stamped with the scope that it asks for.

A session never counts here, so that no page can make a browser ask on somebody's behalf.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from mentorship.accounts.access import open_to_all
from mentorship.accounts.models import Organisation
from mentorship.api.counting import count_request, note_use
from mentorship.api.enums import Scope
from mentorship.api.models import AccessToken
from mentorship.api.tokens import comes_from, digest_of, has_form_of_token

View = Callable[..., HttpResponseBase]
Refusal = Callable[[HttpRequest, int, str], HttpResponse]

NOTHING_SHOWN = "Send a token: “Authorization: Bearer mnt_…”."
NOT_IN_FORCE = "This token is unknown, was taken back, or has ended."
NOT_FROM_HERE = "This token is not good from this network."
TOO_OFTEN = "This token asked too often. Wait, and ask again."


class TokenRequest(HttpRequest):
    """A request whose token was found good."""

    token: AccessToken

    @property
    def organisation(self) -> Organisation:
        """Return whose data it is about."""
        return self.token.organisation


def by_token(operation: str, scope: Scope | None, refuse: Refusal) -> Callable[[View], View]:
    """Let a request in whose token opens `scope` (None: any token); say no with `refuse`.

    `operation` is how the use of the token is noted.
    """

    def decorate(view: View) -> View:
        @csrf_exempt
        @open_to_all("asks for a token of an organisation instead of a sign-in")
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            token = _token_of(request)
            if token is None:
                words = NOT_IN_FORCE if "Authorization" in request.headers else NOTHING_SHOWN
                response = refuse(request, 401, words)
                response["WWW-Authenticate"] = 'Bearer realm="mentorship"'
                return response
            request.token = token  # type: ignore[attr-defined]  # requests take attributes
            answer = _turned_away(request, token, scope, refuse)
            answered = view(request, *args, **kwargs) if answer is None else answer
            note_use(token, operation, answered.status_code)
            return answered

        return guarded

    return decorate


def token_of(request: HttpRequest) -> AccessToken:
    """Return the token by which a request came in."""
    return cast("TokenRequest", request).token


def _token_of(request: HttpRequest) -> AccessToken | None:
    """Return the token in force that a request shows."""
    scheme, _space, text = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not has_form_of_token(text.strip()):
        return None
    found = AccessToken.objects.in_force().filter(digest=digest_of(text.strip()))
    return found.select_related("organisation").first()


def _turned_away(
    request: HttpRequest, token: AccessToken, scope: Scope | None, refuse: Refusal
) -> HttpResponse | None:
    """Return why a known token does not get in, or None when it does."""
    if not comes_from(get_adapter().get_client_ip(request), token.networks):
        return refuse(request, 403, NOT_FROM_HERE)
    seconds = count_request(token)
    if seconds is not None:
        response = refuse(request, 429, TOO_OFTEN)
        response["Retry-After"] = str(seconds)
        return response
    if scope is not None and scope not in token.scopes:
        return refuse(request, 403, f"This token lacks the scope {scope.value}.")
    return None
