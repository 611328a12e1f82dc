"""Nudging everybody who is late, each at most once a day."""

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from programmes.actions.endorsements import (
    LinkClosedError,
    NudgedTodayError,
    nudge_endorsement,
)
from programmes.actions.reviews import NudgedAlreadyError, ReviewClosedError, nudge_review
from programmes.applications.nudges import late_ones
from programmes.models import Endorsement, Programme, Review

# Somebody answered, or was nudged, between being found and being nudged.
TOO_LATE = (LinkClosedError, NudgedAlreadyError, NudgedTodayError, ReviewClosedError)


@transaction.atomic
def nudge_everybody(programme: Programme, *, by: Person) -> int:
    """Nudge each reviewer and line manager who is late and may be nudged; return how many.

    Of two people at once the second waits for the first, and then nudges nobody twice.
    """
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    late = late_ones(programme, viewer=by, now=timezone.now())
    return sum(_nudge(each.row, by) for each in late if not each.why_not)


def _nudge(row: Review | Endorsement, by: Person) -> bool:
    """Nudge whoever the row waits for; tell whether that was still to be done."""
    try:
        if isinstance(row, Review):
            nudge_review(row, by=by)
        else:
            nudge_endorsement(row, by=by)
    except TOO_LATE:
        return False
    return True
