"""What follows when somebody signs in, fails to, or changes how they sign in."""

from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as mfa_signals
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.http import HttpRequest

from mentorship.accounts.actions.sightings import note_viewed_as
from mentorship.accounts.lifetimes import begin_session
from mentorship.accounts.models import Person
from mentorship.accounts.viewing.signals import seen_as
from mentorship.audit.actions import record


def note_sign_in(sender: Any, request: HttpRequest, user: Person, **_: Any) -> None:
    """Record a sign-in."""
    record("accounts.signed_in", user, by=user)


def note_sign_out(sender: Any, request: HttpRequest, user: Person | None, **_: Any) -> None:
    """Record a sign-out; an expired session has no person."""
    if user is not None:
        record("accounts.signed_out", user, by=user)


def note_password(sender: Any, request: HttpRequest, user: Person, **_: Any) -> None:
    """Record a new password."""
    record("accounts.password_changed", user, by=user)


def note_factor_added(sender: Any, request: HttpRequest, user: Person, **_: Any) -> None:
    """Record a new second factor or passkey."""
    record("accounts.factor_added", user, by=user)


def note_factor_removed(sender: Any, request: HttpRequest, user: Person, **_: Any) -> None:
    """Record a second factor or passkey taken away."""
    record("accounts.factor_removed", user, by=user)


def connect() -> None:
    """Hear of all of these."""
    user_logged_in.connect(note_sign_in)
    seen_as.connect(note_viewed_as)
    user_logged_in.connect(begin_session)
    user_logged_out.connect(note_sign_out)
    account_signals.password_changed.connect(note_password)
    account_signals.password_set.connect(note_password)
    account_signals.password_reset.connect(note_password)
    mfa_signals.authenticator_added.connect(note_factor_added)
    mfa_signals.authenticator_removed.connect(note_factor_removed)
