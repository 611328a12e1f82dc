"""Calling for a person’s attention where a mail is not enough."""

from datetime import date

from django.db import transaction

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.models import Programme
from training.models import CareCall
from training.retention.enums import CareReason


@transaction.atomic
def call_for_care(
    programme: Programme, person: Person, *, reason: CareReason, occasion_key: str, on: date
) -> CareCall:
    """Ask the team to get in touch with somebody, once for each occasion; recorded."""
    call, is_new = CareCall.objects.get_or_create(
        programme=programme,
        person=person,
        occasion_key=occasion_key,
        defaults={"reason": reason, "called_for_on": on},
    )
    if is_new:
        record(
            "care.called_for",
            call,
            by=None,
            organisation_id=programme.organisation_id,
            changes={"reason": reason},
        )
    return call
