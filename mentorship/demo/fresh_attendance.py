"""The demo's session of last week: who was there, who was missed, what they thought of it."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from mentorship.accounts.models import Organisation, Person
from mentorship.demo.cast import Cast
from mentorship.demo.programmes import Year
from programmes.planning.working_days import WorkCalendar
from training.actions.attendance import record_attendance
from training.attending.certificate_codes import LENGTH, LETTERS, in_groups
from training.enums import (
    Audience,
    CertificateKind,
    CourseKind,
    EnrolmentState,
    SessionKind,
    SessionState,
)
from training.models import (
    Certificate,
    Competency,
    Course,
    Enrolment,
    LedgerEntry,
    Session,
    SessionFeedback,
)

TITLE = "Goals that hold"
# How useful, how sure to use it, what to keep, what to change.
ANSWERS = (
    (5, 4, "The exercise in threes", ""),
    (4, 4, "", "A longer break"),
    (5, 5, "Real examples", ""),
    (4, 3, "", "Fewer slides"),
    (3, 3, "The hand-out", ""),
    (5, 4, "", ""),
    (4, 5, "The calm pace", "A quieter room"),
)


def add_attendance(organisation: Organisation, cast: Cast, year: Year, today: date) -> None:
    """Hold a session of nine with two no-shows, and plan it again for those who missed it."""
    pairs = zip(year.running.mentors[:6], year.running.mentees[:6], strict=True)
    people = [place.person for pair in pairs for place in pair][:11]
    course = _course(organisation)
    session = _session(course, cast, year, today - timedelta(days=7))
    _session(course, cast, year, today + timedelta(days=26), state=SessionState.PLANNED)
    Enrolment.objects.bulk_create(
        Enrolment(
            session=session,
            person=person,
            state=EnrolmentState.ENROLLED,
            enrolled_at=session.starts_at - timedelta(days=20, minutes=-turn),
        )
        for turn, person in enumerate(people)
    )
    came = people[:-2]
    record_attendance(
        session, {person: person in came for person in people}, by=cast.facilitators[0]
    )
    SessionFeedback.objects.bulk_create(
        SessionFeedback(
            session=session,
            person=person,
            usefulness=useful,
            confidence=sure,
            keep=keep,
            change=change,
            given_at=session.ends_at,
        )
        for person, (useful, sure, keep, change) in zip(came[2:], ANSWERS, strict=False)
    )
    Certificate.objects.bulk_create(
        _certificate(session, person, turn) for turn, person in enumerate(came[:3])
    )


def _course(organisation: Organisation) -> Course:
    """Store a course of two hours for mentors and mentees, on two of the areas."""
    course = Course.objects.create(
        organisation=organisation,
        title=TITLE,
        kind=CourseKind.TOPIC,
        audience=Audience.BOTH,
        hours=Decimal(2),
    )
    course.competencies.set(Competency.objects.filter(organisation=organisation)[:2])
    return course


def _session(
    course: Course, cast: Cast, year: Year, day: date, state: str = SessionState.HELD
) -> Session:
    """Store a workshop on the afternoon of a day."""
    day = WorkCalendar().on_or_after(day)
    session = Session.objects.create(
        programme=year.leadership,
        course=course,
        title=TITLE,
        kind=SessionKind.WORKSHOP,
        state=state,
        starts_at=timezone.make_aware(datetime.combine(day, time(14))),
        minutes=120,
        place="Room 2.14",
        capacity=16,
    )
    session.facilitators.set(cast.facilitators[:1])
    return session


def _certificate(session: Session, person: Person, turn: int) -> Certificate:
    """Return a certificate whose code is the same in each demo."""
    role = LedgerEntry.objects.filter(session=session, person=person).values_list("role", flat=True)
    letters = (LETTERS[(turn * 7 + place * 11) % len(LETTERS)] for place in range(LENGTH))
    return Certificate(
        code=in_groups("".join(letters)),
        kind=CertificateKind.SESSION,
        programme=session.programme,
        person=person,
        role=role[0],
        session=session,
        name=person.name,
        title=session.title,
        hours=Decimal(2),
        earned_on=session.starts_at.date(),
        issued_at=session.ends_at,
    )
