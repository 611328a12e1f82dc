"""Nudging everybody who is late, each at most once a day."""

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from programmes.actions.endorsements import nudge_endorsement
from programmes.actions.reviews import nudge_review
from programmes.applications.nudges import late_ones
from programmes.models import Programme, Review


@transaction.atomic
def nudge_everybody(programme: Programme, *, by: Person) -> int:
    """Nudge each reviewer and line manager who is late and may be nudged; return how many.

    Of two people at once the second waits for the first, and then nudges nobody twice.
    """
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    late = late_ones(programme, viewer=by, now=timezone.now())
    nudged = [each.row for each in late if not each.why_not]
    for row in nudged:
        if isinstance(row, Review):
            nudge_review(row, by=by)
        else:
            nudge_endorsement(row, by=by)
    return len(nudged)
