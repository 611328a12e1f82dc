"""The dates in the team's calendars: strict iCalendar, a secret address, and nobody's data."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from mentorship.accounts.models import Membership, Person
from mentorship.audit.models import Event
from mentorship.common.logging import hide_tokens
from programmes.actions.calendar_feeds import make_feed, revoke_feed
from programmes.actions.timetable import move_timetable
from programmes.enums import CohortState, MilestoneKind, PhaseKind
from programmes.models import CalendarFeed, Cohort, Milestone, Programme, TeamMember
from programmes.timetable.reading import timetable_of
from tests.programmes.timetables import fresh, item, plan

pytestmark = pytest.mark.django_db
PAGE = "/programmes/leaders/calendar/"


@pytest.fixture
def cohort(world):
    return plan(world.cohort)


@pytest.fixture
def address(world, cohort):
    token = make_feed(world.programme, person=world.facilitator, by=world.facilitator)
    return f"/calendars/{token}.ics"


def read(response):
    """Parse the file as strictly as the standard is written."""
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    raw = response.content
    assert raw.endswith(b"END:VCALENDAR\r\n")
    for line in raw.split(b"\r\n"):
        assert b"\n" not in line
        assert b"\r" not in line
        assert len(line) <= 75
        assert re.match(rb"^( |[A-Z-]+[;:]|$)", line), line
    calendar = Calendar.from_ical(raw)
    assert calendar.errors == []
    events = calendar.walk("VEVENT")
    assert all(event.errors == [] for event in events)
    assert {str(calendar[name]) for name in ("VERSION", "METHOD")} == {"2.0", "PUBLISH"}
    assert len({str(event["UID"]) for event in events}) == len(events)
    for event in events:
        for name in ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "LAST-MODIFIED"):
            assert name in event
        assert isinstance(event.decoded("DTSTART"), date)
        assert event["DTSTART"].params["VALUE"] == "DATE"
        assert event.decoded("DTEND") > event.decoded("DTSTART")
    return calendar


def event_of(calendar, row):
    kind = "phase" if hasattr(row, "starts_on") else "milestone"
    (found,) = [e for e in calendar.walk("VEVENT") if e["UID"].startswith(f"{kind}-{row.pk}@")]
    return found


def test_phases_are_spans_and_milestones_are_days(client, address, cohort):
    calendar = read(client.get(address))
    assert str(calendar["X-WR-CALNAME"]) == "Leaders"
    assert len(calendar.walk("VEVENT")) == 7
    match = event_of(calendar, cohort.phases.get(kind=PhaseKind.MATCH))
    assert match.decoded("DTSTART") == date(2027, 3, 15)
    assert match.decoded("DTEND") == date(2027, 4, 2)  # the day after the last one
    assert str(match["SUMMARY"]) == "Match · Spring cohort"
    kick_off = event_of(calendar, cohort.milestones.get(kind=MilestoneKind.KICK_OFF))
    assert kick_off.decoded("DTEND") - kick_off.decoded("DTSTART") == timedelta(days=1)
    assert str(kick_off["TRANSP"]) == "TRANSPARENT"


def test_a_moved_day_keeps_its_identity_and_gets_a_new_edition(world, client, address, cohort):
    milestone = cohort.milestones.get(kind=MilestoneKind.KICK_OFF)
    before = event_of(read(client.get(address)), milestone)
    found = item(cohort, MilestoneKind.KICK_OFF)
    move_timetable(
        cohort,
        items=[found.moved_to(date(2027, 4, 7), date(2027, 4, 7))],
        expected=timetable_of(fresh(cohort)).fingerprint(),
        by=world.coordinator,
    )
    after = event_of(read(client.get(address)), milestone)
    assert before["UID"] == after["UID"]
    assert (int(before["SEQUENCE"]), int(after["SEQUENCE"])) == (0, 1)
    assert after.decoded("LAST-MODIFIED") >= before.decoded("LAST-MODIFIED")
    assert after.decoded("DTSTART") == date(2027, 4, 7)


def test_what_is_unchanged_is_answered_without_a_body(client, address):
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    Milestone.objects.filter(kind=MilestoneKind.KICK_OFF).update(on=date(2027, 4, 8))
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200
    assert "no-cache" in first.headers["Cache-Control"]
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("breaks", ["\r\n", "\n", "\r", "\x0b", "\x85", "\u2028", "\x00"])
def test_a_name_cannot_write_lines_of_its_own(world, client, address, breaks):
    evil = f"Party{breaks}END:VEVENT{breaks}ATTACH:evil;:,\\n"
    if "\x00" not in evil:  # which the database keeps out by itself
        Milestone.objects.filter(kind=MilestoneKind.KICK_OFF).update(name=evil)
        Programme.objects.filter(pk=world.programme.pk).update(name=evil)
    calendar = read(client.get(address))
    assert len(calendar.walk("VEVENT")) == 7
    assert not any("ATTACH" in event for event in calendar.walk("VEVENT"))


def test_long_names_in_any_script_are_folded_between_letters(client, address):
    name = "Früh­stück für Łódź 🌱 " * 5
    Milestone.objects.filter(kind=MilestoneKind.KICK_OFF).update(name=name.strip())
    milestone = Milestone.objects.get(kind=MilestoneKind.KICK_OFF)
    assert "🌱" in str(event_of(read(client.get(address)), milestone)["SUMMARY"])


def test_nobody_who_takes_part_is_named(world, client, address):
    text = client.get(address).content.decode()
    for person in Person.objects.all():
        assert person.name not in text
        assert person.email not in text
    assert "ATTENDEE" not in text
    assert "ORGANIZER" not in text


def test_closed_cohorts_leave_the_calendar(client, address):
    Cohort.objects.update(state=CohortState.CLOSED, closed_at=timezone.now())
    assert read(client.get(address)).walk("VEVENT") == []


def test_whoever_leaves_the_team_has_no_address_any_more(world, client, address):
    assert client.get(address).status_code == 200
    TeamMember.objects.filter(person=world.facilitator).update(ended_on=timezone.localdate())
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("end", ["organisation", "account", "revoked", "remade"])
def test_an_address_stops_at_once(world, client, address, end):
    person = world.facilitator
    if end == "organisation":
        Membership.objects.filter(person=person).update(ended_on=timezone.localdate())
    elif end == "account":
        Person.objects.filter(pk=person.pk).update(is_active=False)
    elif end == "revoked":
        assert revoke_feed(CalendarFeed.objects.get(), by=person)
        assert not revoke_feed(CalendarFeed.objects.get(), by=person)
    else:
        make_feed(world.programme, person=person, by=person)
    assert client.get(address).status_code == 404


def test_only_the_right_secret_opens(client, address):
    for wrong in (address[:-6] + "x.ics", "/calendars/team:.ics", f"/calendars/{'x' * 300}.ics"):
        assert client.get(wrong).status_code == 404


def test_the_secret_is_kept_nowhere_and_left_out_of_logs(address):
    token = address.removeprefix("/calendars/").removesuffix(".ics")
    feed = CalendarFeed.objects.get()
    assert token not in str(feed.__dict__)
    assert token not in str(list(Event.objects.values()))
    assert token not in str(hide_tokens(None, "", {"event": f"GET {address} 200"}))


def test_a_person_makes_an_address_sees_it_once_and_stops_it(world, client_of, cohort):
    client = client_of(world.coordinator)
    assert "Make my address" in client.get(PAGE).text
    made = client.post(f"{PAGE}make/")
    (token,) = set(re.findall(r"/calendars/(team:[\w-]+)\.ics", made.text))
    assert "no-store" in made.headers["Cache-Control"]
    assert token not in client.get(PAGE).text
    assert "Make a new one" in client.get(PAGE).text
    assert client.get(f"/calendars/{token}.ics").status_code == 200
    assert "stopped working" in client.post(f"{PAGE}revoke/", follow=True).text
    assert client.get(f"/calendars/{token}.ics").status_code == 404
    assert client.post(f"{PAGE}revoke/").status_code == 404
    kinds = Event.objects.filter(kind__startswith="calendar_feed.").values_list("kind", flat=True)
    assert sorted(kinds) == ["calendar_feed.made", "calendar_feed.revoked"]


def test_the_dates_as_a_file(world, client_of, cohort):
    response = client_of(world.reviewer).get(f"{PAGE}file/")
    assert read(response)
    assert response.headers["Content-Disposition"] == 'attachment; filename="leaders.ics"'


def test_the_file_asks_no_more_for_more_dates(
    client, address, cohort, django_assert_max_num_queries
):
    for number in range(30):
        Milestone.objects.create(
            cohort=cohort, kind=MilestoneKind.REVIEW, on=date(2027, 6, 1 + number % 28)
        )
    with django_assert_max_num_queries(8):
        client.get(address)
