"""Keeps health true at once: whatever is recorded about a match has it worked out again.

Every action writes down what it did, after it did it and in its own transaction. So no action has
to know of health, and none can forget it. What changes by time alone is found by the next pass.
"""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from matching.actions.care import work_out_health
from matching.care.gathering import UNDER_WAY
from matching.models import Match
from mentorship.audit.models import Event

# What records are about, and how the match is found from it.
PATHS = {
    "matching.match": "pk",
    "matching.matchmember": "members",
    "matching.meeting": "meetings",
    "matching.meetingmood": "meetings__moods",
    "matching.agreement": "agreements",
    "matching.fitcheck": "members__fit_checks",
    "matching.concern": "concerns",
    "matching.matchrest": "rests",
}


def touched(*match_ids: UUID | str) -> int:
    """Work out again how matches fare; those never scored, and not to be scored, are let be."""
    matches = Match.objects.filter(Q(state__in=UNDER_WAY) | Q(health__isnull=False))
    return work_out_health(matches.filter(pk__in=match_ids), on=timezone.localdate())


def follow_record(*, instance: Event, created: bool, **_: Any) -> None:
    """Have the health of a match follow what was recorded about it."""
    path = PATHS.get(instance.about_kind)
    if path is None or not created:
        return
    if path == "pk":
        touched(instance.about_id)
        return
    touched(*Match.objects.filter(**{path: instance.about_id}).values_list("pk", flat=True))
