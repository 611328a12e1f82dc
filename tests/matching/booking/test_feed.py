"""The calendar of one's own meetings: right hours over a change of clocks, and no content."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine
from icalendar import Calendar

from matching.actions.meeting_feeds import make_feed
from matching.actions.meetings import cancel_meeting
from matching.actions.series import plan_series
from matching.booking.feed import feed_file, meetings_for
from matching.booking.recurring import Round
from matching.models import Meeting
from tests.factories.matching import HeldMeetingFactory, MeetingFactory, ago, pair
from tests.factories.training import EnrolmentFactory
from tests.strict_calendar import moment, read_calendar

pytestmark = pytest.mark.django_db

LONDON, NEW_YORK = ZoneInfo("Europe/London"), ZoneInfo("America/New_York")
# In spring New York changes on 8 March 2026 and London on 29 March; in autumn London goes first.
SPRING, AUTUMN = date(2026, 1, 20), date(2026, 9, 1)


def read(person):
    raw = feed_file(person, meetings_for(person))
    Calendar.from_ical(raw)
    return read_calendar(raw)[1]


def address(person):
    return f"/calendars/meetings/{make_feed(person, by=person)}.ics"


@pytest.mark.parametrize("first_on", [SPRING, AUTUMN])
@pytest.mark.parametrize("maker_zone", [LONDON, NEW_YORK])
def test_sixteen_weeks_of_fortnightly_meetings_over_both_changes(world, first_on, maker_zone):
    world.mentor.time_zone, world.mentee.time_zone = LONDON, NEW_YORK
    world.mentor.save()
    world.mentee.save()
    maker, at = (world.mentor, time(15)) if maker_zone is LONDON else (world.mentee, time(10))
    dates = list(Round(first_on, at, maker_zone, 2, 9).dates())
    with time_machine.travel(datetime.combine(first_on, time(1), tzinfo=UTC)):
        plan_series(pair(world), by=maker, dates=dates, every_weeks=2, minutes=60)
        events = read(world.mentor)
        assert read(world.mentee)[0]["DTSTART"] == events[0]["DTSTART"]
    starts = [moment(event["DTSTART"]) for event in events]
    assert len(starts) == 9
    assert (starts[-1].astimezone(maker_zone).date() - first_on).days == 16 * 7
    assert {start.astimezone(maker_zone).time() for start in starts} == {at}
    walls = [
        [start.astimezone(zone).replace(tzinfo=None) for zone in (LONDON, NEW_YORK)]
        for start in starts
    ]
    gaps = {london - new_york for london, new_york in walls}
    assert len(gaps) == 2  # five hours apart, and four between the two changes
    other_zone = NEW_YORK if maker_zone is LONDON else LONDON
    assert len({start.astimezone(other_zone).time() for start in starts}) == 2


def test_it_holds_meetings_of_all_matches_and_sessions_with_their_state(world):
    match = pair(world)
    MeetingFactory.create(match=match, agenda="MARKED words", video_link="https://video.example/x")
    HeldMeetingFactory.create(match=match)
    HeldMeetingFactory.create(match=match, starts_at=ago(days=91))
    cancelled = MeetingFactory.create(match=pair(world), starts_at=ago(days=-9))
    cancel_meeting(cancelled, by=world.mentor)
    MeetingFactory.create()
    EnrolmentFactory.create(person=world.mentee)
    events = read(world.mentee)
    kinds = sorted((event["UID"].partition("-")[0], event["STATUS"]) for event in events)
    assert kinds == [
        ("meeting", "CANCELLED"),
        ("meeting", "CONFIRMED"),
        ("meeting", "CONFIRMED"),
        ("session", "CONFIRMED"),
    ]
    assert "MARKED" not in str(events)
    (off,) = (event for event in events if event["STATUS"] == "CANCELLED")
    assert off["SEQUENCE"] == "1"


def test_what_is_unchanged_is_not_sent_again(world, client):
    meeting = MeetingFactory.create(match=pair(world))
    url = address(world.mentee)
    first = client.get(url)
    assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert first.headers["Cache-Control"] == "private, no-cache"
    for header, value in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")):
        assert client.get(url, headers={header: first.headers[value]}).status_code == 304
    Meeting.objects.filter(pk=meeting.pk).update(minutes=90)
    assert client.get(url, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_an_address_is_shown_once_and_stops_working(world, client, client_of):
    own = client_of(world.mentee)
    assert "Make my address" in own.get("/meetings/calendar/").content.decode()
    made = own.post("/meetings/calendar/make/")
    assert "no-store" in made.headers["Cache-Control"]
    address = made.context["address"]
    path = address[address.index("/calendars/") :]
    assert path not in own.get("/meetings/calendar/").content.decode()
    assert client.get(path).status_code == 200
    assert client.post(path).status_code == 405
    own.post("/meetings/calendar/stop/")
    assert client.get(path).status_code == 404
    assert own.post("/meetings/calendar/stop/").status_code == 404
    again = own.post("/meetings/calendar/make/").context["address"]
    assert client.get(again[again.index("/calendars/") :]).status_code == 200
    assert client.get("/calendars/meetings/mine:none.ics").status_code == 404


def test_whoever_cannot_sign_in_is_followed_by_no_calendar(world, client):
    url = address(world.mentee)
    world.mentee.is_active = False
    world.mentee.save()
    assert client.get(url).status_code == 404


def test_one_and_thirty_meetings_ask_the_same(world, django_assert_num_queries):
    match = pair(world)
    for number in (1, 29):
        for turn in range(number):
            MeetingFactory.create(match=match, starts_at=ago(days=-number - turn))
        with django_assert_num_queries(4):
            read(world.mentor)
