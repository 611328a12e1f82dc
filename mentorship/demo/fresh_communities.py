"""The demo's communities: one alive, one with nothing planned, one by invitation."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from mentorship.accounts.models import Organisation, Person
from mentorship.demo.cast import Cast
from mentorship.demo.programmes import Year
from programmes.enums import ParticipantRole
from programmes.planning.working_days import WorkCalendar
from training.actions.community_keeping import keep_members
from training.communities.enums import CommunityKind, Joining, MemberState
from training.enums import (
    Audience,
    EnrolmentState,
    EntryKind,
    EntrySource,
    SessionKind,
    SessionState,
)
from training.models import (
    Attendance,
    Community,
    CommunityMember,
    Enrolment,
    LedgerEntry,
    Session,
)

# How many days ago the circle met, what about, and which of its members came: those whose training
# is in date anyway, so that who is due, in grace or lapsed stays so.
GATHERINGS = (
    (118, "Beginning well", slice(9, 16)),
    (92, "When it goes quiet", slice(10, 20)),
    (61, "Asking more, telling less", slice(9, 18)),
    (30, "Feedback that helps", slice(12, 23)),
)
NOTES = "We began with what went well. Three questions to take along, and a date for the next time."


def add_communities(organisation: Organisation, cast: Cast, year: Year, today: date) -> None:
    """Store the communities of the main programme, their members and gatherings."""
    mentors = [place.person for place in year.running.mentors]
    circle = _begin(
        year, "Mentors’ circle", CommunityKind.MENTORS, Joining.AUTOMATIC, today, days=300
    )
    circle.purpose = "Where mentors think aloud about mentoring, and learn from each other."
    circle.save(update_fields=["purpose"])
    CommunityMember.objects.filter(community=circle, person=mentors[0]).update(is_moderator=True)
    for days, title, came in GATHERINGS:
        _hold(organisation, cast, circle, today - timedelta(days=days), title, mentors[came])
    coming = _gathering(circle, today + timedelta(days=9), "Endings and beginnings", capacity=10)
    _answer(coming, mentors[2:15])
    other = _begin(
        year, "Mentees’ circle", CommunityKind.MENTEES, Joining.AUTOMATIC, today, days=60
    )
    mentees = [place.person for place in year.running.mentees]
    met = today - timedelta(days=38)
    _hold(organisation, cast, other, met, "What I ask of my mentor", mentees[6:18])
    _by_invitation(year, mentors, today)


def _begin(year: Year, name: str, kind: str, joining: str, today: date, *, days: int) -> Community:
    """Store a community, and put in who belongs to it by role."""
    community = Community.objects.create(
        programme=year.leadership,
        name=name,
        kind=kind,
        joining=joining,
        begun_at=_at(today - timedelta(days=days)),
    )
    keep_members([community], by=None)
    community.members.update(since=community.begun_at)
    return community


def _by_invitation(year: Year, mentors: Sequence[Person], today: date) -> None:
    """Store a community about a topic, with some members, and two who have not answered."""
    topic = _begin(
        year, "Leading at a distance", CommunityKind.TOPIC, Joining.INVITATION, today, days=40
    )
    topic.purpose = "For all who lead, or soon lead, people they rarely see in one room."
    topic.gatherings_a_year = 1
    topic.save(update_fields=["purpose", "gatherings_a_year"])
    mentees = [place.person for place in year.running.mentees]
    invited = [mentees[0], mentors[1]]
    CommunityMember.objects.bulk_create(
        CommunityMember(
            community=topic,
            person=person,
            state=MemberState.INVITED if person in invited else MemberState.MEMBER,
            since=_at(today - timedelta(days=20)),
        )
        for person in [mentors[0], *mentors[5:9], *mentees[3:6], *invited]
    )
    _gathering(topic, today + timedelta(days=20), "Trust without a corridor", capacity=12)


def _gathering(community: Community, on: date, title: str, *, capacity: int = 20) -> Session:
    """Store a gathering to come, at five in the afternoon."""
    on = WorkCalendar().on_or_after(on)
    is_for_mentors = community.kind == CommunityKind.MENTORS
    return Session.objects.create(
        programme=community.programme,
        community=community,
        title=title,
        kind=SessionKind.GATHERING,
        audience=Audience.MENTORS if is_for_mentors else Audience.BOTH,
        starts_at=_at(on, hour=17),
        minutes=90,
        place="By video",
        capacity=capacity,
        agenda="How each of us is\nOne question from each\nWhat we try until the next time",
    )


def _answer(session: Session, people: Sequence[Person]) -> None:
    """Let people say that they come: as many as there are places, and the others wait."""
    Enrolment.objects.bulk_create(
        Enrolment(
            session=session,
            person=person,
            state=(EnrolmentState.ENROLLED if turn < session.capacity else EnrolmentState.WAITING),
            waited=turn >= session.capacity,
            enrolled_at=session.starts_at - timedelta(days=14, minutes=-turn),
        )
        for turn, person in enumerate(people)
    )


def _hold(
    organisation: Organisation,
    cast: Cast,
    circle: Community,
    on: date,
    title: str,
    came: Sequence[Person],
) -> None:
    """Store a past gathering with who came, their hours, and what was noted."""
    on = WorkCalendar().on_or_after(on)
    session = _gathering(circle, on, title)
    Session.objects.filter(pk=session.pk).update(state=SessionState.HELD, notes=NOTES)
    _answer(session, came)
    Attendance.objects.bulk_create(
        Attendance(
            session=session,
            person=person,
            is_present=True,
            recorded_at=session.ends_at,
            recorded_by=cast.facilitators[0],
        )
        for person in came
    )
    LedgerEntry.objects.bulk_create(
        LedgerEntry(
            organisation=organisation,
            programme=circle.programme,
            person=person,
            role=(
                ParticipantRole.MENTEE
                if circle.kind == CommunityKind.MENTEES
                else ParticipantRole.MENTOR
            ),
            kind=EntryKind.GATHERING,
            source=EntrySource.ATTENDANCE,
            hours=Decimal("1.5"),
            earned_on=on,
            session=session,
            entered_at=session.ends_at,
            entered_by=cast.facilitators[0],
        )
        for person in came
    )


def _at(on: date, hour: int = 12) -> datetime:
    """Return an hour of a day."""
    return timezone.make_aware(datetime.combine(on, time(hour)))
