"""Founding an organisation."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from mentorship.accounts.actions.people import add_person
from mentorship.accounts.models import Organisation, OrganisationRole, Person
from mentorship.accounts.permissions import Role
from mentorship.audit.actions import record


class OrganisationExistsError(Exception):
    """An organisation of this name is there already; nothing was changed."""


@transaction.atomic
def found_organisation(
    *,
    name: str,
    administrator_name: str,
    administrator_email: str,
    zone: ZoneInfo,
    language: str = settings.LANGUAGE_CODE,
) -> Person:
    """Store an organisation with its first administrator, and return them; recorded.

    They sign in by a code sent to their address. Raises OrganisationExistsError.
    """
    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(
                name=name,
                slug=slugify(name, allow_unicode=True),
                time_zone=zone,
                language=language,
            )
    except IntegrityError as error:
        raise OrganisationExistsError(name) from error
    record("organisation.founded", organisation, by=None, organisation_id=organisation.pk)
    person = add_person(
        organisation=organisation, name=administrator_name, email=administrator_email, by=None
    )
    OrganisationRole.objects.create(
        membership=organisation.memberships.get(person=person),
        role=Role.ADMINISTRATOR,
        started_on=timezone.localdate(),
    )
    return person
