"""Appointments as iCalendar files (RFC 5545 and 5546): invitations, cancellations and downloads."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parseaddr
from enum import Enum
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from icalendar import Calendar, Event, vCalAddress

# What no text of a file may hold (RFC 5545, 3.3.11), and what some programs take for a line's end.
NO_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
CONTENT_TYPE = "text/calendar; charset=utf-8"


class Method(Enum):
    """What a calendar is asked to do with a file."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """Something at a time. Its `key` never changes; its `edition` grows with all that does."""

    key: str
    edition: int
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    text: str = ""
    url: str = ""
    organiser: str = ""
    guest_name: str = ""
    guest_address: str = ""


def appointment_file(appointment: Appointment, method: Method) -> bytes:
    """Return an appointment as a file, in UTC, so that clocks that change do not move it."""
    return _file([_event(appointment, method)], method)


def published_file(appointments: Iterable[Appointment]) -> bytes:
    """Return several appointments as one file to take over, each with its own identity.

    An invitation may not hold more than one (RFC 5546, 3.2.2), what is published may (3.2.1); the
    organiser is named, guests are not.
    """
    events = []
    for appointment in appointments:
        event = _event(appointment, Method.PUBLISH)
        event.add("organizer", _organiser(appointment))
        events.append(event)
    return _file(events, Method.PUBLISH)


def one_line(text: str) -> str:
    """Return a name on one line: what a line break begins must not look like a line of the file."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def host() -> str:
    """Return the installation's name, which makes identities unique in the world."""
    return urlsplit(settings.BASE_URL).hostname or "localhost"


def in_utc(moment: datetime) -> datetime:
    """Return a time in UTC, to the second."""
    return moment.astimezone(UTC).replace(microsecond=0)


def _file(events: Iterable[Event], method: Method) -> bytes:
    """Return events in a calendar that says what is asked for."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Mentorship//Appointments//{(get_language() or 'en').upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", method.value)
    for event in events:
        calendar.add_component(event)
    file: bytes = calendar.to_ical()
    return file


def _event(appointment: Appointment, method: Method) -> Event:
    """Return the one event of a file."""
    event = Event()
    event.add("uid", f"{appointment.key}@{host()}")
    event.add("sequence", appointment.edition)
    event.add("dtstamp", in_utc(timezone.now()))
    event.add("dtstart", in_utc(appointment.starts_at))
    event.add("dtend", in_utc(appointment.ends_at))
    event.add("summary", one_line(appointment.title))
    event.add("status", "CANCELLED" if method is Method.CANCEL else "CONFIRMED")
    for name in ("place", "text", "url"):
        if value := getattr(appointment, name):
            # A carriage return alone would end a line of the file for some programs.
            lines = value.replace("\r\n", "\n").replace("\r", "\n")
            words = NO_TEXT.sub(" ", lines)
            event.add({"place": "location", "text": "description"}.get(name, name), words)
    if method is not Method.PUBLISH:
        _between(event, appointment)
    return event


def _between(event: Event, appointment: Appointment) -> None:
    """Say who asks whom, as an invitation must."""
    event.add("organizer", _organiser(appointment))
    guest = vCalAddress(f"mailto:{appointment.guest_address}")
    guest.params["CN"] = one_line(appointment.guest_name)
    guest.params["ROLE"] = "REQ-PARTICIPANT"
    guest.params["PARTSTAT"] = "ACCEPTED"
    guest.params["RSVP"] = "FALSE"
    event.add("attendee", guest)


def _organiser(appointment: Appointment) -> vCalAddress:
    """Return who asks: always by the address that mails come from."""
    organiser = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    organiser.params["CN"] = one_line(appointment.organiser)
    return organiser
