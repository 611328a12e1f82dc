"""Asking once more who somebody is, before something dangerous."""

from allauth.account import app_settings
from allauth.account.internal.flows import reauthentication
from allauth.account.internal.flows.login import get_authentication_records
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.access import SignedInRequest

# Who signs in by code alone has nothing else to show; their sign-in may be so much older.
FOR_CODES = 3
SIGN_IN_AGAIN = _("Please sign out and in again first, to show that it is you.")


def sent_back(request: SignedInRequest) -> HttpResponse:
    """Send back, with a sentence, whoever has neither and has to sign in anew first."""
    messages.info(request, SIGN_IN_AGAIN)
    return redirect("me")


def has_shown(request: SignedInRequest, app: str) -> bool:
    """Tell whether somebody has just shown who they are; `app` is for the library.

    Sends whoever has a password or a second factor to be asked, by raising what the library
    catches. For whoever has neither it is False until they have signed in anew. A view looks up
    what it is about first: nobody is asked about what is not theirs.
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
