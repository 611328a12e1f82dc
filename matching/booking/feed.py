"""A person's meetings and sessions as a file that their calendar comes back for (RFC 5545).

The same meetings give the same file, byte for byte: what is unchanged is answered without a body.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from matching.booking.invitations import appointment_of
from matching.enums import MeetingState
from matching.models import Match, Meeting, MeetingFeed
from mentorship.accounts.models import Person
from mentorship.common.calendars import host, in_utc, one_line
from mentorship.notifications.links import absolute
from programmes.models.calendar_feed import hash_of
from training.enums import SessionState
from training.models import Enrolment

REFRESH = timedelta(hours=3)
KEPT = timedelta(days=90)
STATUS = {
    MeetingState.PLANNED: "CONFIRMED",
    MeetingState.HELD: "CONFIRMED",
    MeetingState.NOT_HELD: "CANCELLED",
    MeetingState.CANCELLED: "CANCELLED",
}


def feed_by_token(token: str) -> MeetingFeed | None:
    """Return the address of a token, while it works and its owner may sign in."""
    feeds = MeetingFeed.objects.working().select_related("person")
    feed = feeds.filter(token_hash=hash_of(token)).first()
    return feed if feed is not None and feed.person.can_sign_in else None


def meetings_for(person: Person) -> list[Meeting]:
    """Return the meetings of all of a person's matches, from 90 days ago on; three queries."""
    rows = Meeting.objects.involving(person).filter(starts_at__gt=timezone.now() - KEPT)
    people = Match.objects.select_related("cohort__programme__organisation").with_people()
    return list(rows.order_by("starts_at", "pk").prefetch_related(Prefetch("match", people)))


def feed_file(person: Person, meetings: list[Meeting]) -> bytes:
    """Return meetings, and the sessions at which the person has a place, in their language.

    Times, places and names only: nothing of what was agreed, noted or planned to be talked about.
    """
    calendar = Calendar()
    with translation.override(person.language):
        name = _("My meetings")
        calendar.add("prodid", f"-//Mentorship//Meetings//{person.language.upper()}")
        calendar.add("version", "2.0")
        calendar.add("method", "PUBLISH")
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT3H")
        for meeting in meetings:
            calendar.add_component(_meeting(meeting, person))
        for session in _sessions(person):
            calendar.add_component(session)
    file: bytes = calendar.to_ical()
    return file


def changed_last(meetings: list[Meeting]) -> datetime | None:
    """Return when one of the meetings was changed last; None where there are none."""
    moments = [
        moment for each in meetings for moment in (each.changed_at, each.logged_at) if moment
    ]
    return max(moments, default=None)


def _meeting(meeting: Meeting, person: Person) -> Event:
    """Return one meeting; those that were cancelled stay, so that calendars strike them out."""
    appointment = appointment_of(meeting, person)
    event = _event(appointment.key, appointment.edition, meeting.changed_at)
    event.add("dtstart", in_utc(appointment.starts_at))
    event.add("dtend", in_utc(appointment.ends_at))
    event.add("summary", one_line(appointment.title))
    event.add("status", STATUS[MeetingState(meeting.state)])
    event.add("url", appointment.url)
    if appointment.place:
        event.add("location", one_line(appointment.place))
    if meeting.video_link:
        event.add("description", meeting.video_link)
    return event


def _sessions(person: Person) -> Iterator[Event]:
    """Yield the sessions at which a person has a place; one query."""
    rows = Enrolment.objects.enrolled().filter(
        person=person, session__starts_at__gt=timezone.now() - KEPT
    )
    for enrolment in rows.select_related("session").order_by("session__starts_at", "pk"):
        session = enrolment.session
        edition = session.sequence + 2 * (enrolment.turn - 1)
        event = _event(f"session-{session.pk}", edition, enrolment.enrolled_at)
        event.add("dtstart", in_utc(session.starts_at))
        event.add("dtend", in_utc(session.ends_at))
        event.add("summary", one_line(session.title))
        is_off = session.state == SessionState.CANCELLED
        event.add("status", "CANCELLED" if is_off else "CONFIRMED")
        event.add("url", absolute(reverse("training:learn-session", args=(session.pk,))))
        if session.place:
            event.add("location", one_line(session.place))
        yield event


def _event(key: str, edition: int, changed_at: datetime) -> Event:
    """Return an event that knows its edition."""
    event = Event()
    event.add("uid", f"{key}@{host()}")
    event.add("sequence", edition)
    event.add("dtstamp", in_utc(changed_at))
    event.add("last-modified", in_utc(changed_at))
    event.add("class", "PRIVATE")
    return event
