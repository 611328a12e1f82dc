"""Days that people work."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.planning import DayOff, WorkCalendar

ENGLAND = WorkCalendar("GB", "ENG")
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
CALENDARS = st.sampled_from(
    [
        WorkCalendar(),
        ENGLAND,
        WorkCalendar("GB", "SCT"),
        WorkCalendar("DE", "BY"),
        WorkCalendar("AE", weekend=frozenset({4, 5})),
        WorkCalendar(weekend=frozenset()),
        WorkCalendar("GB", closed={date(2027, 12, day): "Closed" for day in range(20, 32)}),
    ]
)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2027, 3, 29), (DayOff.HOLIDAY, "Easter Monday")),
        (date(2027, 3, 26), (DayOff.HOLIDAY, "Good Friday")),
        (date(2027, 3, 27), (DayOff.WEEKEND, "")),
        (date(2027, 3, 30), None),
        (date(2028, 2, 29), None),  # a leap day, a Tuesday
        (date(2027, 12, 27), (DayOff.HOLIDAY, "Christmas Day (observed)")),
        (date(2028, 1, 3), (DayOff.HOLIDAY, "New Year's Day (observed)")),
    ],
)
def test_days_off_in_england(day, why):
    assert ENGLAND.why_off(day) == why


def test_easter_monday_is_a_working_day_in_scotland():
    assert WorkCalendar("GB", "SCT").is_working(date(2027, 3, 29))


def test_an_own_closed_day_gives_its_name_even_on_a_holiday():
    calendar = WorkCalendar("GB", "ENG", closed={date(2027, 3, 29): "Stocktaking"})
    assert calendar.why_off(date(2027, 3, 29)) == (DayOff.CLOSED, "Stocktaking")


@pytest.mark.parametrize(("country", "subdivision"), [("XX", ""), ("GB", "QQ"), ("", "ENG")])
def test_a_place_that_is_not_known_has_weekends_only(country, subdivision):
    calendar = WorkCalendar(country, subdivision)
    assert calendar.is_working(date(2027, 3, 29))
    assert not calendar.is_working(date(2027, 3, 28))


def test_a_week_without_a_working_day_is_refused():
    with pytest.raises(ValueError, match="a day on which people work"):
        WorkCalendar(weekend=frozenset(range(7)))


def test_over_the_turn_of_a_year():
    # 24 December 2027 is a Friday; then come four days off, and a Monday off after New Year.
    assert ENGLAND.shift(date(2027, 12, 24), 1) == date(2027, 12, 29)
    assert ENGLAND.shift(date(2028, 1, 4), -1) == date(2027, 12, 31)
    assert ENGLAND.distance(date(2027, 12, 24), date(2028, 1, 4)) == 4


def test_over_a_leap_day():
    assert ENGLAND.shift(date(2028, 2, 28), 2) == date(2028, 3, 1)
    assert ENGLAND.shift(date(2027, 2, 26), 1) == date(2027, 3, 1)


def test_the_nearest_working_days_around_easter():
    assert ENGLAND.on_or_after(date(2027, 3, 26)) == date(2027, 3, 30)
    assert ENGLAND.on_or_before(date(2027, 3, 29)) == date(2027, 3, 25)
    assert ENGLAND.on_or_after(date(2027, 3, 30)) == date(2027, 3, 30)


@given(CALENDARS, DAYS, st.integers(-300, 300))
def test_there_and_back_again(calendar, day, days):
    day = calendar.on_or_after(day)
    assert calendar.shift(calendar.shift(day, days), -days) == day


@given(CALENDARS, DAYS, st.integers(-300, 300))
def test_what_is_shifted_lands_on_a_working_day_that_far_away(calendar, day, days):
    moved = calendar.shift(day, days)
    assert moved == day if days == 0 else calendar.is_working(moved)
    if calendar.is_working(day):
        assert calendar.distance(day, moved) == days


@given(CALENDARS, DAYS, st.integers(0, 400), st.integers(-200, 200))
def test_shifting_keeps_the_order(calendar, day, later, days):
    assert calendar.shift(day, days) <= calendar.shift(day + timedelta(days=later), days)


@given(CALENDARS, DAYS, DAYS)
def test_distance_is_as_far_back_as_it_is_forth(calendar, one, other):
    one, other = calendar.on_or_after(one), calendar.on_or_after(other)
    assert calendar.distance(one, other) == -calendar.distance(other, one)
