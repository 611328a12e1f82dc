"""What became of a pair after it was scored."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from matching.care.sequels import Sequel, Since, aftermath_of

MONDAY = date(2026, 3, 2)


def on(days):
    return MONDAY + timedelta(days=days)


def test_a_meeting_within_six_weeks_is_going_on():
    assert aftermath_of(MONDAY, Since(held_on=[on(42)])) == Sequel.WENT_ON
    assert aftermath_of(MONDAY, Since(held_on=[on(0), on(43)])) == Sequel.WENT_QUIET
    assert aftermath_of(MONDAY, Since()) == Sequel.WENT_QUIET


def test_an_end_counts_whatever_came_before():
    early = Since(held_on=[on(3)], ended_on=on(42), has_ended_early=True)
    assert aftermath_of(MONDAY, early) == Sequel.ENDED_EARLY
    assert aftermath_of(MONDAY, Since(held_on=[on(3)], ended_on=on(9))) == Sequel.CLOSED
    late = Since(held_on=[on(3)], ended_on=on(43), has_ended_early=True)
    assert aftermath_of(MONDAY, late) == Sequel.WENT_ON


def test_silence_is_not_held_against_rest():
    assert aftermath_of(MONDAY, Since(days_rested=20)) == Sequel.WENT_QUIET
    assert aftermath_of(MONDAY, Since(days_rested=21)) == Sequel.RESTED
    assert aftermath_of(MONDAY, Since(held_on=[on(1)], days_rested=40)) == Sequel.WENT_ON


@given(
    st.lists(st.integers(-20, 80).map(on), max_size=4),
    st.none() | st.integers(0, 80).map(on),
    st.booleans(),
    st.integers(0, 42),
)
def test_what_lies_beyond_six_weeks_changes_nothing(held_on, ended_on, is_early, rested):
    told = aftermath_of(MONDAY, Since(held_on, ended_on, is_early, rested))
    within = [day for day in held_on if day <= on(42)]
    assert told == aftermath_of(MONDAY, Since(within, ended_on, is_early, rested))
