"""Dates that come round: the same hour of one clock, on the right days, until the end."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from matching.booking.recurring import MOST_TIMES, Round, moved_along

LONDON = ZoneInfo("Europe/London")


@given(
    st.dates(date(2026, 1, 1), date(2029, 1, 1)),
    st.times(),
    st.sampled_from([LONDON, ZoneInfo("America/New_York"), ZoneInfo("Asia/Tokyo")]),
    st.integers(1, 8),
    st.integers(2, 80),
    st.integers(0, 500),
)
def test_the_clock_shows_the_same_hour_each_time(first_on, at, zone, weeks, times, days):
    at = at.replace(second=0, microsecond=0)
    until = first_on + timedelta(days=days)
    round_ = Round(first_on, at, zone, weeks, times, until)
    dates = list(round_.dates())
    assert len(dates) == min(times, round_.most)
    assert len(dates) <= MOST_TIMES
    for turn, moment in enumerate(dates):
        day = first_on + timedelta(weeks=turn * weeks)
        local = moment.astimezone(zone)
        skipped = local.replace(tzinfo=None) - datetime.combine(day, at)
        assert day <= until
        assert skipped in {timedelta(), timedelta(hours=1)}
        if skipped:  # only where this clock has no such hour
            assert local.hour == at.hour + 1
            assert local.utcoffset() != (moment - timedelta(hours=2)).astimezone(zone).utcoffset()


def test_utc_moves_where_the_clock_changes():
    dates = list(Round(date(2026, 3, 23), time(15), LONDON, 1, 2).dates())
    assert dates == [
        datetime(2026, 3, 23, 15, tzinfo=UTC),
        datetime(2026, 3, 30, 14, tzinfo=UTC),
    ]


def test_all_later_dates_move_to_another_hour_of_another_day():
    dates = list(Round(date(2026, 3, 23), time(15), LONDON, 1, 2).dates())
    moved = moved_along(dates, by_days=2, at=time(9, 30), zone=LONDON)
    assert moved == [
        datetime(2026, 3, 25, 9, 30, tzinfo=UTC),
        datetime(2026, 4, 1, 8, 30, tzinfo=UTC),
    ]
