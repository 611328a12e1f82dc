"""Whom the search finds in matches: places, by who has them."""

from django.db.models import QuerySet

from matching.enums import MatchState
from matching.models import Match, MatchMember
from mentorship.accounts.models import Person

# A proposal that came to nothing is nobody's relationship.
CAME_TO_NOTHING = (MatchState.DECLINED, MatchState.EXPIRED)


def members_seen_by(person: Person) -> "QuerySet[MatchMember]":
    """Return the places in matches that the person may see."""
    return MatchMember.objects.filter(match__in=Match.objects.visible_to(person))


def partners_of(person: Person) -> "QuerySet[MatchMember]":
    """Return the places of the others in a person's own matches."""
    own = Match.objects.involving(person).exclude(state__in=CAME_TO_NOTHING)
    return MatchMember.objects.filter(match__in=own).exclude(participant__person=person)
