"""The demo's training: what was learnt when, so that every currency there is can be seen."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from mentorship.accounts.models import Organisation, Person
from mentorship.demo.cast import Cast
from mentorship.demo.programmes import Year
from programmes.enums import ParticipantRole
from programmes.models import Programme
from programmes.planning.working_days import WorkCalendar
from training.actions.competencies import ensure_competencies
from training.actions.standings import ensure_policies
from training.enums import (
    Audience,
    CourseKind,
    EnrolmentState,
    EntryKind,
    EntrySource,
    SessionKind,
    SessionState,
)
from training.models import (
    Attendance,
    Course,
    Enrolment,
    LedgerEntry,
    Session,
)

# Sessions of so many days ago, and those to come, are on working days.
RECENT = 30


def counts_as(session: Session) -> EntryKind:
    """Return what an hour at the session counts as."""
    if session.kind == SessionKind.GATHERING:
        return EntryKind.GATHERING
    is_initial = session.course is not None and session.course.kind == CourseKind.INITIAL
    return EntryKind.INITIAL if is_initial else EntryKind.REFRESHER


class Calendar:
    """Plans sessions relative to today and credits those who came."""

    def __init__(self, organisation: Organisation, cast: Cast, today: date) -> None:
        """Store competencies and courses."""
        self.organisation = organisation
        self.cast = cast
        self.today = today
        ensure_competencies(organisation)
        self.areas = list(organisation.competencies.for_role(ParticipantRole.MENTOR))
        self.becoming = self._course(
            "Becoming a mentor", CourseKind.INITIAL, Audience.MENTORS, Decimal(6)
        )
        self.preparing = self._course(
            "Getting the most from your mentor", CourseKind.INITIAL, Audience.MENTEES, Decimal(2)
        )
        self.circle = self._course(
            "Mentors’ circle", CourseKind.REFRESHER, Audience.MENTORS, Decimal(1)
        )
        self.refresher = self._course(
            "Difficult conversations", CourseKind.REFRESHER, Audience.MENTORS, Decimal(3)
        )

    def _course(self, title: str, kind: str, audience: str, hours: Decimal) -> Course:
        """Store a course on two of the areas."""
        course = Course.objects.create(
            organisation=self.organisation, title=title, kind=kind, audience=audience, hours=hours
        )
        course.competencies.set(self.areas[:2])
        return course

    def session(
        self,
        programme: Programme,
        course: Course,
        days: int,
        *,
        title: str = "",
        state: str = SessionState.HELD,
        kind: str = SessionKind.WORKSHOP,
        capacity: int = 24,
    ) -> Session:
        """Store a session that many days from today, at ten in the morning."""
        on = self.today + timedelta(days=days)
        if days > -RECENT:
            on = WorkCalendar().on_or_after(on)
        morning = datetime.combine(on, time(10))
        session = Session.objects.create(
            programme=programme,
            course=course,
            title=title or course.title,
            kind=kind,
            state=state,
            starts_at=timezone.make_aware(morning),
            minutes=int(course.hours * 60),
            place="Room 2.14" if kind == SessionKind.WORKSHOP else "By video",
            capacity=capacity,
        )
        session.facilitators.set(self.cast.facilitators[:1])
        return session

    def enrol(self, session: Session, people: Iterable[Person], waiting: int = 0) -> None:
        """Give people places; the last `waiting` of them stand in line."""
        everybody = list(people)
        first_waiting = len(everybody) - waiting
        Enrolment.objects.bulk_create(
            Enrolment(
                session=session,
                person=person,
                state=EnrolmentState.WAITING if turn >= first_waiting else EnrolmentState.ENROLLED,
                enrolled_at=session.starts_at - timedelta(days=20, minutes=-turn),
            )
            for turn, person in enumerate(everybody)
        )

    def hold(self, session: Session, came: list[Person], role: str, absent: int = 0) -> None:
        """Let people attend: a place, a tick, and the hours; a few more had a place and did not."""
        stayed_away = [person for person in self.cast.seniors[40:] if person not in came][:absent]
        self.enrol(session, [*came, *stayed_away])
        Attendance.objects.bulk_create(
            Attendance(
                session=session,
                person=person,
                is_present=person in came,
                recorded_at=session.ends_at,
                recorded_by=self.cast.facilitators[0],
            )
            for person in [*came, *stayed_away]
        )
        LedgerEntry.objects.bulk_create(
            LedgerEntry(
                organisation=self.organisation,
                programme=session.programme,
                person=person,
                role=role,
                kind=counts_as(session),
                source=EntrySource.ATTENDANCE,
                hours=Decimal(session.minutes) / 60,
                earned_on=session.starts_at.date(),
                session=session,
                entered_at=session.ends_at,
                entered_by=self.cast.facilitators[0],
            )
            for person in came
        )


def build_training(organisation: Organisation, cast: Cast, year: Year, today: date) -> Calendar:
    """Store the year's sessions, attendance and ledger, past and to come."""
    calendar = Calendar(organisation, cast, today)
    for programme in (year.leadership, year.starters):
        ensure_policies(programme)
    _mentors(calendar, cast, year)
    _mentees(calendar, year)
    _to_come(calendar, cast, year)
    return calendar


