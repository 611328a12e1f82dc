"""What others ask about endings."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from matching.models import RematchWish


def wishes_waiting(match_ids: Iterable[UUID]) -> dict[UUID, list[RematchWish]]:
    """Return who waits for somebody else, by match, oldest first; one query, for coordinators.

    Matches of which nobody waits are left out, so that `in` tells whether somebody does.
    """
    waiting = RematchWish.objects.waiting().filter(member__match__in=list(match_ids))
    found: defaultdict[UUID, list[RematchWish]] = defaultdict(list)
    for wish in waiting.select_related("member__participant__person").order_by("asked_at"):
        found[wish.member.match_id].append(wish)
    return dict(found)
