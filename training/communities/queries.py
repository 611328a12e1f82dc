"""Who belongs to which community, whom it is for, and which a person may find."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from mentorship.accounts.models import Person
from mentorship.accounts.models.person import PersonQuerySet
from programmes.enums import CohortState, ParticipantRole, ParticipantState
from programmes.models import Participant
from programmes.models.participant import ParticipantQuerySet
from programmes.retention import SEATED
from training.communities.enums import CommunityKind, Joining, LeftBecause, MemberState
from training.enums import Audience, SessionKind, SessionState
from training.models import Community, CommunityMember, Session
from training.models.community import CommunityMemberQuerySet, CommunityQuerySet
from training.models.session import SessionQuerySet

ROLES_OF_KIND: dict[str, frozenset[ParticipantRole]] = {
    CommunityKind.MENTORS: frozenset({ParticipantRole.MENTOR}),
    CommunityKind.MENTEES: frozenset({ParticipantRole.MENTEE}),
    CommunityKind.MIXED: frozenset(ParticipantRole),
    CommunityKind.TOPIC: frozenset(ParticipantRole),
}
AUDIENCE_OF_KIND: dict[str, Audience] = {
    CommunityKind.MENTORS: Audience.MENTORS,
    CommunityKind.MENTEES: Audience.MENTEES,
    CommunityKind.MIXED: Audience.BOTH,
    CommunityKind.TOPIC: Audience.BOTH,
}


def seats_of(programme_id: UUID) -> ParticipantQuerySet:
    """Return the places of those who take part, or took part to the end, in any cohort."""
    return Participant.objects.in_states(SEATED).filter(cohort__programme=programme_id)


def people_it_is_for(community: Community) -> PersonQuerySet:
    """Return whom a community is for: who has, or had to the end, a place in its roles."""
    seats = seats_of(community.programme_id).filter(role__in=ROLES_OF_KIND[community.kind])
    if community.cohort_id is not None:
        seats = seats.filter(cohort=community.cohort_id)
    return Person.objects.get_queryset().filter(Exists(seats.filter(person=OuterRef("pk"))))


def people_put_in(community: Community) -> PersonQuerySet:
    """Return who belongs to an automatic community by role.

    A community of one cohort lasts as long as the place in it; that of a programme keeps who
    finished, since alumni are worth having.
    """
    if community.cohort_id is None:
        return people_it_is_for(community)
    under_way = (
        Participant.objects.in_states(set(SEATED) - {ParticipantState.FINISHED})
        .filter(cohort=community.cohort_id, role__in=ROLES_OF_KIND[community.kind])
        .exclude(cohort__state=CohortState.CLOSED)
    )
    return Person.objects.get_queryset().filter(Exists(under_way.filter(person=OuterRef("pk"))))


def may_be_invited(community: Community) -> PersonQuerySet:
    """Return whom a community is for and who neither belongs to it nor is invited, by name."""
    standing = community.members.exclude(state=MemberState.LEFT).filter(person=OuterRef("pk"))
    return people_it_is_for(community).filter(~Exists(standing), is_active=True).by_name()


def members_of(community: Community) -> CommunityMemberQuerySet:
    """Return who belongs to a community, by name."""
    return community.members.current().select_related("person").by_name()


def moderators_of(community: Community) -> list[CommunityMember]:
    """Return who moderates, by name."""
    return list(members_of(community).filter(is_moderator=True))


def open_to(person: Person) -> CommunityQuerySet:
    """Return the communities that a person could join by themselves today.

    Who left one that holds everybody in a role may come back; who was taken out waits to be
    invited.
    """
    seats = Participant.objects.of(person).in_states(SEATED)
    fitting = Q(pk__in=[])
    for programme, cohort, role in seats.values_list("cohort__programme", "cohort", "role"):
        kinds = [kind for kind, roles in ROLES_OF_KIND.items() if role in roles]
        of_theirs = Q(cohort__isnull=True) | Q(cohort=cohort)
        fitting |= Q(programme=programme, kind__in=kinds) & of_theirs
    known = CommunityMember.objects.filter(community=OuterRef("pk"), person=person)
    taken = known.exclude(state=MemberState.LEFT) | known.filter(left_because=LeftBecause.REMOVED)
    return Community.objects.alive().filter(
        fitting, ~Exists(taken), joining__in=(Joining.OPEN, Joining.AUTOMATIC)
    )


def found_by(person: Person) -> CommunityQuerySet:
    """Return the communities whose page a person finds in the portal: theirs, and open ones."""
    mine = CommunityMember.objects.exclude(state=MemberState.LEFT).filter(
        community=OuterRef("pk"), person=person
    )
    joinable = open_to(person).values("pk")
    return Community.objects.filter(Exists(mine) | Q(pk__in=joinable))


def memberships_of(person: Person) -> CommunityMemberQuerySet:
    """Return where a person belongs or is invited, in communities that were not closed, by name."""
    return (
        CommunityMember.objects.filter(person=person, community__closed_at__isnull=True)
        .exclude(state=MemberState.LEFT)
        .select_related("community__programme")
        .order_by("community__name", "pk")
    )


def memberships_ever_of(person: Person) -> CommunityMemberQuerySet:
    """Return where a person belongs, is invited, or once belonged."""
    rows = CommunityMember.objects.filter(person=person)
    return rows.select_related("person", "community__programme")


def communities_of(people: Collection[UUID]) -> dict[UUID, set[UUID | None]]:
    """Return the communities to which each of these people belongs; one query.

    Nobody's community is everybody's: None is among them.
    """
    found: dict[UUID, set[UUID | None]] = {person: {None} for person in people}
    rows = CommunityMember.objects.current().filter(person__in=people)
    for person, community in rows.values_list("person_id", "community_id"):
        found[person].add(community)
    return found


def gatherings() -> SessionQuerySet:
    """Return the gatherings of communities that were not cancelled."""
    rows = Session.objects.filter(community__isnull=False, kind=SessionKind.GATHERING)
    return rows.exclude(state=SessionState.CANCELLED)


def gatherings_of(community: Community) -> SessionQuerySet:
    """Return the gatherings of a community that were not cancelled."""
    return gatherings().filter(community=community)


def written_up_by(person: Person) -> SessionQuerySet:
    """Return the gatherings whose notes a member may write: who moderates, or leads it."""
    mine = CommunityMember.objects.current().filter(community=OuterRef("community"), person=person)
    return gatherings().filter(
        Exists(mine.filter(is_moderator=True)) | Q(Exists(mine), facilitators=person)
    )
