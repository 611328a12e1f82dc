"""Putting a need off until tomorrow, and taking it up again."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.models import Programme, PutOff
from programmes.needs import Need, Urgency


class CannotWaitError(Exception):
    """The need is urgent now; nothing was changed."""


@transaction.atomic
def put_off(need: Need, *, programme: Programme, by: Person) -> PutOff:
    """Hide a need from one person until tomorrow begins where they are; recorded.

    What they put off on earlier days is forgotten. Raises CannotWaitError.
    """
    if need.urgency == Urgency.NOW:
        raise CannotWaitError
    now = timezone.now()
    PutOff.objects.filter(person=by, until__lte=now).delete()
    found, _is_new = PutOff.objects.update_or_create(
        programme=programme,
        person=by,
        key=need.key,
        defaults={"at": now, "until": _tomorrow(now, by)},
    )
    _record("need.put_off", found, by=by)
    return found


@transaction.atomic
def take_up(row: PutOff, *, by: Person) -> None:
    """Show a need again; recorded."""
    _record("need.taken_up", row, by=by)
    row.delete()


def _tomorrow(now: datetime, person: Person) -> datetime:
    """Return the moment at which the person's next day begins."""
    today = timezone.localdate(now, person.time_zone)
    return datetime.combine(today + timedelta(days=1), time(), tzinfo=person.time_zone)


def _record(kind: str, row: PutOff, *, by: Person) -> None:
    """Record under the organisation of the programme."""
    organisation_id = row.programme.organisation_id
    record(kind, row, by=by, organisation_id=organisation_id, changes={"until": row.until})
