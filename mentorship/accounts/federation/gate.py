"""Who has to sign in at their organisation's own service, whichever other way they try.

It rests on the domain of an address alone, so it says nothing about who is known here.
"""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from mentorship.accounts.federation.identities import domain_of
from mentorship.accounts.models import IdentityProvider, Person
from mentorship.accounts.models.signing_in import OPEN_STATES, ProviderState

# What a sign-in by a service tells the gate of itself; nothing from outside reaches it.
BY_PROVIDER = "by_provider"


def provider_for(email: str, *, states: tuple[str, ...] = OPEN_STATES) -> IdentityProvider | None:
    """Return the sign-in service for an address, where its domain's organisation has one open.

    One that must be used comes before one that may be.
    """
    domain = domain_of(email)
    if not domain:
        return None
    serving = IdentityProvider.objects.filter(
        state__in=states,
        organisation__owned_domains__domain=domain,
        organisation__owned_domains__confirmed_at__isnull=False,
    )
    return serving.order_by("-state", "pk").first()


def must_use(email: str) -> IdentityProvider | None:
    """Return the service at which people of this address have to sign in, if there is one."""
    return provider_for(email, states=(ProviderState.REQUIRED,))


def turned_away(
    request: HttpRequest, person: Person, told: Mapping[str, Any] | None
) -> HttpResponse | None:
    """Return the way to the organisation's service for who has to use it and did not."""
    provider = must_use(person.email or "")
    if provider is None or (told or {}).get(BY_PROVIDER) == str(provider.organisation_id):
        return None
    return to_service(request, provider)


def to_service(request: HttpRequest, provider: IdentityProvider) -> HttpResponse:
    """Lead to the page of a service, and say why."""
    words = _("Your organisation asks you to sign in by its own sign-in, %(name)s.")
    messages.info(request, words % {"name": provider.name})
    onward = request.POST.get("next") or request.GET.get("next")
    query = f"?{urlencode({'next': onward})}" if onward else ""
    return redirect(f"{reverse('sign-in-provider', args=(provider.slug,))}{query}")
