"""Appointments as calendars read them."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from mentorship.common.calendars import Appointment, Method, appointment_file

LISBON = ZoneInfo("Europe/Lisbon")
LISTENING = Appointment(
    key="session-1",
    edition=3,
    title="Listening\r\nATTENDEE:mailto:mallory@example.org",
    starts_at=datetime(2031, 7, 4, 14, 30, tzinfo=LISBON),
    ends_at=datetime(2031, 7, 4, 16, 0, tzinfo=LISBON),
    place="Room 2, first floor; left",
    organiser="Guildhall",
    guest_name="Amara Okafor",
    guest_address="amara@example.org",
)


def event_of(raw):
    calendar = Calendar.from_ical(raw)
    (event,) = calendar.walk("VEVENT")
    return calendar, event


@pytest.mark.parametrize(
    ("method", "status"),
    [(Method.REQUEST, "CONFIRMED"), (Method.CANCEL, "CANCELLED")],
)
def test_an_invitation_names_both_sides_and_is_in_utc(method, status):
    calendar, event = event_of(appointment_file(LISTENING, method))
    assert calendar["METHOD"] == method.value
    assert event["STATUS"] == status
    assert event["SEQUENCE"] == 3
    assert event["UID"].startswith("session-1@")
    assert event.decoded("DTSTART") == datetime(2031, 7, 4, 13, 30, tzinfo=UTC)
    assert event.decoded("DTEND") == datetime(2031, 7, 4, 15, 0, tzinfo=UTC)
    assert event["LOCATION"] == "Room 2, first floor; left"
    assert event["ORGANIZER"].params["CN"] == "Guildhall"
    assert event["ATTENDEE"] == "mailto:amara@example.org"


def test_a_lone_carriage_return_ends_no_line():
    place = replace(LISTENING, place="Room 2\rATTENDEE:mailto:mallory@example.org")
    raw = appointment_file(place, Method.PUBLISH)
    assert b"\r" not in raw.replace(b"\r\n", b"")


def test_a_title_writes_no_line_of_its_own():
    raw = appointment_file(LISTENING, Method.PUBLISH)
    assert b"\r\nATTENDEE" not in raw
    assert "mallory" in event_of(raw)[1]["SUMMARY"]


def test_what_is_only_handed_out_asks_nobody():
    _calendar, event = event_of(appointment_file(LISTENING, Method.PUBLISH))
    assert "ORGANIZER" not in event
    assert "ATTENDEE" not in event


def test_what_is_not_known_is_left_out():
    _calendar, event = event_of(appointment_file(replace(LISTENING, place=""), Method.REQUEST))
    assert "LOCATION" not in event
