"""Nudging about endorsements."""

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from programmes.models import Endorsement


class NudgedTodayError(Exception):
    """The line manager was nudged within the day."""


class LinkClosedError(Exception):
    """There is nothing left to answer."""


@transaction.atomic
def nudge_endorsement(endorsement: Endorsement, *, by: Person) -> None:
    """Remind whoever the endorsement waits for."""
    endorsement.nudged_at = timezone.now()
    endorsement.save(update_fields=["nudged_at"])
