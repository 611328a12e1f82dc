"""Who was at a session, who missed it, and who may stand before its wall."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower

from mentorship.accounts.models import Person
from mentorship.accounts.models.person import PersonQuerySet
from training.attending.asking import asked_elsewhere
from training.enums import AttendanceSource, CourseKind, SessionKind, SessionState
from training.models import Attendance, Certificate, Enrolment, LedgerEntry, Session
from training.models.enrolment import EnrolmentQuerySet
from training.models.session import AROUND, SessionQuerySet
from training.queries.sessions import own_sessions, people_who_may_come

# As many sessions as are looked through for one that makes up for what was missed.
MOST_CHANCES = 5

# The longest that a session may have begun before now and still go on.
LONGEST = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody on the list of a session: who has a place, or came without one."""

    person: Person
    has_place: bool
    was_there: bool | None
    by_code: bool


def guests_of(session: Session) -> list[Guest]:
    """Return who has a place and who came without one, by name; two queries."""
    said = {row.person_id: row for row in session.attendances.select_related("person")}
    placed = session.enrolments.enrolled().select_related("person")
    people = {row.person_id: row.person for row in placed}
    places = set(people)
    people |= {key: row.person for key, row in said.items() if row.is_present or key in places}
    guests = [
        _guest(person, said.get(key), has_place=key in places) for key, person in people.items()
    ]
    return sorted(guests, key=lambda guest: (guest.person.name.casefold(), str(guest.person.pk)))


def _guest(person: Person, said: Attendance | None, *, has_place: bool) -> Guest:
    """Return somebody with what is known of them."""
    return Guest(
        person=person,
        has_place=has_place,
        was_there=said.is_present if said else None,
        by_code=bool(said and said.is_present and said.source == AttendanceSource.CODE),
    )


def people_to_tick(session: Session) -> PersonQuerySet:
    """Return everybody of whom it can be said whether they were there."""
    named = Q(Exists(session.enrolments.filter(person=OuterRef("pk"))))
    named |= Q(Exists(session.attendances.filter(person=OuterRef("pk"))))
    return Person.objects.get_queryset().filter(
        named | Q(pk__in=people_who_may_come(session).values("pk"))
    )


def others_called(session: Session, words: str) -> PersonQuerySet:
    """Return people who may come and are not on the list yet, by a part of name or address."""
    on_list = Q(Exists(session.enrolments.enrolled().filter(person=OuterRef("pk"))))
    on_list |= Q(Exists(session.attendances.filter(person=OuterRef("pk"), is_present=True)))
    return (
        people_who_may_come(session)
        .filter(~on_list)
        .filter(Q(name__icontains=words) | Q(email__iexact=words))
        .order_by(Lower("name"), "pk")
    )


def ids_there(session: Session) -> list[str]:
    """Return the ids of those who are said to be there."""
    there = session.attendances.filter(is_present=True).order_by("person")
    return [str(person) for person in there.values_list("person_id", flat=True)]


def sessions_with_wall(person: Person, now: datetime) -> list[Session]:
    """Return the sessions for a person whose wall shows a code that counts now."""
    sessions = own_sessions(person).filter(
        state__in=(SessionState.PLANNED, SessionState.HELD),
        starts_at__range=(now - LONGEST, now + AROUND),
    )
    found = sessions.exclude(wall_key="").order_by("starts_at", "pk")
    return [session for session in found if session.takes_codes]


def missed(session: Session) -> EnrolmentQuerySet:
    """Return the places of those who were not there and are not excused, by name."""
    return _absent(session, is_excused=False)


def excused(session: Session) -> EnrolmentQuerySet:
    """Return the places of those who were not there and are excused, by name."""
    return _absent(session, is_excused=True)


def _absent(session: Session, *, is_excused: bool) -> EnrolmentQuerySet:
    """Return the places of those who are said not to have been there."""
    absent = Attendance.objects.filter(
        session=OuterRef("session"),
        person=OuterRef("person"),
        is_present=False,
        is_excused=is_excused,
    )
    rows = Enrolment.objects.enrolled().filter(Exists(absent), session=session)
    return rows.select_related("person").order_by(Lower("person__name"), "pk")


def next_chances(session: Session) -> list[Session]:
    """Return the sessions to come that make up for one that was missed and have free places.

    The same course again, else what counts as the same: a refresher for a refresher, a gathering
    of the same community for a gathering. The next one first; one query.
    """
    sessions: SessionQuerySet = Session.objects.filter(programme=session.programme_id).upcoming()
    alike = Q(pk__in=[])
    if session.course_id:
        alike |= Q(course=session.course_id)
    if session.course and session.course.kind == CourseKind.REFRESHER:
        alike |= Q(course__kind=CourseKind.REFRESHER)
    if session.kind == SessionKind.GATHERING:
        alike |= Q(kind=SessionKind.GATHERING, community=session.community_id)
    found = sessions.filter(alike).with_seats().select_related("programme__organisation", "course")
    free = [row for row in found if row.free_places]
    free.sort(key=lambda row: (row.course_id != session.course_id, row.starts_at))
    return free[:MOST_CHANCES]


def may_come_to(sessions: Sequence[Session], people: set[UUID]) -> dict[UUID, Session]:
    """Return for each person the first of these sessions that is for them and not booked."""
    chances: dict[UUID, Session] = {}
    for session in sessions:
        booked = set(session.enrolments.standing().values_list("person_id", flat=True))
        left = people - chances.keys() - booked
        fitting = people_who_may_come(session).filter(pk__in=left)
        chances |= dict.fromkeys(fitting.values_list("pk", flat=True), session)
        if len(chances) == len(people):
            break
    return chances


def may_give_feedback(session: Session, person: Person) -> bool:
    """Tell whether somebody was at a session that is over, and not for long.

    Whoever is asked about it by a survey is not asked twice.
    """
    if not session.takes_feedback:
        return False
    there = session.attendances.filter(person=person, is_present=True)
    return there.exists() and not asked_elsewhere(person, [session])


def without_certificate(session: Session) -> PersonQuerySet:
    """Return who earned hours at a session and has no certificate of it in force, by name."""
    earned = LedgerEntry.objects.standing().filter(
        session=session, person=OuterRef("pk"), is_assured=True
    )
    held = Certificate.objects.in_force().filter(session=session, person=OuterRef("pk"))
    people = Person.objects.get_queryset().filter(Exists(earned), ~Exists(held))
    return people.order_by(Lower("name"), "pk")


def sessions_without_certificate(person: Person) -> SessionQuerySet:
    """Return the sessions at which a person earned hours and has no certificate in force."""
    earned = LedgerEntry.objects.standing().filter(
        session=OuterRef("pk"), person=person, is_assured=True
    )
    held = Certificate.objects.in_force().filter(session=OuterRef("pk"), person=person)
    sessions = Session.objects.visible_to(person).filter(Exists(earned), ~Exists(held))
    return sessions.order_by("-starts_at", "pk")


def certificate_with(code: str) -> Certificate | None:
    """Return the certificate whose code was typed, for the page that says if it is genuine."""
    found = Certificate.objects.with_code(code)
    return found.select_related("programme__organisation").first()
