"""The demo's monthly series, and a session that more people want than it has places."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from mentorship.demo.cast import Cast
from programmes.models import Programme
from programmes.planning.working_days import WorkCalendar
from training.actions import SessionPlan, enrol, plan_series, plan_session
from training.actions.series import moment
from training.emails import How
from training.enums import Audience, SessionKind
from training.models import Course, Session
from training.queries.sessions import may_come
from training.rhythm import Every, Rhythm, dates_of
from training.series import proposed

LINK = "https://meet.guildhall.example/listening"


def add_sessions(programme: Programme, cast: Cast, today: date) -> None:
    """Plan a monthly gathering, and two workshops of which the nearer one is too small."""
    zone = ZoneInfo(programme.organisation.time_zone.key)
    _series(programme, cast, today, zone)
    _crowded(programme, cast, today, zone)


def _series(programme: Programme, cast: Cast, today: date, zone: ZoneInfo) -> None:
    """Plan a gathering on the same weekday of six months, with a short training in each."""
    first = WorkCalendar().on_or_after(today + timedelta(days=14))
    plan = SessionPlan(
        title="Mentors’ hour",
        kind=SessionKind.GATHERING,
        starts_at=moment(first, time(17, 30), zone),
        minutes=60,
        capacity=20,
        place=LINK,
        audience=Audience.MENTORS,
        agenda="What went well\nWhat is hard just now\nOne thing to try until next time",
        slot_title="Asking instead of telling",
        slot_minutes=20,
    )
    days = dates_of(first, Rhythm(Every.WEEKDAYS, 1, count=6))
    working = [each.on for each in proposed(programme, days) if not each.is_off]
    series = plan_series(
        programme,
        plan,
        working,
        by=None,
        zone=zone,
        facilitators=cast.facilitators[:1],
        every_months=1,
    )
    _book(series.sessions.earliest("starts_at"), cast, 6)


def _crowded(programme: Programme, cast: Cast, today: date, zone: ZoneInfo) -> None:
    """Plan the same workshop twice: the first date is full with people in line."""
    course = Course.objects.get(
        organisation=programme.organisation, title="Difficult conversations"
    )
    for days, capacity, people in ((11, 4, 7), (32, 12, 0)):
        on = WorkCalendar().on_or_after(today + timedelta(days=days))
        plan = SessionPlan(
            title="Listening well",
            kind=SessionKind.WORKSHOP,
            starts_at=moment(on, time(13), zone),
            minutes=210,
            capacity=capacity,
            place="Room 3.01",
            course=course,
        )
        session = plan_session(programme, plan, by=None, facilitators=cast.facilitators[:1])
        _book(session, cast, people)


def _book(session: Session, cast: Cast, count: int) -> None:
    """Book so many mentors whose training is in date, as if each had done so."""
    in_date = [person for person in cast.seniors[15:27] if may_come(session, person)]
    for person in in_date[:count]:
        enrol(session, person, by=None, how=How.BOOKED)
