"""Who looks after whom in a programme, and how that could be shared out more fairly."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import Count, Q
from django.db.models.functions import Lower
from django.utils import timezone

from mentorship.accounts.models import Person
from programmes.caseload_groups import groups_of
from programmes.enums import ParticipantRole
from programmes.models import Participant, Programme, TeamMember
from programmes.models.participant import ParticipantQuerySet
from programmes.team.allocation import allocate, joined

# Who leaves within these days is given nobody new.
LEAVES_SOON = timedelta(days=30)


class Why(StrEnum):
    """Why somebody changes their coordinator in a plan."""

    NOBODYS = "nobodys"
    TOGETHER = "together"
    FAIR = "fair"


@dataclass(frozen=True, slots=True)
class Caseload:
    """A coordinator and how many people they look after."""

    member: TeamMember
    mentors: int
    mentees: int

    @property
    def total(self) -> int:
        """Return how many people they are."""
        return self.mentors + self.mentees


@dataclass(frozen=True, slots=True)
class Move:
    """A participant goes from one coordinator, or from nobody, to another."""

    participant: Participant
    came_from: TeamMember | None
    to: TeamMember
    why: Why


@dataclass(frozen=True, slots=True)
class Share:
    """A coordinator's caseload before and after a plan."""

    member: TeamMember
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Who would move from whom to whom, and what each coordinator would have then."""

    moves: tuple[Move, ...]
    shares: tuple[Share, ...]
    # Who leaves soon: they keep whom they have, and get nobody new.
    leaving: tuple[TeamMember, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Return what tells this plan from any other: a preview is carried out only as shown."""
        lines = sorted(f"{move.participant.pk}>{move.to.pk}" for move in self.moves)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:32]


def people_of(programme: Programme) -> ParticipantQuerySet:
    """Return those of a programme whom somebody should look after."""
    return Participant.objects.filter(cohort__programme=programme).to_look_after()


def coordinators_of(programme: Programme) -> list[TeamMember]:
    """Return who has a caseload today, one entry per person, by name.

    Who leads and coordinates has one caseload: the lead's.
    """
    members = (
        TeamMember.objects.filter(programme=programme)
        .current()
        .with_caseload()
        .select_related("person")
        .order_by(Lower("person__name"), "-role", "pk")
    )
    by_person: dict[UUID, TeamMember] = {}
    for member in members:
        by_person.setdefault(member.person_id, member)
    return list(by_person.values())


def caseloads_of(programme: Programme) -> list[Caseload]:
    """Return every coordinator's caseload by name; two queries."""
    rows = (
        people_of(programme)
        .filter(coordinator__isnull=False)
        .order_by()
        .values_list("coordinator__person_id", "role", "coordinator_id")
        .annotate(n=Count("pk"))
    )
    current = {
        member.pk: member.person_id
        for member in TeamMember.objects.filter(programme=programme).current().with_caseload()
    }
    counted: Counter[tuple[UUID, str]] = Counter()
    for person_id, role, member_id, number in rows:
        if member_id in current:
            counted[person_id, role] += number
    return [
        Caseload(
            member,
            mentors=counted[member.person_id, ParticipantRole.MENTOR],
            mentees=counted[member.person_id, ParticipantRole.MENTEE],
        )
        for member in coordinators_of(programme)
    ]


def caseload_of(member: TeamMember) -> ParticipantQuerySet:
    """Return whom a team member looks after, whichever of their roles it is written under."""
    return people_of(member.programme).filter(
        Q(coordinator=member)
        | Q(
            coordinator__person_id=member.person_id,
            coordinator__in=TeamMember.objects.current().with_caseload(),
        )
    )


def memberships_with_caseload(programme: Programme, person: Person) -> frozenset[UUID]:
    """Return the memberships under which a person looks after people today.

    One query; none where the team was fetched with the programme.
    """
    return frozenset(
        member.pk
        for member in programme.team.all()
        if member.person_id == person.pk and member.has_caseload and member.is_current
    )


def plan_rebalance(programme: Programme) -> Plan:
    """Return the fairest sharing out with the fewest moves; see `programmes.team.allocation`.

    Whoever leaves soon keeps their people until somebody ends their time, and gets nobody new.
    Without a coordinator the plan is empty.
    """
    staying, leaving = _who_stays(coordinators_of(programme))
    people = people_of(programme).exclude(
        coordinator__person__in=[member.person_id for member in leaving],
        coordinator__in=TeamMember.objects.current().with_caseload(),
    )
    plan = _plan(programme, people, staying)
    return Plan(plan.moves, plan.shares, tuple(leaving))


