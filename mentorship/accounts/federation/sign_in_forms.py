"""The forms of the sign-in page, which send people of some domains to their own service."""

from typing import Any

from allauth.account.forms import LoginForm, RequestLoginCodeForm
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from django import forms
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.federation.gate import must_use, to_service


class PasswordForm(LoginForm):  # type: ignore[misc]  # allauth carries no types
    """Address and password, for whoever may sign in by them."""

    def clean_login(self) -> str:
        """Send who has to sign in elsewhere there, before a password is looked at."""
        _lead_away(self.cleaned_data["login"])
        return str(self.cleaned_data["login"])


class CodeForm(RequestLoginCodeForm):  # type: ignore[misc]  # allauth carries no types
    """An address to which a code goes, for whoever may sign in by one."""

    def clean_email(self) -> str:
        """Send who has to sign in elsewhere there, before a code is mailed."""
        _lead_away(self.cleaned_data["email"])
        return str(super().clean_email())


class FindForm(forms.Form):
    """An address, by whose domain the organisation's sign-in is found."""

    email = forms.EmailField(
        label=_("Your e-mail address at work"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


def _lead_away(email: Any) -> None:
    """Go to the service at which this address has to sign in, if there is one."""
    provider = must_use(str(email))
    if provider is not None:
        raise ImmediateHttpResponse(to_service(context.request, provider))
