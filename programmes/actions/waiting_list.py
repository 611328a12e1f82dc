"""Putting applicants on a cohort's waiting list."""

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from programmes.models import Application, WaitingPlace


@transaction.atomic
def join_waiting_list(application: Application, *, by: Person) -> WaitingPlace:
    """Give an applicant a place on the waiting list of their cohort, once."""
    place, _is_new = WaitingPlace.objects.get_or_create(
        application=application, defaults={"joined_at": timezone.now()}
    )
    return place
