"""How allauth writes to people: through the outbox, like everybody else."""

import uuid
from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from mentorship.accounts.federation.gate import turned_away
from mentorship.accounts.models import Person
from mentorship.notifications.actions import post
from mentorship.notifications.emails import (
    FACT_OF_ALLAUTH_NOTICE,
    KIND_OF_ALLAUTH_MAIL,
    LOGIN_CODE,
    SIGN_IN_CHANGED,
)
from mentorship.notifications.kinds import MessageKind

# What our templates use of allauth's context; the rest (request, sites, users) stays out of mails.
FACTS = ("code", "activate_url", "ip", "user_agent", "timestamp", "email")

# What allauth would write to an address that nobody here has.
TO_NOBODY = "account/email/unknown_account"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """Sends sign-in codes and notices as messages, and lets nobody sign up by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: people are added or invited."""
        return False

    def pre_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse | None:
        """Stop who may not sign in, or not this way; every way of signing in passes here."""
        stopped: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return stopped or turned_away(request, user, kwargs.get("signal_kwargs"))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Post what allauth wants to send; each code is a message of its own.

        Raises LookupError for a mail that this product has no words for.
        """
        if template_prefix == TO_NOBODY:
            _write_to_nobody(email)
            return
        kind = KIND_OF_ALLAUTH_MAIL.get(template_prefix)
        facts = {name: context[name] for name in FACTS if context.get(name)}
        if kind is None:
            kind = SIGN_IN_CHANGED
            facts["fact"] = FACT_OF_ALLAUTH_NOTICE[template_prefix]
        address = email.strip().lower()
        person = Person.objects.filter(email=address).first()
        _post(kind, person, address, facts)


def _post(kind: MessageKind, person: Person | None, address: str, facts: dict[str, Any]) -> None:
    """Post a mail about signing in."""
    post(
        kind,
        recipient=person,
        to_address=address,
        about=f"accounts.person:{person.pk}" if person else "accounts.address:unknown",
        occurrence=uuid.uuid4().hex,
        context={**facts, "minutes": settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60},
        stale_after=timezone.now() + _usefulness(is_secret=kind.is_secret),
    )


def _write_to_nobody(email: str) -> None:
    """Do the work of a mail and take it back: no clock tells whether an address is known here."""
    address = email.strip().lower()
    with transaction.atomic():
        person = Person.objects.filter(email=address, is_active=True).first()
        _post(LOGIN_CODE, person, address, {"code": "000000"})
        transaction.set_rollback(True)


def _usefulness(*, is_secret: bool) -> timedelta:
    """Return for how long a code may still help, or a notice still matters."""
    if is_secret:
        return timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
    return timedelta(days=7)
