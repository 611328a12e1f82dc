"""Names, days and silence in words."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from matching.wording import could_be, day_in_words, in_words, last_met, zone_name

NOW = datetime(2027, 3, 16, 23, 30, tzinfo=UTC)  # a Tuesday, and Wednesday in Berlin already


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], ""),
        (["Amara"], "Amara"),
        (["Amara", "Ben"], "Amara and Ben"),
        (["Amara", "Ben", "Tom"], "Amara, Ben and Tom"),
    ],
)
def test_names(names, words):
    assert in_words(names) == words


def test_a_proposal_names_the_other_side():
    assert could_be(["Amara Okafor"], "mentor") == "Amara Okafor could be your mentor"
    assert could_be(["Tom", "Ben"], "mentee") == "Tom and Ben could be your mentees"


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2027, 3, 17, 9, tzinfo=UTC), "today"),
        (datetime(2027, 3, 18, 9, tzinfo=UTC), "tomorrow"),
        (datetime(2027, 3, 19, 9, tzinfo=UTC), "on Friday"),
        (datetime(2027, 3, 23, 9, tzinfo=UTC), "on Tuesday"),
        (datetime(2027, 3, 24, 9, tzinfo=UTC), "on Wednesday 24 March"),
        (datetime(2027, 3, 12, 9, tzinfo=UTC), "on Friday 12 March"),
    ],
)
def test_days_are_named_from_where_the_reader_is(at, words):
    with time_machine.travel(NOW, tick=False):
        assert day_in_words(at, zone=ZoneInfo("Europe/Berlin")) == words


def test_a_day_elsewhere_is_another_day():
    with time_machine.travel(NOW, tick=False):
        at = datetime(2027, 3, 17, 9, tzinfo=UTC)
        assert day_in_words(at, zone=ZoneInfo("America/New_York")) == "tomorrow"


def test_zones_are_known_by_their_city():
    assert zone_name(ZoneInfo("America/Argentina/Buenos_Aires")) == "Buenos Aires"
    assert zone_name(ZoneInfo("UTC")) == "UTC"


def test_silence():
    with time_machine.travel(NOW, tick=False):
        assert last_met(None) == "Has not met yet"
        assert last_met(date(2027, 2, 3)) == "Last met 3 February"
        assert last_met(date(2026, 2, 3)) == "Last met 3 February 2026"
