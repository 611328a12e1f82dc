"""Times that suit several people: never outside of anybody's hours, whatever the clocks do."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from matching.booking.slots import (
    DECENT,
    OF_A_DAY,
    OF_A_WEEK,
    WORKING,
    Clock,
    Search,
    overlapping,
    suggested,
    whole_days,
)

LONDON, NEW_YORK = ZoneInfo("Europe/London"), ZoneInfo("America/New_York")
ZONES = [LONDON, NEW_YORK, *map(ZoneInfo, ("Asia/Kathmandu", "Australia/Lord_Howe", "UTC"))]
ALWAYS = frozenset(range(OF_A_WEEK))

SINCE = datetime(2026, 1, 1, tzinfo=UTC)

moments = st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: SINCE + timedelta(minutes=minutes))
weeks = st.one_of(
    st.just(WORKING), st.just(ALWAYS), st.frozensets(st.integers(0, OF_A_WEEK - 1), min_size=40)
)


@st.composite
def clocks(draw):
    begins = draw(moments)
    busy = (begins, begins + timedelta(hours=draw(st.integers(1, 72))))
    return Clock(draw(st.sampled_from(ZONES)), draw(weeks), (busy,))


def minute_by_minute(clock, start, minutes):
    """Say it the slow way: what the person's own clock shows at each minute."""
    for minute in range(minutes):
        at = start + timedelta(minutes=minute)
        local = at.astimezone(clock.zone)
        half = local.weekday() * OF_A_DAY + local.hour * 2 + (local.minute >= 30)
        assert half in clock.free
        assert half % OF_A_DAY in DECENT
        assert not any(begins <= at < ends for begins, ends in clock.busy)


@settings(max_examples=60, deadline=None)
@given(st.lists(clocks(), min_size=1, max_size=4), moments, st.sampled_from([15, 30, 45, 60, 90]))
def test_what_is_suggested_suits_everybody(people, now, minutes):
    search = Search(now=now, minutes=minutes)
    found = suggested(people, search)
    days = [start.astimezone(people[0].zone).date() for start in found]
    assert len(found) <= 3
    assert days == sorted(set(days))
    for start in found:
        assert now + search.notice <= start <= now + search.horizon
        for clock in people:
            minute_by_minute(clock, start, minutes)


@settings(max_examples=40, deadline=None)
@given(clocks(), clocks(), moments)
def test_where_nothing_is_suggested_nothing_suits(one, other, now):
    search = Search(now=now, minutes=30, horizon=timedelta(days=9))
    if suggested([one, other], search):
        return
    start = now.replace(minute=0, second=0, microsecond=0)
    while start <= now + search.horizon:
        local = start.astimezone(one.zone)
        if start >= now + search.notice and local.minute in {0, 30}:
            end = start + timedelta(minutes=30)
            assert not (one.is_free(start, end) and other.is_free(start, end))
        start += timedelta(minutes=15)


def test_working_hours_of_london_and_new_york_meet_in_the_london_afternoon():
    now = datetime(2026, 11, 27, 9, tzinfo=UTC)  # a Friday
    found = suggested([Clock(LONDON), Clock(NEW_YORK)], Search(now=now))
    assert [f"{start:%a %H:%M}" for start in found] == ["Mon 14:00", "Tue 14:00", "Wed 14:00"]


def test_in_the_weeks_between_both_changes_they_are_an_hour_closer():
    sunday = datetime(2026, 3, 15, 9, tzinfo=UTC)  # New York has changed, London not yet
    evening = frozenset({16 * 2, 16 * 2 + 1})  # Monday 16:00 to 17:00 in London
    noon = frozenset({12 * 2, 12 * 2 + 1})
    people = [Clock(LONDON, evening), Clock(NEW_YORK, noon)]
    found = suggested(people, Search(now=sunday, minutes=60, horizon=timedelta(days=28)))
    assert found == [datetime(2026, 3, day, 16, tzinfo=UTC) for day in (16, 23)]


def test_a_skipped_hour_is_never_met_and_a_doubled_one_is_met_within_decent_hours():
    lord_howe = ZoneInfo("Australia/Lord_Howe")
    always = Clock(lord_howe, ALWAYS)
    for now in (datetime(2026, 10, 2, tzinfo=UTC), datetime(2026, 4, 3, tzinfo=UTC)):
        found = suggested([always], Search(now=now, most=9, notice=timedelta()))
        assert len(found) == 9
        assert all(9 <= start.astimezone(lord_howe).hour < 18 for start in found)


def test_days_away_are_whole_days_of_ones_own_calendar():
    begins, ends = whole_days(NEW_YORK, date(2026, 3, 7), date(2026, 3, 8), until=SINCE)
    assert (begins, ends - begins) == (datetime(2026, 3, 7, 5, tzinfo=UTC), timedelta(hours=47))
    until = datetime(2026, 4, 1, tzinfo=UTC)
    assert whole_days(NEW_YORK, date(2026, 3, 7), None, until=until)[1] == until


def test_touching_is_no_collision():
    at = datetime.combine(date(2026, 5, 1), time(12), tzinfo=UTC)
    taken = [(at, at + timedelta(minutes=45))]
    assert overlapping(at + timedelta(minutes=30), 30, taken)
    assert not overlapping(at + timedelta(minutes=45), 30, taken)
    assert not overlapping(at - timedelta(minutes=30), 30, taken)
