"""Who belongs by role, kept in line with who takes part; and the communities of a new programme."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.enums import ProgrammeTemplate
from programmes.models import Programme
from training.actions.digests import drop_mails
from training.actions.enrolments import cancel_enrolment
from training.communities.enums import CommunityKind, Joining, LeftBecause, MemberState
from training.communities.queries import gatherings_of, people_put_in, seats_of
from training.models import Community, CommunityMember, Enrolment, Session


@dataclass(frozen=True, slots=True)
class Kept:
    """How many came in, and how many memberships ended with a place."""

    joined: int = 0
    ended: int = 0


@transaction.atomic
def keep_members(
    communities: Iterable[Community],
    *,
    by: Person | None,
    people: Collection[UUID] | None = None,
) -> Kept:
    """Bring memberships in line with who takes part now; recorded where anything changed.

    Everybody in the role comes into an automatic community, but for who left it by themselves or
    was taken out. A membership by role ends with the role, any other when no place in the programme
    is left. With `people`, only theirs is looked at. Safe to run twice; the number of queries does
    not grow with the people.
    """
    joined = ended = 0
    for community in communities:
        if not Community.objects.alive().select_for_update().filter(pk=community.pk).first():
            continue
        came, went = _let_in(community, people), _let_go(community, people, by=by)
        joined, ended = joined + came, ended + went
        if came or went:
            record(
                "community.members_kept",
                community,
                by=by,
                organisation_id=community.programme.organisation_id,
                changes={"joined": came, "ended": went},
            )
    return Kept(joined, ended)


def keep_members_of(
    programme: Programme, *, by: Person | None, people: Collection[UUID] | None = None
) -> Kept:
    """Bring memberships of all communities of a programme in line with who takes part."""
    communities = Community.objects.alive().filter(programme=programme).order_by("pk")
    return keep_members(communities.select_related("programme"), by=by, people=people)


def keep_all_members() -> Kept:
    """Bring all memberships in line, each community in a transaction of its own."""
    joined = ended = 0
    for community in Community.objects.alive().select_related("programme").order_by("pk"):
        kept = keep_members([community], by=None)
        joined, ended = joined + kept.joined, ended + kept.ended
    return Kept(joined, ended)


def give_up_gatherings(community_id: UUID, people: Collection[UUID], *, by: Person | None) -> None:
    """Give back the places that people have, or wait for, at a community's gatherings to come."""
    gatherings = gatherings_of(Community(pk=community_id)).upcoming()
    bookings = Enrolment.objects.standing().filter(session__in=gatherings, person__in=people)
    # In one order for everybody: two who leave at once would else wait for each other.
    booked = Session.objects.filter(pk__in=bookings.values("session")).order_by("pk")
    list(booked.select_for_update(of=("self",)).values_list("pk"))
    # Who waits leaves the line first, so that no place goes to somebody who is leaving, too.
    for booking in bookings.select_related("session", "person").order_by("-state", "pk"):
        cancel_enrolment(booking, by=by)


@transaction.atomic
def begin_communities(programme: Programme, *, by: Person | None) -> None:
    """Give a new programme its communities: those of its source, else one for each role.

    A clone takes what they are, not who is in them; those of a cohort are for its first cohort. An
    empty page begins without any.
    """
    if programme.cloned_from_id is not None:
        new = _copies(programme)
    elif programme.template == ProgrammeTemplate.BLANK:
        return
    else:
        new = _one_for_each_role(programme)
    for community in Community.objects.bulk_create(new):
        record("community.begun", community, by=by, organisation_id=programme.organisation_id)


def _let_in(community: Community, people: Collection[UUID] | None) -> int:
    """Put everybody in the role into an automatic community; return how many are new in it."""
    if community.joining != Joining.AUTOMATIC:
        return 0
    rows = community.members.all()
    meant = people_put_in(community)
    if people is not None:
        rows, meant = rows.filter(person__in=people), meant.filter(pk__in=people)
    known = rows.values("person")
    news = [
        CommunityMember(
            community=community, person_id=person, state=MemberState.MEMBER, is_automatic=True
        )
        for person in meant.exclude(pk__in=known).values_list("pk", flat=True)
    ]
    CommunityMember.objects.bulk_create(news, ignore_conflicts=True, batch_size=1000)
    waiting = rows.filter(state=MemberState.INVITED) | rows.filter(
        state=MemberState.LEFT, left_because=LeftBecause.PLACE_OVER
    )
    back = waiting.filter(person__in=meant.values("pk")).update(
        state=MemberState.MEMBER, is_automatic=True, left_because="", since=timezone.now()
    )
    return len(news) + back


def _let_go(community: Community, people: Collection[UUID] | None, *, by: Person | None) -> int:
    """End memberships whose place is over; return how many."""
    rows = community.members.exclude(state=MemberState.LEFT)
    if people is not None:
        rows = rows.filter(person__in=people)
    # Chosen by oneself, or by invitation: it lasts as long as any place in the programme.
    over = rows.exclude(person__in=seats_of(community.programme_id).values("person"))
    if community.joining == Joining.AUTOMATIC:
        by_role = rows.filter(is_automatic=True)
        over |= by_role.exclude(person__in=people_put_in(community).values("pk"))
    gone = list(over.values_list("pk", "person_id"))
    community.members.filter(pk__in=[pk for pk, _person in gone]).update(
        state=MemberState.LEFT,
        left_because=LeftBecause.PLACE_OVER,
        is_moderator=False,
        since=timezone.now(),
    )
    if gone:
        leaving = [person for _pk, person in gone]
        give_up_gatherings(community.pk, leaving, by=by)
        drop_mails(community.pk, leaving)
    return len(gone)


def _copies(programme: Programme) -> list[Community]:
    """Return the communities of the source once more, not yet stored; one of each name."""
    cohort = programme.cohorts.order_by("number").first()
    originals = Community.objects.alive().filter(programme=programme.cloned_from_id)
    found: dict[str, Community] = {}
    for each in originals.order_by("begun_at", "pk"):
        if each.cohort_id is not None and cohort is None:
            continue
        found[each.name] = Community(
            programme=programme,
            cohort=cohort if each.cohort_id else None,
            name=each.name,
            kind=each.kind,
            joining=each.joining,
            purpose=each.purpose,
            gatherings_a_year=each.gatherings_a_year,
        )
    return list(found.values())


def _one_for_each_role(programme: Programme) -> list[Community]:
    """Return a community for mentors and one for mentees, in the organisation's language."""
    with translation.override(programme.organisation.language):
        return [
            Community(
                programme=programme,
                name=_("Mentors’ circle"),
                kind=CommunityKind.MENTORS,
                joining=Joining.AUTOMATIC,
                purpose=_("Where mentors think aloud about mentoring, and learn from each other."),
            ),
            Community(
                programme=programme,
                name=_("Mentees’ circle"),
                kind=CommunityKind.MENTEES,
                joining=Joining.AUTOMATIC,
                purpose=_("Where mentees meet others on the same way, and swap what helps."),
            ),
        ]
