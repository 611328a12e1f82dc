"""A report reaches its sponsor on a working morning, by the clock on the wall there."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.reports.mornings import EVENING, arrival, sending_day, working_minute
from programmes.planning.working_days import WorkCalendar

LONDON, AUCKLAND = ZoneInfo("Europe/London"), ZoneInfo("Pacific/Auckland")
ENGLAND = WorkCalendar("GB", "ENG")


@pytest.mark.parametrize(
    ("due", "weekday", "day"),
    [
        (date(2027, 1, 4), 0, date(2027, 1, 4)),  # a Monday
        (date(2027, 1, 5), 0, date(2027, 1, 11)),
        (date(2027, 3, 27), 0, date(2027, 3, 30)),  # Easter Monday, so Tuesday
        (date(2027, 1, 2), None, date(2027, 1, 4)),  # a Saturday
    ],
)
def test_it_leaves_on_the_weekday_or_on_the_working_day_after(due, weekday, day):
    assert sending_day(due, weekday, ENGLAND) == day


@pytest.mark.parametrize(
    ("day", "in_utc"),
    [
        (date(2027, 3, 26), "2027-03-30T07:00"),  # Good Friday; summer time began meanwhile
        (date(2027, 3, 22), "2027-03-22T08:00"),
        (date(2027, 10, 29), "2027-10-29T07:00"),
        (date(2027, 11, 1), "2027-11-01T08:00"),
    ],
)
def test_eight_is_eight_on_the_wall_in_summer_and_winter(day, in_utc):
    before = datetime(2027, 1, 1, tzinfo=UTC)
    expected = datetime.fromisoformat(in_utc).replace(tzinfo=UTC)
    assert arrival(day, 8, LONDON, ENGLAND, before) == expected


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2027-01-04T09:31", "2027-01-04T09:31"),  # the worker came back in working hours
        ("2027-01-05T06:00", "2027-01-05T08:00"),
        ("2027-01-05T19:00", "2027-01-06T08:00"),
        ("2027-01-09T11:00", "2027-01-11T08:00"),  # a Saturday
    ],
)
def test_what_is_late_leaves_in_the_first_working_minute(now, then):
    moment = datetime.fromisoformat(now).replace(tzinfo=LONDON)
    expected = datetime.fromisoformat(then).replace(tzinfo=LONDON)
    assert arrival(date(2027, 1, 4), 8, LONDON, ENGLAND, moment) == expected


@given(
    minutes=st.integers(0, 1_500_000),
    hour=st.integers(6, 17),
    zone=st.sampled_from([LONDON, AUCKLAND, ZoneInfo("America/Sao_Paulo")]),
)
def test_a_working_minute_is_soon_and_lies_in_working_hours(minutes, hour, zone):
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    then = working_minute(now, hour, zone, ENGLAND)
    local = then.astimezone(zone)
    assert now <= then <= now + timedelta(days=6)
    assert ENGLAND.is_working(local.date())
    assert hour <= local.hour < EVENING.hour
