"""A reminder leaves on the first day that has none yet, in a week that has room, by daylight."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.notifications.pacing import first_chance, is_quiet

A_DAY = timedelta(days=1)
NOON = datetime(2027, 3, 10, 12, tzinfo=UTC)
MIDNIGHT = NOON.replace(hour=0)
moments = st.integers(0, 24 * 60 - 1).map(lambda minutes: MIDNIGHT + timedelta(minutes=minutes))
days_before = st.lists(st.integers(0, 9).map(lambda n: date(2027, 3, 10) - n * A_DAY), max_size=9)


def fits(day, had, a_week):
    return day not in had and sum(day - 6 * A_DAY <= other <= day for other in had) < a_week


@given(moments, days_before, st.integers(1, 4))
def test_it_is_the_first_fitting_hour(now, had, a_week):
    chance = first_chance(now, had, a_week=a_week)
    if chance is None:
        assert fits(now.date(), had, a_week)
        assert not is_quiet(now.time())
        return
    assert chance >= now or chance.date() == now.date()
    assert chance.time() == time(9)
    assert fits(chance.date(), had, a_week)
    earlier = now.date() if now.hour < 20 else now.date() + A_DAY
    while earlier < chance.date():
        assert not fits(earlier, had, a_week)
        earlier += A_DAY


@pytest.mark.parametrize(
    ("hour", "quiet"), [(7, True), (8, False), (19, False), (20, True), (0, True)]
)
def test_the_night_is_from_eight_to_eight(hour, quiet):
    assert is_quiet(time(hour)) is quiet


def test_two_zones_apart_the_same_moment_is_day_and_night():
    assert first_chance(NOON, (), a_week=3) is None
    assert first_chance(NOON.replace(hour=20), (), a_week=3) == NOON.replace(day=11, hour=9)
    assert first_chance(NOON.replace(hour=3), (), a_week=3) == NOON.replace(hour=9)
