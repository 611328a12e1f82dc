"""Letting in whom an organisation's own sign-in service vouches for."""

from dataclasses import replace

from django.db import IntegrityError, transaction
from django.utils import timezone

from mentorship.accounts.actions.people import add_person
from mentorship.accounts.federation.identities import DistrustedError, Identity, Mistrust
from mentorship.accounts.models import (
    IdentityProvider,
    Membership,
    OwnedDomain,
    Person,
    ProviderLink,
)
from mentorship.accounts.models.signing_in import Joining
from mentorship.audit.actions import record


@transaction.atomic
def welcome(identity: Identity, *, provider: IdentityProvider) -> Person:
    """Return the person whom the service means, linked to its name for them; recorded.

    It is believed about addresses of the organisation's own, confirmed domains alone, so it can
    never open the account of somebody whose mail is elsewhere. Raises DistrustedError.
    """
    check_address(identity, provider=provider)
    link = (
        ProviderLink.objects.select_for_update()
        .filter(provider=provider, subject=identity.subject)
        .select_related("person")
        .first()
    )
    if link is None:
        return _link(identity, provider)
    _check_person(link.person, provider)
    link.used_at = timezone.now()
    link.save(update_fields=["used_at"])
    return link.person


def check_address(identity: Identity, *, provider: IdentityProvider) -> None:
    """Raise DistrustedError unless the service may vouch for the address that it names."""
    if not identity.domain or identity.is_verified is False:
        raise DistrustedError(Mistrust.NO_EMAIL)
    domains = OwnedDomain.objects.confirmed().filter(organisation_id=provider.organisation_id)
    if not domains.filter(domain=identity.domain).exists():
        raise DistrustedError(Mistrust.FOREIGN_DOMAIN, identity.domain)


def _link(identity: Identity, provider: IdentityProvider) -> Person:
    """Find the person by the address, or add them where newcomers are added, and link them."""
    person = Person.objects.filter(email=identity.email).first()
    if person is None:
        person = _newcomer(identity, provider)
    # Two records that were found to be one person: the address opens only what is its domain's.
    if person.merged_into is not None:
        person = person.merged_into
        check_address(replace(identity, email=person.email or ""), provider=provider)
    _check_person(person, provider)
    if ProviderLink.objects.filter(provider=provider, person=person).exists():
        raise DistrustedError(Mistrust.OTHERWISE_LINKED)
    try:
        with transaction.atomic():
            link = ProviderLink.objects.create(
                provider=provider,
                person=person,
                subject=identity.subject,
                used_at=timezone.now(),
            )
    except IntegrityError as error:
        raise DistrustedError(Mistrust.STALE, "two sign-ins at once") from error
    record(
        "sign_in.linked",
        link,
        by=person,
        organisation_id=provider.organisation_id,
        changes={"person": person.pk, "provider": provider.pk},
    )
    return person


def _newcomer(identity: Identity, provider: IdentityProvider) -> Person:
    """Add somebody to the organisation and to nothing else, where it wants that."""
    if provider.joining != Joining.MEMBERS:
        raise DistrustedError(Mistrust.UNKNOWN)
    name = identity.name or identity.email.partition("@")[0]
    return add_person(organisation=provider.organisation, name=name, email=identity.email, by=None)


def _check_person(person: Person, provider: IdentityProvider) -> None:
    """Raise DistrustedError where they may not sign in, or belong to the organisation no more.

    Somebody who takes part and never belonged is let in where newcomers are, as one.
    """
    if not person.is_active:
        raise DistrustedError(Mistrust.SHUT_OUT)
    theirs = Membership.objects.filter(person=person, organisation_id=provider.organisation_id)
    if theirs.current().exists():
        return
    if theirs.exists():
        raise DistrustedError(Mistrust.SHUT_OUT, "they left the organisation")
    if provider.joining != Joining.MEMBERS:
        raise DistrustedError(Mistrust.UNKNOWN)
    add_person(organisation=provider.organisation, name=person.name, email=person.email, by=None)
