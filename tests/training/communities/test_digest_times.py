from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.communities.digest_times import window_of

LONDON = ZoneInfo("Europe/London")
KOLKATA = ZoneInfo("Asia/Kolkata")


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("rhythm", "now", "zone", "occurrence"),
    [
        ("daily", "2026-01-14T07:29", LONDON, "daily 2026-01-13"),
        ("daily", "2026-01-14T07:30", LONDON, "daily 2026-01-14"),
        ("daily", "2026-07-14T06:30", LONDON, "daily 2026-07-14"),
        ("daily", "2026-01-14T02:00", KOLKATA, "daily 2026-01-14"),
        ("weekly", "2026-01-12T07:29", LONDON, None),
        ("weekly", "2026-01-12T07:30", LONDON, "weekly 2026-01-12"),
        ("weekly", "2026-01-15T07:29", LONDON, "weekly 2026-01-12"),
        ("weekly", "2026-01-15T07:30", LONDON, None),
    ],
)
def test_which_digest_is_there_now(rhythm, now, zone, occurrence):
    window = window_of(rhythm, at(now), zone)
    assert (window.occurrence if window else None) == occurrence


@given(st.integers(0, 730 * 24 * 60), st.sampled_from([LONDON, KOLKATA]))
def test_days_follow_each_other_without_a_gap(minutes, zone):
    window = window_of("daily", at("2026-01-01T00:00") + timedelta(minutes=minutes), zone)
    before = window_of("daily", window.since + timedelta(minutes=1), zone)
    assert window.since == before.due_at
    assert window.due_at.astimezone(zone).strftime("%H:%M") == "07:30"
