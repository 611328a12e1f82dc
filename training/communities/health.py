"""How communities fare, read from their gatherings and from how much is written in them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils import timezone

from programmes.enums import CohortState, MilestoneKind
from programmes.models import Milestone, Programme
from training.communities.rhythm import (
    Beat,
    Held,
    Pulse,
    Span,
    gatherings_needed,
    pulse_of,
    rhythm_of,
    span_around,
)
from training.currency.days import add_months
from training.enums import SessionKind, SessionState
from training.models import Attendance, Community, CommunityMember, Discussion, Reply, Session
from training.queries.currency import today_at
from training.queries.sessions import local_day

# Posts are counted for communities of so many members, so that no figure is about one of them.
ENOUGH_TO_SHOW = 5
MONTHS_OF_POSTS = 6
# Communities need gatherings while one of these is under way.
NEEDS_GATHERINGS = (CohortState.MATCHING, CohortState.RUNNING)


@dataclass(frozen=True, slots=True)
class Health:
    """What a community's gatherings say: past and to come, and against what it needs."""

    last: Session | None
    next: Session | None
    beats: tuple[Beat, ...]
    pulse: Pulse
    span: Span
    counted: int
    needed: int

    @property
    def is_short(self) -> bool:
        """Tell whether fewer gatherings were held or are planned than it needs."""
        return self.counted < self.needed

    @property
    def members(self) -> int:
        """Return how many belong."""
        return self.pulse.members


def health_of(
    communities: Collection[Community], programme: Programme, today: date | None = None
) -> dict[UUID, Health]:
    """Return how each of a programme's communities fares; three queries, however many they are."""
    on = today or today_at(programme.organisation)
    sessions = _gatherings(communities, programme)
    present = _present([session.pk for each in sessions.values() for session in each])
    members = _members(communities)
    return {
        each.pk: _health(each, sessions[each.pk], present, members[each.pk], on)
        for each in communities
    }


def posts_by_month(community: Community, today: date) -> dict[date, int]:
    """Return how much was written in each of the last months: counted, never read; two queries."""
    first = add_months(today.replace(day=1), 1 - MONTHS_OF_POSTS)
    counts = {add_months(first, number): 0 for number in range(MONTHS_OF_POSTS)}
    discussions = Discussion.objects.filter(community=community, begun_at__date__gte=first)
    replies = Reply.objects.filter(discussion__community=community, written_at__date__gte=first)
    for rows, when in ((discussions, "begun_at"), (replies, "written_at")):
        by_month = rows.annotate(month=TruncMonth(when)).order_by().values("month")
        for month, number in by_month.annotate(n=Count("pk")).values_list("month", "n"):
            counts[month.date()] = counts.get(month.date(), 0) + number
    return counts


def days_without_gathering(community: Community, today: date) -> list[Milestone]:
    """Return the timetable's gathering days to come on which no gathering is planned; two queries.

    The days are those of the community's cohort, or of all cohorts that are not closed.
    """
    programme = community.programme
    days = Milestone.objects.filter(
        kind=MilestoneKind.GATHERING,
        cohort__programme=programme,
        on__gte=today,
        done_at__isnull=True,
    ).exclude(cohort__state=CohortState.CLOSED)
    if community.cohort_id is not None:
        days = days.filter(cohort=community.cohort_id)
    gatherings = Session.objects.filter(
        programme=programme, kind=SessionKind.GATHERING, state=SessionState.PLANNED
    ).upcoming()
    taken = {local_day(each) for each in gatherings.select_related("programme__organisation")}
    return [day for day in days.select_related("cohort") if day.on not in taken]


def span_of(community: Community, today: date) -> Span:
    """Return the days that count: its cohort's, else the twelve months around today."""
    if community.cohort is not None:
        return Span(community.cohort.starts_on, community.cohort.ends_on)
    return span_around(today, timezone.localdate(community.begun_at))


def _gatherings(
    communities: Collection[Community], programme: Programme
) -> Mapping[UUID, list[Session]]:
    """Return the gatherings of each community in the order of time; one query."""
    found: defaultdict[UUID, list[Session]] = defaultdict(list)
    rows = Session.objects.filter(
        programme=programme, community__in=communities, kind=SessionKind.GATHERING
    ).exclude(state=SessionState.CANCELLED)
    for session in rows.order_by("starts_at", "pk"):
        session.programme = programme
        if session.community_id is not None:
            found[session.community_id].append(session)
    return found


def _present(sessions: Collection[UUID]) -> Mapping[UUID, set[UUID]]:
    """Return who was at each session; one query."""
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    rows = Attendance.objects.filter(session__in=sessions, is_present=True)
    for session, person in rows.values_list("session_id", "person_id"):
        found[session].add(person)
    return found


def _members(communities: Collection[Community]) -> Mapping[UUID, set[UUID]]:
    """Return who belongs to each community; one query."""
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    rows = CommunityMember.objects.current().filter(community__in=communities)
    for community, person in rows.values_list("community_id", "person_id"):
        found[community].add(person)
    return found


def _health(
    community: Community,
    sessions: list[Session],
    present: Mapping[UUID, set[UUID]],
    members: set[UUID],
    today: date,
) -> Health:
    """Say how one community fares."""
    held = [
        Held(local_day(session), frozenset(present[session.pk]))
        for session in sessions
        if session.pk in present
    ]
    begun = [session for session in sessions if session.has_begun]
    coming = [
        session
        for session in sessions
        if not session.has_begun and session.state == SessionState.PLANNED
    ]
    span = span_of(community, today)
    return Health(
        last=begun[-1] if begun else None,
        next=coming[0] if coming else None,
        beats=tuple(rhythm_of(held)),
        pulse=pulse_of(held, members, today=today, is_planned=bool(coming)),
        span=span,
        counted=sum(span.first <= local_day(session) <= span.last for session in sessions),
        needed=gatherings_needed(community.gatherings_a_year, span.months),
    )
