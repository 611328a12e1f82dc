"""Asking once more who somebody is, before something dangerous."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.account import app_settings
from allauth.account.internal.flows import reauthentication
from allauth.account.internal.flows.login import get_authentication_records
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.access import SignedInRequest

P = ParamSpec("P")
# Who signs in by code alone has nothing else to show; their sign-in may be so much older.
FOR_CODES = 3
SIGN_IN_AGAIN = _("Please sign out and in again first, to show that it is you.")


def shows_again(
    app: str,
) -> Callable[
    [Callable[Concatenate[SignedInRequest, P], HttpResponseBase]],
    Callable[Concatenate[SignedInRequest, P], HttpResponseBase],
]:
    """Let a view run only for somebody who has just shown who they are; `app` is for the library.

    Whoever has a password or a second factor is asked for it. Whoever has neither must have signed
    in lately, and is sent back with a sentence otherwise.
    """

    def decorate(
        view: Callable[Concatenate[SignedInRequest, P], HttpResponseBase],
    ) -> Callable[Concatenate[SignedInRequest, P], HttpResponseBase]:
        @wraps(view)
        def careful(
            request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponseBase:
            if not has_shown(request, app):
                messages.info(request, SIGN_IN_AGAIN)
                return redirect("me")
            return view(request, *args, **kwargs)

        return careful

    return decorate


def has_shown(request: SignedInRequest, app: str) -> bool:
    """Tell whether somebody has just shown who they are; `app` is for the library.

    Sends whoever has a password or a second factor to be asked, by raising what the library
    catches. For whoever has neither it is False until they have signed in anew.
    """
    if not reauthentication.get_reauthentication_flows(request.user):
        return _signed_in_lately(request)
    reauthentication.raise_if_reauthentication_required(request, app=app)
    return True


def _signed_in_lately(request: SignedInRequest) -> bool:
    """Tell whether somebody has just signed in."""
    records = get_authentication_records(request, request.user)
    if not records:
        return False
    age: float = timezone.now().timestamp() - records[-1]["at"]
    return bool(age < app_settings.REAUTHENTICATION_TIMEOUT * FOR_CODES)
