"""A mentee agrees to what is asked of them."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.enums import ParticipantRole
from programmes.intake.queries import IN_HAND
from programmes.models import Application
from programmes.queries import policy_of


class CannotBeConfirmedError(Exception):
    """The application is not handed in, was withdrawn, or is no mentee's; nothing was changed."""


class HoursChangedError(Exception):
    """The programme asks for other hours than those that were shown; nothing was changed."""


@transaction.atomic
def confirm_commitment(application: Application, *, hours: Decimal, by: Person) -> None:
    """Note that a mentee agrees to so many hours a month; recorded. Agreed already: nothing.

    `hours` are those that were shown to them. Raises CannotBeConfirmedError, HoursChangedError.
    """
    stored = Application.objects.select_for_update().get(pk=application.pk)
    if stored.state not in IN_HAND or stored.role != ParticipantRole.MENTEE:
        raise CannotBeConfirmedError
    programme = application.cohort.programme
    if policy_of(programme).hours_a_month != hours:
        raise HoursChangedError
    if stored.confirmed_hours == hours:
        return
    application.confirmed_at, application.confirmed_hours = timezone.now(), hours
    application.save(update_fields=["confirmed_at", "confirmed_hours"])
    record(
        "application.confirmed",
        application,
        by=by,
        organisation_id=programme.organisation_id,
        changes={"hours": hours, "before": stored.confirmed_hours},
    )
