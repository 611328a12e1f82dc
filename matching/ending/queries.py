"""What others ask about endings."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from matching.models import Match, RematchWish
from mentorship.accounts.models import Person


def wishes_waiting(match_ids: Iterable[UUID]) -> dict[UUID, list[RematchWish]]:
    """Return who waits for somebody else, by match, oldest first; one query, for coordinators.

    Matches of which nobody waits are left out, so that `in` tells whether somebody does.
    """
    waiting = RematchWish.objects.waiting().filter(member__match__in=list(match_ids))
    found: defaultdict[UUID, list[RematchWish]] = defaultdict(list)
    for wish in waiting.select_related("member__participant__person").order_by("asked_at"):
        found[wish.member.match_id].append(wish)
    return dict(found)


def wishes_for(match: Match, viewer: Person) -> list[RematchWish]:
    """Return who in a match waits for somebody else; none to a coordinator who is in it."""
    if viewer in match.people:
        return []
    return wishes_waiting([match.pk]).get(match.pk, [])
