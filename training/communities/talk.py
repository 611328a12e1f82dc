"""The part of a community's page on what happens between gatherings."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.accounts.models import Person
from training.communities.discussions import (
    count_news,
    discussions_for,
    moderators_of,
    reader_of,
)
from training.communities.enums import PeerState
from training.communities.peers import pairs_of
from training.communities.resources import Sorting, sorted_by, with_ratings
from training.models import Community, Discussion, PeerPair, Resource

LATEST = 3


@dataclass(frozen=True, slots=True)
class Talk:
    """What a member sees of discussions, resources and peer partners at a glance."""

    community: Community
    headline: str
    discussions: Sequence[Discussion]
    moderators: Sequence[Person]
    resources: Sequence[Resource]
    peers: Sequence[tuple[PeerPair, Person]]


def talk_of(community: Community, person: Person) -> Talk | None:
    """Return the part of a community's page for a member, or None for who is none."""
    reader = reader_of(community, person)
    if reader is None:
        return None
    kept = Resource.objects.visible_to(person).on_offer().filter(community=community)
    pairs = pairs_of(person).filter(community=community, state=PeerState.ACTIVE).with_meetings()
    return Talk(
        community=community,
        headline=talk_headline(count_news(community, reader)),
        discussions=list(discussions_for(community, reader)[:LATEST]),
        moderators=moderators_of(community),
        resources=list(sorted_by(with_ratings(kept, person), Sorting.RATING)[:LATEST]),
        peers=[(pair, pair.partner_of(person)) for pair in pairs],
    )


def talk_headline(news: int) -> str:
    """Say how much is new: the sentence above the discussions."""
    if not news:
        return _("Nothing new since you looked")
    sentence = ngettext("%(count)s discussion is new", "%(count)s discussions are new", news)
    return sentence % {"count": news}
