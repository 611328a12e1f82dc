"""A small programme whose year is travelled: what each person does, and what should come to them.

Days are counted from the first day of the year. What should come is written down by hand here, from
what is promised, and not asked of the code that is drilled.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from mentorship.accounts.models import Membership, Organisation, Person
from mentorship.accounts.permissions import Role
from mentorship.notifications.actions import set_preference
from mentorship.notifications.enums import Category
from programmes.actions.participants import move_participant, pause_participant
from programmes.enums import CohortState, ParticipantRole, ParticipantState, PhaseKind
from programmes.models import Cohort, Participant, Phase, Programme, TeamMember
from training.actions import enrol, record_attendance
from training.actions.reminders import approve_reminders
from training.actions.standings import ensure_policies, refresh_standings
from training.enums import Audience, CourseKind, EntryKind, EntrySource, SessionKind
from training.models import Course, CurrencyPolicy, LedgerEntry, Session
from training.reminding.declarations import all_declared

DAYS = 365
FIRST = date(2027, 1, 11)
# It is day in London, Lagos, New York, São Paulo and Dubai then.
HOUR = 15
NIGHT = 2

MENTOR, MENTEE = ParticipantRole.MENTOR, ParticipantRole.MENTEE
AROUND = {"60 days": -60, "30 days": -30, "7 days": -7, "due": 0, "in grace": 30}
# Nobody looks at the 7-day reminder of mentors before this day.
LOOKED_AT = 95
# From then on somebody's training runs out all the time, so that every Monday brings a digest.
TOLD_FROM = 13
SHORTER_GRACE = 262


@dataclass(frozen=True, slots=True)
class Story:
    """Somebody, when their training runs out, and which of the reminders should come."""

    name: str
    zone: str
    expires: dict[ParticipantRole, int]
    steps: Sequence[str] = tuple(AROUND)
    # Where a reminder comes on another day than its own.
    instead: Sequence[tuple[str, int]] = ()

    def expected(self) -> list[tuple[str, str, int]]:
        """Return the name, the step and the day of each reminder that should come."""
        days = {
            step: expires + AROUND[step] for expires in self.expires.values() for step in self.steps
        } | dict(self.instead)
        return [(self.name, step, day) for step, day in days.items() if day <= DAYS]


STORIES = (
    # The first 7-day reminder waits for a look from day 86 to 95, and comes two days late.
    Story("Ada", "Europe/London", {MENTOR: 100}, instead=[("7 days", LOOKED_AT)]),
    Story("Ben", "Africa/Lagos", {MENTOR: 120}, steps=("60 days",)),  # books, and comes
    Story("Cleo", "America/Sao_Paulo", {MENTOR: 150}, steps=("60 days",)),  # goes away
    Story("Dan", "America/New_York", {MENTOR: 200}, steps=("60 days",)),  # withdraws
    Story("Eve", "Europe/London", {MENTOR: 220}, steps=("60 days",)),  # switches reminders off
    # The grace is made 20 days shorter after he was told that it began.
    Story("Finn", "Asia/Dubai", {MENTOR: 255}, instead=[("in grace", 255 + 10)]),
    Story("Jana", "America/New_York", {MENTEE: 70}),
    Story("Hana", "Europe/London", {}, instead=[("14 days", 36), ("3 days", 47)]),
    Story("Ivo", "Africa/Lagos", {}, instead=[("14 days", 36)]),  # books
)
# Kit is mentor and mentee, and both run out on one day: of each two, one comes a day later.
KIT, KIT_EXPIRES = "Kit", 300
MATCH = 50


def day(number: int) -> date:
    """Return a day of the year."""
    return FIRST + timedelta(days=number)


def moment(number: int, hour: int = HOUR) -> datetime:
    """Return an hour of a day of the year."""
    there = day(number)
    return datetime(there.year, there.month, there.day, hour, tzinfo=UTC)


def expected(first: int) -> Counter[tuple[str, str, int]]:
    """Return every reminder that should come from a day on: to whom, which, and on which day.

    The latest one of before that is still of use comes on the first day.
    """
    rows = [row for story in STORIES for row in story.expected()]
    # Of two about one day, the second comes on the next: one a day. Mentors' grace is shorter then.
    rows += [
        (KIT, step, KIT_EXPIRES + offset + later)
        for step, offset in AROUND.items()
        for later in (0, 1)
        if step != "in grace"
    ]
    rows += [(KIT, "in grace", KIT_EXPIRES + days) for days in (10, 30)]
    late = {name: (name, step, first) for name, step, day in rows if day < first}
    going_on = {name for name, _step, day in rows if day > first}
    caught_up = [row for name, row in late.items() if name in going_on]
    return Counter([row for row in rows if row[2] >= first] + caught_up)


def interesting(days: range) -> list[int]:
    """Return the Mondays, and the days on which anything happens or should come."""
    wanted = {day for _name, _step, day in expected(days.start)} | set(EVENTS) | {days.start}
    return [number for number in days if number in wanted or day(number).weekday() == 0]


def build() -> None:
    """Store the programme and its people as of today."""
    organisation = Organisation.objects.create(name="Guildhall", slug="year")
    programme = Programme.objects.create(organisation=organisation, name="Leaders", slug="year")
    cohort = _cohort(programme, 1, CohortState.RUNNING, -60)
    coordinator = _person(organisation, "Maya", "Europe/London")
    TeamMember.objects.create(
        programme=programme,
        person=coordinator,
        role=Role.LEAD_COORDINATOR,
        started_on=day(-100),
    )
    ensure_policies(programme)
    for story in STORIES:
        if story.expires:
            _join(cohort, _person(organisation, story.name, story.zone), story.expires)
    both = {MENTOR: KIT_EXPIRES, MENTEE: KIT_EXPIRES}
    _join(cohort, _person(organisation, KIT, "Europe/London"), both)
    _prepare(organisation, programme)
    for declared in all_declared():
        if declared.look != "refresher of mentors, 7 days":
            approve_reminders(programme, declared, by=coordinator)
    for policy in CurrencyPolicy.objects.filter(programme=programme):
        refresh_standings(policy)


def _person(organisation: Organisation, name: str, zone: str) -> Person:
    """Store somebody."""
    address = f"{name.lower()}@example.org"
    person = Person.objects.create_person(name=f"{name} Year", email=address, time_zone=zone)
    Membership.objects.create(person=person, organisation=organisation, joined_on=day(-100))
    return person


def _cohort(programme: Programme, number: int, state: CohortState, begins: int) -> Cohort:
    """Store a cohort that goes on beyond the year."""
    return Cohort.objects.create(
        programme=programme,
        number=number,
        name=f"Cohort {number}",
        state=state,
        starts_on=day(begins),
        ends_on=day(DAYS + 100),
    )


def _join(cohort: Cohort, person: Person, expires: dict[ParticipantRole, int]) -> None:
    """Let somebody take part whose training runs out on a day, in each role."""
    for role, last in expires.items():
        Participant.objects.create(
            cohort=cohort,
            person=person,
            role=role,
            state=ParticipantState.TRAINED,
            joined_on=day(-60),
        )
        months = 12 if role == MENTOR else 6
        LedgerEntry.objects.create(
            organisation=cohort.programme.organisation,
            programme=cohort.programme,
            person=person,
            role=role,
            kind=EntryKind.INITIAL,
            source=EntrySource.IMPORTED,
            hours=Decimal(6),
            earned_on=_months_before(day(last), months),
        )


def _months_before(until: date, months: int) -> date:
    """Return the day from which so many months last until a day; all stories fit the calendar."""
    month = until.month - 1 - months
    return until.replace(year=until.year + month // 12, month=month % 12 + 1)


def _prepare(organisation: Organisation, programme: Programme) -> None:
    """Store a second cohort, whose mentees prepare before the match."""
    cohort = _cohort(programme, 2, CohortState.RECRUITING, MATCH)
    Phase.objects.create(
        cohort=cohort, kind=PhaseKind.MATCH, starts_on=day(MATCH), ends_on=day(MATCH + 10)
    )
    for name, zone in (("Hana", "Europe/London"), ("Ivo", "Africa/Lagos")):
        Participant.objects.create(
            cohort=cohort,
            person=_person(organisation, name, zone),
            role=MENTEE,
            state=ParticipantState.ACCEPTED,
            joined_on=day(-1),
        )
    initial = {"audience": Audience.MENTEES, "kind": CourseKind.INITIAL, "hours": Decimal(2)}
    course = Course.objects.create(organisation=organisation, title="Begin well", **initial)
    _session(programme, course, 45)
    refresher = {"audience": Audience.MENTORS, "kind": CourseKind.REFRESHER, "hours": Decimal(3)}
    course = Course.objects.create(organisation=organisation, title="Asking more", **refresher)
    _session(programme, course, 110)


def _session(programme: Programme, course: Course, number: int) -> None:
    """Store a session."""
    Session.objects.create(
        programme=programme,
        course=course,
        title=course.title,
        kind=SessionKind.WORKSHOP,
        starts_at=moment(number, 12),
        minutes=120,
    )


def _called(name: str) -> Person:
    """Return somebody by their first name."""
    return Person.objects.get(email=f"{name.lower()}@example.org")


def _books(name: str, title: str) -> None:
    """Let somebody book the session of that title."""
    person = _called(name)
    enrol(Session.objects.get(title=title), person, by=person)


def _attends(name: str, title: str) -> None:
    """Note that somebody was at the session of that title."""
    session = Session.objects.select_related("programme__organisation").get(title=title)
    record_attendance(session, {_called(name): True}, by=_called("Maya"))


def _withdraws(name: str) -> None:
    """Let somebody leave the programme."""
    move_participant(_called(name).places.get(), ParticipantState.WITHDRAWN, by=_called("Maya"))


def _looks() -> None:
    """Let the coordinator look at the first 7-day reminder of mentors."""
    declared = next(each for each in all_declared() if each.look == "refresher of mentors, 7 days")
    approve_reminders(Programme.objects.get(slug="year"), declared, by=_called("Maya"))


def _shortens_grace() -> None:
    """Let the programme give 20 days of grace instead of 60."""
    CurrencyPolicy.objects.filter(role=MENTOR).update(grace_days=20)


def _switches_off(name: str) -> None:
    """Let somebody ask for no reminders of training."""
    person = _called(name)
    set_preference(person, Category.TRAINING, is_wanted=False, by=person)


EVENTS: dict[int, Callable[[], Any]] = {
    40: lambda: _books("Ivo", "Begin well"),
    65: lambda: _books("Ben", "Asking more"),
    LOOKED_AT: _looks,
    101: lambda: pause_participant(_called("Cleo").places.get(), by=None),
    111: lambda: _attends("Ben", "Asking more"),
    160: lambda: _withdraws("Dan"),
    175: lambda: _switches_off("Eve"),
    SHORTER_GRACE: _shortens_grace,
}
