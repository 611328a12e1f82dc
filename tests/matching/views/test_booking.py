"""Finding a time: suggestions to tap, what is in the way, and meetings that come round."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from matching.enums import MeetingState
from matching.models import Meeting
from matching.wishing.halves import OF_A_DAY
from mentorship.notifications.models import Message
from tests.factories.matching import MatchFactory, MeetingFactory, ago, pair
from tests.factories.relationships import AgreementInForceFactory
from tests.factories.rounds import FreeHoursFactory

pytestmark = pytest.mark.django_db

EVERY_AFTERNOON = [day * OF_A_DAY + half for day in range(7) for half in range(28, 32)]


def plan(match):
    return reverse("matching:meeting-plan", args=(match.pk,))


def series(match):
    return reverse("matching:meeting-series", args=(match.pk,))


def move(meeting):
    return reverse("matching:meeting-move", args=(meeting.pk,))


def text(response):
    return response.content.decode()


def suggested(response):
    return [time.starts_at for time in response.context["suggestions"].times]


def rhythm(match, **fields):
    day = timezone.localdate() + timedelta(days=7)
    return {
        "day": day.isoformat(), "hour": "14:00", "every_weeks": "1", "times": "3",
        "minutes": "45", "place": "", "video_link": "",
    } | fields  # fmt: skip


def test_one_tap_plans_a_time_that_suits_both(world, client_of):
    world.mentor.time_zone = ZoneInfo("America/New_York")
    world.mentor.save()
    FreeHoursFactory.create(person=world.mentee, half_hours=EVERY_AFTERNOON)
    FreeHoursFactory.create(person=world.mentor, half_hours=list(range(336)))
    last = MeetingFactory.create(
        match=pair(world), starts_at=ago(days=9), minutes=60, video_link="https://video.example/x"
    )
    client = client_of(world.mentee)
    page = client.get(plan(last.match))
    times = suggested(page)
    assert len(times) == 3
    assert len({timezone.localdate(at) for at in times}) == 3
    assert all(timezone.localtime(at).hour in {14, 15} for at in times)
    assert "for Amara, New York" in text(page)
    client.post(plan(last.match), {"at": times[0].isoformat(), "minutes": "60"})
    meeting = Meeting.objects.exclude(pk=last.pk).get()
    assert (meeting.starts_at, meeting.minutes, meeting.video_link) == (
        times[0], 60, "https://video.example/x",
    )  # fmt: skip
    assert times[0] not in suggested(client.get(plan(last.match)))


def test_without_hours_working_hours_stand_in_and_the_page_says_so(world, client_of):
    match, client = pair(world), client_of(world.mentee)
    assert "so we looked at working hours" in text(client.get(plan(match)))
    FreeHoursFactory.create(person=world.mentor, half_hours=EVERY_AFTERNOON)
    page = client.get(plan(match))
    assert "You have not told your hours yet" in text(page)
    FreeHoursFactory.create(person=world.mentee, half_hours=[17])
    nothing = client.get(plan(match))
    assert "We found no hours" in text(nothing)
    assert suggested(nothing) == []
    assert 'name="day"' in text(nothing)


def test_what_is_in_the_way_is_said_once_and_they_may_go_on(world, client_of):
    other = MatchFactory.create(cohort=world.cohort, mentors=[world.mentor_place])
    taken = MeetingFactory.create(match=other, starts_at=ago(days=-5), place="MARKED")
    match, client = pair(world), client_of(world.mentee)
    local = timezone.localtime(taken.starts_at + timedelta(minutes=15))
    asked = {"day": local.date(), "hour": f"{local:%H:%M}", "minutes": "45", "agenda": "Kept"}
    warned = client.post(plan(match), asked)
    assert "Amara cannot meet then, as far as we know." in text(warned)
    assert "Kept" in text(warned)
    assert "MARKED" not in text(warned)
    assert not match.meetings.exists()
    later = asked | {"hour": f"{local + timedelta(minutes=15):%H:%M}"}
    anyway = warned.context["clash"]["anyway"]
    assert client.post(plan(match), later | {"anyway": anyway}).status_code == 200
    assert client.post(plan(match), asked | {"anyway": anyway}).status_code == 302
    assert match.meetings.get().agenda == "Kept"


def test_examples_become_lines_of_the_agenda(world, client_of):
    match, client = pair(world), client_of(world.mentee)
    assert "How we each came here" in text(client.get(plan(match)))
    local = timezone.localtime(ago(days=-5))
    asked = {"day": local.date(), "hour": "12:00", "minutes": "45", "agenda": "The weather"}
    client.post(plan(match), asked | {"examples": ["0", "2"]})
    assert match.meetings.get().agenda.splitlines() == [
        "The weather", "How we each came here", "What we hope for, and what worries us",
    ]  # fmt: skip


@pytest.mark.parametrize("bad", ["tomorrow", "2030-02-31T10:00", "2030-01-01T10:00", "\x00"])
def test_a_tap_that_is_none_plans_nothing(world, client_of, bad):
    match = pair(world)
    assert client_of(world.mentee).post(plan(match), {"at": bad}).status_code == 200
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("bad", ["javascript:alert(1)", "ftp://files.example/x", "our room"])
def test_a_link_that_is_none_is_refused(world, client_of, bad):
    match, local = pair(world), timezone.localtime(ago(days=-5))
    asked = {"day": local.date(), "hour": "12:00", "minutes": "45"}
    shown = client_of(world.mentee).post(plan(match), asked | {"video_link": bad})
    assert "video_link" in shown.context["form"].errors
    assert not Meeting.objects.exists()


def test_a_move_offers_other_times_and_keeps_the_rest(world, client_of):
    FreeHoursFactory.create(person=world.mentee, half_hours=EVERY_AFTERNOON)
    meeting = MeetingFactory.create(
        match=pair(world), minutes=50, place="Room 4", agenda="The weather"
    )
    client = client_of(world.mentee)
    times = suggested(client.get(move(meeting)))
    client.post(move(meeting), {"at": times[1].isoformat(), "minutes": "50", "sequence": "0"})
    meeting.refresh_from_db()
    kept = (meeting.starts_at, meeting.minutes, meeting.place, meeting.agenda, meeting.sequence)
    assert kept == (times[1], 50, "Room 4", "The weather", 1)


def test_the_page_asks_as_many_queries_for_1_and_30_meetings(world, client_of):
    match, client = pair(world), client_of(world.mentee)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(plan(match)).status_code == 200
        return len(captured)

    MeetingFactory.create(match=match)
    one = queries()
    for days in range(1, 30):
        MeetingFactory.create(match=match, starts_at=ago(days=-7 - days))
    assert queries() == one


def test_a_series_is_looked_at_before_it_is_planned(world, client_of):
    match, client = pair(world), client_of(world.mentee)
    MeetingFactory.create(match=match, starts_at=timezone.localtime(ago(days=-14)).replace(hour=14))
    page = client.get(series(match), rhythm(match))
    dates = page.context["dates"]
    assert [date.is_ticked for date in dates] == [True, False, True]
    assert "You and Amara have something else planned then." in text(page)
    assert Meeting.objects.count() == 1
    one = client.post(series(match), rhythm(match) | {"on": [dates[0].value]})
    assert "Tick at least two dates" in text(one)
    chosen = [date.value for date in dates if date.is_ticked]
    foreign = datetime(2031, 1, 1, 12, tzinfo=UTC).isoformat()
    client.post(series(match), rhythm(match) | {"on": [*chosen, foreign]})
    made = Meeting.objects.filter(series__isnull=False)
    assert sorted(each.starts_at.isoformat() for each in made) == sorted(chosen)
    assert Message.objects.filter(kind="matching.meetings_planned").count() == 2


def test_a_series_ends_with_the_agreement(world, client_of):
    match = pair(world)
    until = timezone.localdate() + timedelta(days=15)
    AgreementInForceFactory.create(match=match, ends_on=until)
    client = client_of(world.mentor)
    page = client.get(series(match), rhythm(match, times="60"))
    assert len(page.context["dates"]) == 2
    few = client.get(series(match), rhythm(match, every_weeks="8"))
    assert "Fewer than two meetings fit in" in text(few)
    assert "dates" not in few.context or few.context["dates"] == []


def test_one_of_a_series_is_changed_or_all_that_follow(world, client_of):
    match, client = pair(world), client_of(world.mentee)
    page = client.get(series(match), rhythm(match))
    client.post(
        series(match), rhythm(match) | {"on": [date.value for date in page.context["dates"]]}
    )
    first, second, third = Meeting.objects.order_by("starts_at")
    assert "This one and all later ones" in text(client.get(move(second)))
    local = timezone.localtime(second.starts_at)
    asked = {"day": local.date(), "hour": "16:00", "minutes": "45", "sequence": "0"}
    client.post(move(second), asked | {"rest": "rest"})
    for meeting, hour in ((first, 14), (second, 16), (third, 16)):
        meeting.refresh_from_db()
        assert timezone.localtime(meeting.starts_at).hour == hour
    cancel = reverse("matching:meeting-cancel", args=(second.pk,))
    assert "Cancel it and all later ones" in text(client.get(cancel))
    client.post(cancel, {"which": "rest"})
    assert Meeting.objects.get(state=MeetingState.PLANNED) == first


def test_nobody_else_plans_a_series(world, client_of):
    match = pair(world)
    for person in (world.coordinator, world.stranger, world.other_coordinator):
        client = client_of(person)
        assert client.get(series(match)).status_code == 404
        assert client.post(series(match), rhythm(match)).status_code == 404


def test_later_meetings_and_earlier_pages_wait_behind_a_word(world, client_of):
    match = pair(world)
    for days in range(1, 9):
        MeetingFactory.create(match=match, starts_at=ago(days=-days))
    for days in range(1, 23):
        MeetingFactory.create(
            match=match, starts_at=ago(days=days), state="held", logged_at=ago(days=0),
            logged_by=world.mentor,
        )  # fmt: skip
    client = client_of(world.mentee)
    page = client.get("/meetings/")
    assert "5 later ones" in text(page)
    assert len(re.findall(r"<li class=\"row row-spread\">", text(page))) == 20
    assert len(client.get("/meetings/?page=2").context["diary"].past) == 2
