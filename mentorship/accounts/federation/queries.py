"""Reads of sign-in services, domains and rules."""

from django.db.models import Count

from mentorship.accounts.access import organisations_allowing
from mentorship.accounts.models import (
    IdentityProvider,
    Organisation,
    OwnedDomain,
    Person,
    SignInPolicy,
)
from mentorship.accounts.permissions import Permission


def provider_at(slug: str) -> IdentityProvider | None:
    """Return the sign-in service of this short name, whoever asks."""
    found = IdentityProvider.objects.filter(slug=slug).select_related("organisation")
    return found.first()


def organisations_set_up_by(person: Person) -> list[Organisation]:
    """Return the organisations that the person administers, by name."""
    allowed = organisations_allowing(person, Permission.MANAGE_ORGANISATION)
    return list(Organisation.objects.visible_to(person).filter(pk__in=allowed))


def services_of(organisation: Organisation) -> list[IdentityProvider]:
    """Return the sign-in services of an organisation with how many people used each (`people`)."""
    services = IdentityProvider.objects.filter(organisation=organisation)
    return list(services.annotate(people=Count("links")))


def domains_of(organisation: Organisation) -> list[OwnedDomain]:
    """Return the domains an organisation said to be its own."""
    return list(OwnedDomain.objects.filter(organisation=organisation))


def policy_for(organisation: Organisation) -> SignInPolicy:
    """Return whom an organisation asks for a second step; nobody more where it never said."""
    found = SignInPolicy.objects.filter(organisation=organisation).first()
    return found or SignInPolicy(organisation=organisation)
