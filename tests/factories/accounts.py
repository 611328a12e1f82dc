"""People and organisations."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from mentorship.accounts.permissions import Role
from tests.factories.dates import days_ago


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = "accounts.Organisation"

    name = factory.Sequence("Guild {}".format)
    slug = factory.Sequence("guild-{}".format)


class PersonFactory(DjangoModelFactory):
    """Somebody who signs in by code; `password="…"` lets them sign in by password as well."""

    class Meta:
        model = "accounts.Person"

    name = factory.Sequence("Kim Person {}".format)
    email = factory.Sequence("person-{}@example.org".format)

    @classmethod
    def _create(cls, model_class: Any, *_: Any, **fields: Any) -> Any:
        return model_class.objects.create_person(**fields)


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = "accounts.Membership"

    organisation = factory.SubFactory(OrganisationFactory)
    person = factory.SubFactory(PersonFactory)
    joined_on = factory.LazyFunction(days_ago(400))


class OrganisationRoleFactory(DjangoModelFactory):
    class Meta:
        model = "accounts.OrganisationRole"

    membership = factory.SubFactory(MembershipFactory)
    role = Role.ADMINISTRATOR
    started_on = factory.LazyFunction(days_ago(300))


class SecondFactorFactory(DjangoModelFactory):
    """An authenticator app that a person has set up (`user`, as allauth calls them)."""

    class Meta:
        model = "mfa.Authenticator"

    type = "totp"
    data = factory.LazyFunction(lambda: {"secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"})
