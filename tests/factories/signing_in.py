"""Sign-in services, domains, and looks as somebody else."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from mentorship.accounts.models.signing_in import ProviderKind, ProviderState
from tests.factories.accounts import OrganisationFactory, PersonFactory


class IdentityProviderFactory(DjangoModelFactory):
    class Meta:
        model = "accounts.IdentityProvider"

    organisation = factory.SubFactory(OrganisationFactory)
    slug = factory.Sequence("service-{}".format)
    name = "Guildhall account"
    kind = ProviderKind.OIDC
    state = ProviderState.OFFERED
    issuer = "https://login.guildhall.example"
    client_id = "mentorship"


class OwnedDomainFactory(DjangoModelFactory):
    class Meta:
        model = "accounts.OwnedDomain"

    organisation = factory.SubFactory(OrganisationFactory)
    domain = factory.Sequence("guild-{}.example".format)
    confirmed_at = factory.LazyFunction(timezone.now)


class ProviderLinkFactory(DjangoModelFactory):
    class Meta:
        model = "accounts.ProviderLink"

    provider = factory.SubFactory(IdentityProviderFactory)
    person = factory.SubFactory(PersonFactory)
    subject = factory.Sequence("subject-{}".format)
    used_at = factory.LazyFunction(timezone.now)


class ViewingFactory(DjangoModelFactory):
    class Meta:
        model = "accounts.Viewing"

    organisation = factory.SubFactory(OrganisationFactory)
    viewer = factory.SubFactory(PersonFactory)
    person = factory.SubFactory(PersonFactory)
    reason = "They cannot find their next meeting."
    began_at = factory.LazyFunction(timezone.now)
    until = factory.LazyAttribute(lambda viewing: viewing.began_at + timedelta(minutes=30))
