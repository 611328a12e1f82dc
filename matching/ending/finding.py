"""One's own match, and one's place in it."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from matching.models import Match, MatchMember
from mentorship.accounts.models import Person


def own_match_or_404(person: Person, pk: UUID) -> tuple[Match, MatchMember]:
    """Return a match that the person is in, with its people, and their place; or answer 404."""
    own = Match.objects.visible_to(person).involving(person)
    match = get_object_or_404(
        own.select_related("cohort__programme__organisation").with_people(), pk=pk
    )
    member = next(each for each in match.members.all() if each.person == person)
    member.match = match
    return match, member
