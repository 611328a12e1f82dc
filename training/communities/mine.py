"""What a person sees of their communities in the portal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from mentorship.accounts.models import Person
from training.communities.enums import MemberState
from training.communities.queries import (
    gatherings,
    gatherings_of,
    members_of,
    memberships_of,
    moderators_of,
    open_to,
)
from training.enums import EnrolmentState
from training.models import Community, CommunityMember, Enrolment, Session

# As many past gatherings as somebody would read through.
MOST_PAST = 12


@dataclass(frozen=True, slots=True)
class Own:
    """A community of one's own, and its next gathering."""

    member: CommunityMember
    next: Session | None


@dataclass(frozen=True, slots=True)
class MyCommunities:
    """All that the page of one's communities shows."""

    mine: tuple[Own, ...]
    invited: tuple[CommunityMember, ...]
    open: tuple[Community, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing at all."""
        return not (self.mine or self.invited or self.open)


@dataclass(frozen=True, slots=True)
class Gathering:
    """A gathering to come, and what the person said about it."""

    session: Session
    booking: Enrolment | None

    @property
    def has_place(self) -> bool:
        """Tell whether they come, and have a place."""
        return self.booking is not None and self.booking.has_place

    @property
    def is_waiting(self) -> bool:
        """Tell whether they stand in line."""
        return self.booking is not None and self.booking.state == EnrolmentState.WAITING

    @property
    def has_declined(self) -> bool:
        """Tell whether they said that they cannot come, or gave their place up."""
        return self.booking is not None and not (self.has_place or self.is_waiting)


@dataclass(frozen=True, slots=True)
class MyCommunity:
    """All that the page of one community shows a member."""

    coming: tuple[Gathering, ...]
    past: tuple[Session, ...]
    moderators: tuple[CommunityMember, ...]
    members: int
    writes_up: bool


def my_communities_of(person: Person) -> MyCommunities:
    """Return where a person belongs, is invited and could join; three queries."""
    rows = list(memberships_of(person))
    mine = [row for row in rows if row.state == MemberState.MEMBER]
    coming = _next_of([row.community_id for row in mine])
    return MyCommunities(
        mine=tuple(Own(row, coming.get(row.community_id)) for row in mine),
        invited=tuple(row for row in rows if row.state == MemberState.INVITED),
        open=tuple(open_to(person).select_related("programme")),
    )


def my_community_of(community: Community, member: CommunityMember) -> MyCommunity:
    """Return what a member sees of a community, but for its members and its talk; six queries."""
    sessions = list(gatherings_of(community).upcoming().with_seats())
    answers = {
        row.session_id: row
        for row in Enrolment.objects.of(member.person).filter(session__in=sessions)
    }
    return MyCommunity(
        coming=tuple(Gathering(each, answers.get(each.pk)) for each in sessions),
        past=tuple(gatherings_of(community).past()[:MOST_PAST]),
        moderators=tuple(moderators_of(community)),
        members=members_of(community).count(),
        writes_up=member.is_moderator,
    )


def _next_of(communities: Sequence[UUID]) -> Mapping[UUID, Session]:
    """Return the next gathering of each of these communities; one query."""
    found: dict[UUID, Session] = {}
    for session in gatherings().filter(community__in=communities).upcoming():
        if session.community_id is not None:
            found.setdefault(session.community_id, session)
    return found
