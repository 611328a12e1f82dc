"""Times are typed in one's own zone, and clocks have their traps."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from matching.booking.agendas import Stage
from matching.booking.forms import MeetingForm

BEFORE_SPRING = datetime(2027, 3, 20, 12, tzinfo=UTC)


def form(day: str, hour: str, **fields: str) -> MeetingForm:
    return MeetingForm({"day": day, "hour": hour, "minutes": "45", **fields}, stage=Stage.FIRST)


@pytest.mark.parametrize(
    ("zone", "expected"), [("Europe/Lisbon", 14), ("Europe/Berlin", 13), ("Asia/Tokyo", 5)]
)
def test_a_time_means_the_readers_own(zone, expected):
    with time_machine.travel(BEFORE_SPRING), timezone.override(ZoneInfo(zone)):
        asked = form("2027-03-22", "14:00")
        assert asked.is_valid()
        assert asked.cleaned_data["starts_at"].astimezone(UTC).hour == expected


def test_an_hour_that_the_clocks_skip_is_refused():
    with time_machine.travel(BEFORE_SPRING), timezone.override(ZoneInfo("Europe/Berlin")):
        asked = form("2027-03-28", "02:30")
        assert asked.errors["hour"] == ["The clocks go forward then, and skip this hour."]
        assert form("2027-03-28", "03:00").is_valid()


def test_an_hour_that_comes_twice_is_the_first():
    autumn = datetime(2027, 10, 20, 12, tzinfo=UTC)
    with time_machine.travel(autumn), timezone.override(ZoneInfo("Europe/Berlin")):
        asked = form("2027-10-31", "02:30")
        assert asked.is_valid()
        assert asked.cleaned_data["starts_at"].astimezone(UTC).hour == 0


@pytest.mark.parametrize(
    ("day", "complaint"),
    [
        (date(2027, 3, 20) - timedelta(days=1), "That is over already. Choose a time to come."),
        (date(2027, 3, 20) + timedelta(days=401), "That is more than a year away."),
    ],
)
def test_a_day_lies_ahead_but_not_too_far(day, complaint):
    with time_machine.travel(BEFORE_SPRING):
        assert form(day.isoformat(), "14:00").errors["day"] == [complaint]


def test_nonsense_is_named_field_by_field():
    asked = MeetingForm({"day": "soon", "hour": "late", "minutes": "7"}, stage=Stage.FIRST)
    assert set(asked.errors) == {"day", "hour", "minutes"}
