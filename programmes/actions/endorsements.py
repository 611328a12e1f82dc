"""Nudging about endorsements."""

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from programmes.models import Endorsement


@transaction.atomic
def nudge_endorsement(endorsement: Endorsement, *, by: Person) -> None:
    """Remind whoever the endorsement waits for."""
    endorsement.nudged_at = timezone.now()
    endorsement.save(update_fields=["nudged_at"])