def _mentors(calendar: Calendar, cast: Cast, year: Year) -> None:
    """Train mentors at times from which every currency follows: in date, due, in grace, lapsed."""
    senior, mentor = cast.seniors, ParticipantRole.MENTOR
    lead, first = year.leadership, year.starters
    became_mentors = [place.person for place in year.running.mentors[9:12]]
    initial = (
        (lead, -600, senior[1:15]),
        (lead, -330, senior[0:1]),
        (lead, -150, [*senior[15:27], *became_mentors]),
        (first, -275, senior[27:38]),
        (first, -20, senior[38:40]),
    )
    for programme, days, came in initial:
        session = calendar.session(programme, calendar.becoming, days)
        calendar.hold(session, list(came), mentor, absent=1)
    # A refresher 395 days ago ran out a month ago; one 325 or 340 days ago runs out within weeks.
    for days, came in ((-395, senior[5:7]), (-325, senior[1:5]), (-340, senior[9:11])):
        session = calendar.session(lead, calendar.refresher, days)
        calendar.hold(session, list(came), mentor, absent=1)
    circle = senior[7:9]
    for days, came in ((-320, circle), (-260, circle), (-110, [*circle, *senior[15:19]])):
        gathering = calendar.session(lead, calendar.circle, days, kind=SessionKind.GATHERING)
        calendar.hold(gathering, came, mentor)


def _mentees(calendar: Calendar, year: Year) -> None:
    """Prepare each cohort's mentees."""
    for stage, days in ((year.closed, -575), (year.running, -140), (year.closing, -255)):
        session = calendar.session(
            stage.cohort.programme, calendar.preparing, days, kind=SessionKind.ONLINE, capacity=40
        )
        calendar.hold(session, [place.person for place in stage.mentees], ParticipantRole.MENTEE)
    session = calendar.session(
        year.starters, calendar.preparing, -12, kind=SessionKind.ONLINE, capacity=40
    )
    calendar.hold(
        session, [place.person for place in year.matching.mentees], ParticipantRole.MENTEE
    )


def _to_come(calendar: Calendar, cast: Cast, year: Year) -> None:
    """Plan what lies ahead, one full session, one cancelled, and one whose ticks are missing."""
    planned = SessionState.PLANNED
    refresher = calendar.session(
        year.leadership, calendar.refresher, 16, state=planned, capacity=12
    )
    calendar.enrol(refresher, [*cast.seniors[19:22]])
    gathering = calendar.session(
        year.leadership,
        calendar.circle,
        23,
        state=planned,
        kind=SessionKind.GATHERING,
        capacity=8,
    )
    calendar.enrol(gathering, cast.seniors[15:26], waiting=3)
    calendar.session(year.starters, calendar.becoming, 30, state=planned, title="Becoming a mentor")
    calendar.session(
        year.leadership,
        calendar.refresher,
        -70,
        state=SessionState.CANCELLED,
        title="Giving feedback",
    )
    forgotten = calendar.session(year.leadership, calendar.refresher, -3, title="Asking more")
    calendar.enrol(forgotten, cast.seniors[22:27])