def plan_hand_over(member: TeamMember) -> Plan:
    """Return how a leaving member's people are shared out among the others; nobody else moves."""
    others = [
        each for each in coordinators_of(member.programme) if each.person_id != member.person_id
    ]
    heirs, _leaving = _who_stays(others)
    return _plan(member.programme, people_of(member.programme), heirs, only_of=member)


def _who_stays(coordinators: list[TeamMember]) -> tuple[list[TeamMember], list[TeamMember]]:
    """Return who can be given people, and who leaves too soon; where all leave, all stay."""
    last = timezone.localdate() + LEAVES_SOON
    leaving = [each for each in coordinators if each.ended_on and each.ended_on <= last]
    staying = [each for each in coordinators if each not in leaving]
    return (staying, leaving) if staying else (leaving, [])


def _plan(
    programme: Programme,
    people: ParticipantQuerySet,
    coordinators: list[TeamMember],
    *,
    only_of: TeamMember | None = None,
) -> Plan:
    """Return a plan; where it is `only_of` a leaving member, all others keep whom they have."""
    places = list(people.select_related("person", "coordinator__person").by_name())
    if not coordinators or not places:
        return Plan((), ())
    by_person = {member.person_id: member for member in coordinators}
    now = {
        place.pk: by_person[place.coordinator.person_id].pk
        for place in places
        if place.coordinator is not None
        and place.coordinator.is_current
        and place.coordinator.has_caseload
        and place.coordinator.person_id in by_person
    }
    groups = _together(programme, places)
    if only_of is None:
        ids = [place.pk for place in places]
        to = allocate(ids, groups, now, [member.pk for member in coordinators])
    else:
        to = _share_out(places, groups, now, coordinators, only_of)
    return _told(places, groups, now, to, coordinators)


def _share_out(
    places: list[Participant],
    groups: list[list[UUID]],
    now: dict[UUID, UUID],
    coordinators: list[TeamMember],
    leaving: TeamMember,
) -> dict[UUID, UUID]:
    """Give each group of a leaving member to whoever has their match already, or fewest people."""
    loads = Counter({member.pk: 0 for member in coordinators})
    loads.update(now.values())
    theirs = {place.pk for place in places if place.coordinator == leaving}
    to = dict(now)
    ids = [place.pk for place in places]
    for group in sorted(joined(ids, groups), key=lambda each: -len(each)):
        moving = [each for each in group if each in theirs]
        known = Counter(now[each] for each in group if each in now)
        heir = known.most_common(1)[0][0] if known else min(loads, key=lambda each: loads[each])
        for each in moving:
            to[each] = heir
        loads[heir] += len(moving)
    return to


def _together(programme: Programme, places: Iterable[Participant]) -> list[list[UUID]]:
    """Return groups to keep together: what apps say, and one person's two places."""
    own: dict[UUID, list[UUID]] = defaultdict(list)
    for place in places:
        own[place.person_id].append(place.pk)
    return [*groups_of(programme), *(ids for ids in own.values() if len(ids) > 1)]


def _told(
    places: list[Participant],
    groups: list[list[UUID]],
    now: dict[UUID, UUID],
    to: dict[UUID, UUID],
    coordinators: list[TeamMember],
) -> Plan:
    """Return a plan with the reason for each move."""
    members = {member.pk: member for member in coordinators}
    group_of = {
        each: group for group in joined([place.pk for place in places], groups) for each in group
    }
    moves = tuple(
        Move(
            place,
            place.coordinator if _is_looked_after(place) else None,
            members[to[place.pk]],
            _why(place.pk, group_of[place.pk], now, to),
        )
        for place in places
        if place.pk in to and to[place.pk] != now.get(place.pk)
    )
    before, after = Counter(now.values()), Counter(to.values())
    shares = tuple(Share(each, before[each.pk], after[each.pk]) for each in coordinators)
    return Plan(moves, shares)


def _is_looked_after(place: Participant) -> bool:
    """Tell whether a participant's coordinator still coordinates."""
    return (
        place.coordinator is not None
        and place.coordinator.is_current
        and place.coordinator.has_caseload
    )


def _why(place: UUID, group: Collection[UUID], now: dict[UUID, UUID], to: dict[UUID, UUID]) -> Why:
    """Say why somebody moves: to people they belong to, from nobody, or to be fair."""
    if any(other != place and now.get(other) == to[place] for other in group):
        return Why.TOGETHER
    return Why.FAIR if place in now else Why.NOBODYS
