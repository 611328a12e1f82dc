"""Who may come to which session, and as what."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.accounts.models.person import PersonQuerySet
from programmes.enums import CohortState, ParticipantRole
from programmes.models import Participant, Programme
from programmes.retention import SEATED
from training.development import offered, seats_offered
from training.enums import Audience, CourseKind
from training.models import CommunityMember, Enrolment, Session
from training.models.competency import AUDIENCES_OF_ROLE, ROLES_OF_AUDIENCE
from training.models.session import SessionQuerySet
from training.pathway.queries import on_the_way


def local_day(session: Session) -> date:
    """Return the day of a session where its organisation is."""
    zone = session.programme.organisation.time_zone
    return timezone.localdate(session.starts_at, timezone=zone)


def may_come(session: Session, person: Person) -> bool:
    """Tell whether a session is for a person: one of their seats is in a cohort it is for."""
    return people_who_may_come(session).filter(pk=person.pk).exists()


def sessions_for(person: Person) -> SessionQuerySet:
    """Return the sessions that are for a person; three queries with the one that reads them.

    Who was offered to develop first learns like those who have a place. A session of a community
    is for its members, whatever place they have or had, and for nobody else.
    """
    seats = Participant.objects.of(person).in_states(SEATED)
    seats = seats.exclude(cohort__state=CohortState.CLOSED)
    belonging = CommunityMember.objects.current().filter(person=person)
    fitting = Q(community__in=belonging.values("community"))
    taken = seats.values_list("cohort__programme", "cohort", "role")
    for programme, cohort, role in [*taken, *seats_offered(person)]:
        audiences = AUDIENCES_OF_ROLE[ParticipantRole(role)]
        fitting |= (
            Q(programme=programme, community__isnull=True)
            & (Q(cohort__isnull=True) | Q(cohort=cohort))
            & (Q(course__isnull=True, audience__in=audiences) | Q(course__audience__in=audiences))
        )
    ways = on_the_way().filter(person=person).values("programme")
    fitting |= Q(course__kind=CourseKind.TRANSITION, programme__in=ways)
    return Session.objects.visible_to(person).filter(fitting)


def own_sessions(person: Person) -> SessionQuerySet:
    """Return the sessions that are for a person, or at which they have or had a place."""
    booked = Session.objects.visible_to(person).filter(enrolments__person=person)
    either = sessions_for(person).values("pk").union(booked.values("pk"))
    return (
        Session.objects.visible_to(person)
        .filter(pk__in=either)
        .with_seats()
        .select_related("programme__organisation", "course", "cohort")
    )


def people_at(session: Session) -> list[Enrolment]:
    """Return who has a place, by name, and then who waits, the first in line first; one query."""
    enrolments = session.enrolments.standing().with_attendance().select_related("person")
    return sorted(
        enrolments,
        key=lambda row: (
            not row.has_place,
            row.person.name.casefold() if row.has_place else "",
            row.enrolled_at,
            str(row.pk),
        ),
    )


def roles_at(session: Session, people: Collection[UUID]) -> dict[UUID, frozenset[str]]:
    """Return as what each person earns hours at a session; who never took part is left out.

    A session for mentors earns hours as a mentor whoever comes; one for both earns them in each
    role a person holds in a cohort that is not closed, else in each they ever held.
    """
    held: defaultdict[UUID, set[str]] = defaultdict(set)
    past: defaultdict[UUID, set[str]] = defaultdict(set)
    places = Participant.objects.filter(cohort__programme=session.programme_id, person__in=people)
    for person, role, state in places.values_list("person_id", "role", "cohort__state"):
        (past if state == CohortState.CLOSED else held)[person].add(role)
    if session.course and session.course.kind == CourseKind.TRANSITION:
        # It is a mentor's training, though mentees come to it.
        return dict.fromkeys(held.keys() | past.keys(), frozenset({ParticipantRole.MENTOR.value}))
    if session.roles != ROLES_OF_AUDIENCE[Audience.BOTH]:
        fixed = frozenset(role.value for role in session.roles)
        return dict.fromkeys(held.keys() | past.keys(), fixed)
    return {person: frozenset(held[person] or past[person]) for person in held.keys() | past.keys()}


def open_refreshers(programme: Programme, role: ParticipantRole | str) -> list[Session]:
    """Return the sessions to come that keep a role's training current and have free places.

    Refreshers come before gatherings, and among each the next one first; one query.
    """
    sessions = (
        Session.objects.filter(programme=programme)
        .upcoming()
        .counted()
        .for_role(role)
        .with_seats()
        .select_related("course", "programme__organisation")
    )
    free = [session for session in sessions if session.free_places]
    return sorted(free, key=lambda session: (not is_refresher(session), session.starts_at))


def first_fitting(sessions: Sequence[Session], cohorts: Collection[UUID]) -> Session | None:
    """Return the first of these sessions that is for all cohorts or for one of these."""
    return next(
        (row for row in sessions if row.cohort_id is None or row.cohort_id in cohorts), None
    )


def is_refresher(session: Session) -> bool:
    """Tell whether a session is a refresher, and not a gathering."""
    return session.course is not None and session.course.kind == CourseKind.REFRESHER


def people_who_may_come(session: Session) -> PersonQuerySet:
    """Return the people a session is for; a community's are for its members alone."""
    if session.community_id is not None:
        members = CommunityMember.objects.current().filter(community=session.community_id)
        return Person.objects.get_queryset().filter(Exists(members.filter(person=OuterRef("pk"))))
    seats = Participant.objects.in_states(SEATED).exclude(cohort__state=CohortState.CLOSED)
    seats = seats.filter(
        cohort__programme=session.programme_id, role__in=session.roles, person=OuterRef("pk")
    )
    developing = offered().filter(
        application__cohort__programme=session.programme_id,
        application__role__in=session.roles,
        application__person=OuterRef("pk"),
    )
    if session.cohort_id is not None:
        seats = seats.filter(cohort=session.cohort_id)
        developing = developing.filter(application__cohort=session.cohort_id)
    may = Q(Exists(seats)) | Q(Exists(developing))
    if session.course and session.course.kind == CourseKind.TRANSITION:
        may |= Q(Exists(on_the_way(session.programme_id).filter(person=OuterRef("pk"))))
    return Person.objects.get_queryset().filter(may)
