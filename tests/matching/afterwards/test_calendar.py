"""When mails after a meeting leave: never at night, in order, and twice at most."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from matching.afterwards.calendar import fit_steps, wanted, word_steps

ZONES = st.sampled_from(
    [ZoneInfo(name) for name in ("Europe/Lisbon", "Asia/Tokyo", "America/St_Johns", "Pacific/Apia")]
)
BEGIN = datetime(2024, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 6 * 366 * 24 * 60).map(lambda n: BEGIN + timedelta(minutes=n))


@given(MOMENTS, ZONES)
def test_people_are_asked_by_day_an_hour_after_at_the_earliest(ends_at, zone):
    asked, reminded = word_steps(ends_at, zone)
    assert ends_at + timedelta(hours=1) <= asked.due_at < ends_at + timedelta(hours=15)
    for step in (asked, reminded):
        assert time(9) <= step.due_at.astimezone(zone).time() < time(20)
    assert asked.due_at < asked.stale_after == reminded.due_at < reminded.stale_after
    assert reminded.due_at - asked.due_at > timedelta(days=1)


@given(MOMENTS, ZONES)
def test_the_fit_is_asked_in_the_morning_and_reminded_of_twice(asked_at, zone):
    steps = fit_steps(asked_at, zone)
    assert len(steps) == 3
    assert steps[0].due_at > asked_at
    for step, following in pairwise(steps):
        assert step.due_at.astimezone(zone).time() == time(9)
        assert step.stale_after == following.due_at


@given(MOMENTS, ZONES, st.integers(-30, 30))
def test_what_is_stale_is_not_wanted(ends_at, zone, days):
    now = ends_at + timedelta(days=days)
    steps = word_steps(ends_at, zone)
    kept = wanted(steps, now)
    assert all(step.stale_after > now for step in kept)
    assert kept == steps[len(steps) - len(kept) :]


def test_a_meeting_in_daylight_is_asked_about_an_hour_after():
    ends_at = datetime(2026, 3, 3, 15, 45, tzinfo=UTC)
    asked, reminded = word_steps(ends_at, ZoneInfo("UTC"))
    assert asked.due_at == datetime(2026, 3, 3, 16, 45, tzinfo=UTC)
    assert reminded.due_at == datetime(2026, 3, 5, 9, tzinfo=UTC)
    assert reminded.stale_after == datetime(2026, 3, 9, 9, tzinfo=UTC)
