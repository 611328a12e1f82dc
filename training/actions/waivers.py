"""Letting somebody be matched although their training says no, for a reason and until a day."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.models import Participant
from training.currency.days import add_months
from training.models import Waiver
from training.queries.currency import today_at
from training.queries.waivers import waiver_of

MOST_MONTHS = 12


class OwnWaiverError(Exception):
    """Nobody waives their own training."""


class WaiverInForceError(Exception):
    """There is a waiver already, or it was just revoked; `waiver` is the one that is meant."""

    def __init__(self, waiver: Waiver) -> None:
        """Keep the waiver."""
        self.waiver = waiver
        super().__init__(str(waiver))


@transaction.atomic
def give_waiver(place: Participant, *, reason: str, until: date, by: Person) -> Waiver:
    """Waive what a participant's training lacks, from today to a day; recorded.

    Raises ValueError without a reason or for a day that has passed or is more than twelve months
    ahead, OwnWaiverError, and WaiverInForceError when one is in force.
    """
    programme = place.cohort.programme
    today = today_at(programme.organisation)
    if not reason.strip():
        raise ValueError("A waiver needs a reason.")
    if not today <= until <= add_months(today, MOST_MONTHS):
        raise ValueError("A waiver ends within twelve months.")
    if by.pk == place.person_id:
        raise OwnWaiverError
    Person.objects.select_for_update(no_key=True).get(pk=place.person_id)
    known = waiver_of(place, today)
    if known is not None:
        raise WaiverInForceError(known)
    waiver = Waiver.objects.create(
        programme=programme,
        person_id=place.person_id,
        role=place.role,
        reason=reason.strip(),
        starts_on=today,
        ends_on=until,
        given_by=by,
    )
    _record("waiver.given", waiver, by=by, until=until)
    return waiver


@transaction.atomic
def revoke_waiver(waiver: Waiver, *, by: Person) -> None:
    """End a waiver before its day; recorded. Raises WaiverInForceError when somebody did before."""
    open_ones = Waiver.objects.filter(pk=waiver.pk, revoked_at__isnull=True)
    if not open_ones.update(revoked_at=timezone.now(), revoked_by=by):
        raise WaiverInForceError(waiver)
    _record("waiver.revoked", waiver, by=by)


def _record(kind: str, waiver: Waiver, *, by: Person, **changes: object) -> None:
    """Record under the organisation that the programme belongs to."""
    organisation_id = waiver.programme.organisation_id
    record(kind, waiver, by=by, organisation_id=organisation_id, changes=changes)
