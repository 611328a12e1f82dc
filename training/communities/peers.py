"""Peer partners of a community: what a coordinator sees, and what the two see."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from mentorship.accounts.models import Person
from programmes.models import Profile
from training.communities.discussions import current_members
from training.communities.enums import PeerState, PeerWish
from training.communities.pairing import Candidate, was_paired
from training.enums import SessionState
from training.models import Community, CommunityMember, PeerPair, Session
from training.models.peers import PeerPairQuerySet

USUAL_WEEKS = timedelta(weeks=6)
LATEST_ENDED = 25


@dataclass(frozen=True, slots=True)
class Peers:
    """How peer partners stand in a community, without any of their words."""

    community: Community
    running: list[PeerPair]
    draft: list[PeerPair]
    resting: list[Person]
    waiting: list[Person]
    out: int
    met: int
    not_met: int
    ended_met: int
    ended_not_met: int
    places: list[Person] = field(default_factory=list)

    @property
    def until(self) -> date | None:
        """Return until when the proposed pairs would meet."""
        return self.draft[0].until if self.draft else None


def peers_of(community: Community) -> Peers:
    """Return how peer partners stand; the number of queries does not grow with them."""
    pairs = list(open_pairs(community).with_meetings())
    running = [pair for pair in pairs if pair.state == PeerState.ACTIVE]
    draft = [pair for pair in pairs if pair.state == PeerState.PROPOSED]
    members = list(current_members(community))
    free = _free(members, running)
    drafted = {person.pk for pair in draft for person in (pair.first, pair.second)}
    resting = [row.person for row in free if draft and row.person_id not in drafted]
    met = sum(pair.meeting_count > 0 for pair in running)  # type: ignore[attr-defined]  # by with_meetings
    ended = (
        PeerPair.objects.filter(community=community, state=PeerState.ENDED)
        .annotate(meeting_count=Count("meetings"))
        .aggregate(
            met=Count("pk", filter=Q(meeting_count__gt=0)),
            not_met=Count("pk", filter=Q(meeting_count=0)),
        )
    )
    return Peers(
        community=community,
        running=running,
        draft=draft,
        resting=resting,
        waiting=[row.person for row in free if row.peer_wish == PeerWish.WANTED],
        out=sum(row.peer_wish == PeerWish.OUT for row in members),
        met=met,
        not_met=len(running) - met,
        ended_met=ended["met"],
        ended_not_met=ended["not_met"],
        places=[row.person for row in free] if draft else [],
    )


def open_pairs(community: Community) -> PeerPairQuerySet:
    """Return the pairs that are proposed or meet."""
    return (
        PeerPair.objects.filter(
            community=community, state__in=(PeerState.PROPOSED, PeerState.ACTIVE)
        )
        .select_related("first", "second", "community__programme__organisation")
        .order_by("first__name", "pk")
    )


def pairs_of(person: Person) -> PeerPairQuerySet:
    """Return a person's own pairs that were made known: what is only proposed is for nobody yet."""
    return (
        PeerPair.objects.of(person)
        .filter(state__in=(PeerState.ACTIVE, PeerState.ENDED))
        .select_related("first", "second", "community__programme__organisation")
    )


def candidates_of(community: Community) -> list[Candidate]:
    """Return who can be paired now: who has no partner and does not want to be left out."""
    running = open_pairs(community).filter(state=PeerState.ACTIVE)
    free = _free(list(current_members(community)), list(running))
    departments = dict(
        Profile.objects.filter(
            membership__organisation=community.programme.organisation_id,
            membership__person__in=[row.person_id for row in free],
        ).values_list("membership__person", "department")
    )
    return [
        Candidate(
            key=str(row.person_id),
            department=departments.get(row.person_id, ""),
            rested=row.rested_at is not None,
            asked=row.peer_wish == PeerWish.WANTED,
        )
        for row in free
    ]


def history_of(community: Community) -> Counter[frozenset[str]]:
    """Return how often which two were partners; pairs that were only proposed do not count."""
    pairs = PeerPair.objects.filter(
        community=community, state__in=(PeerState.ACTIVE, PeerState.ENDED)
    )
    return Counter(
        was_paired(str(first), str(second))
        for first, second in pairs.values_list("first", "second")
    )


def usual_until(community: Community) -> date:
    """Return the day of the next gathering or, when none is planned, one in six weeks."""
    zone = community.programme.organisation.time_zone
    coming = Session.objects.filter(
        community=community, state=SessionState.PLANNED, starts_at__gt=timezone.now()
    )
    session = coming.order_by("starts_at").first()
    if session is not None:
        return timezone.localdate(session.starts_at, zone)
    return timezone.localdate(timezone=zone) + USUAL_WEEKS


def _free(members: list[CommunityMember], running: list[PeerPair]) -> list[CommunityMember]:
    """Return the members who have no partner, and have not said that they want none."""
    taken: set[UUID] = {key for pair in running for key in (pair.first_id, pair.second_id)}
    return [row for row in members if row.person_id not in taken and row.peer_wish != PeerWish.OUT]
