"""Saying on which days an organisation works."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction

from mentorship.accounts.models import Organisation, Person
from mentorship.audit.actions import record
from programmes.models import ClosedDay


class DayTakenError(Exception):
    """The day is a closed day already; nothing was changed."""


@transaction.atomic
def set_working_days(
    organisation: Organisation,
    *,
    country: str,
    subdivision: str,
    weekend_days: Iterable[int],
    by: Person | None,
) -> None:
    """Say where an organisation works and which days are its weekend; recorded."""
    organisation.country = country
    organisation.subdivision = subdivision
    organisation.weekend_days = sorted(set(weekend_days))
    organisation.save(update_fields=("country", "subdivision", "weekend_days"))
    record(
        "organisation.working_days_changed",
        organisation,
        by=by,
        organisation_id=organisation.pk,
        changes={"country": country, "subdivision": subdivision},
    )


@transaction.atomic
def add_closed_day(
    organisation: Organisation, *, on: date, name: str, by: Person | None
) -> ClosedDay:
    """Name a day on which the organisation is closed; recorded. Raises DayTakenError."""
    try:
        with transaction.atomic():
            day = ClosedDay.objects.create(organisation=organisation, on=on, name=name)
    except IntegrityError as error:
        raise DayTakenError(on) from error
    record("closed_day.added", day, by=by, changes={"on": str(on)})
    return day


@transaction.atomic
def remove_closed_day(day: ClosedDay, *, by: Person | None) -> None:
    """Let people work on a day after all; recorded."""
    record("closed_day.removed", day, by=by, changes={"on": str(day.on)})
    day.delete()
