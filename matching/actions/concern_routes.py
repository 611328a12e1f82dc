"""Saying who answers concerns: in a programme, and in an organisation."""

from typing import Any

from django.db import transaction

from matching.models import ConcernContact, ConcernRoute
from mentorship.accounts.models import Organisation, Person
from mentorship.audit.actions import record
from programmes.models import Programme


@transaction.atomic
def set_route(programme: Programme, *, by: Person, **fields: Any) -> None:
    """Say who answers concerns in a programme and how soon; recorded.

    `fields` are those of a ConcernRoute: handler, deputy, urgent_hours, normal_hours, low_hours.
    """
    route, _is_new = ConcernRoute.objects.update_or_create(programme=programme, defaults=fields)
    record("concern_route.set", route, by=by, organisation_id=programme.organisation_id)


@transaction.atomic
def set_contact(organisation: Organisation, *, by: Person, **fields: Any) -> None:
    """Name whom people of an organisation can turn to, past all coordinators; recorded.

    `fields` are those of a ConcernContact; without a person nobody is named any more, and those who
    have concerns in hand keep them.
    """
    if fields.get("person") is None:
        named = ConcernContact.objects.filter(organisation=organisation)
        if named.delete()[0]:
            record("concern_contact.removed", organisation, by=by, organisation_id=organisation.pk)
        return
    contact, _is_new = ConcernContact.objects.update_or_create(
        organisation=organisation, defaults=fields
    )
    record("concern_contact.set", contact, by=by, organisation_id=organisation.pk)
