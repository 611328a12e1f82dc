"""Middleware that depends on who has signed in."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from mentorship.accounts.queries import needs_second_factor

GetResponse = Callable[[HttpRequest], HttpResponse]

# In the session: whom their organisation's own sign-in asked for a second step.
VOUCHED = "second_step_vouched_for"

# Where somebody without a second factor may still go: to set one up, and to leave.
_SETTING_UP = ("/accounts/", "/sign-in/", "/static/", "/healthz", "/readyz")


class PersonalSettingsMiddleware:
    """Shows each person their own time zone and language."""

    def __init__(self, get_response: GetResponse) -> None:
        """Remember the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Activate the zone and language for this request alone."""
        if not isinstance(request.user, Person):
            with timezone.override(None):
                return self.get_response(request)
        with timezone.override(request.user.time_zone), translation.override(request.user.language):
            return self.get_response(request)


class SecondFactorMiddleware:
    """Asks those who look after other people's data for a second factor before anything else."""

    def __init__(self, get_response: GetResponse) -> None:
        """Remember the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Send them to set one up, once they are signed in."""
        if self.may_pass(request):
            return self.get_response(request)
        messages.info(
            request,
            _(
                "Because you look after other people’s details, or your organisation asks for it, "
                "please add a second step to your sign-in."
            ),
        )
        return redirect("mfa_index")

    def may_pass(self, request: HttpRequest) -> bool:
        """Tell whether nothing more is asked of this request."""
        if not settings.SECOND_FACTOR_REQUIRED or not isinstance(request.user, Person):
            return True
        if request.path.startswith(_SETTING_UP):
            return True
        if request.session.get(VOUCHED) == str(request.user.pk):
            return True
        return not needs_second_factor(request.user) or is_mfa_enabled(request.user)
