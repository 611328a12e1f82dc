"""When people are reminded, and which turn a match has reached."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from evaluation.waves.calendar import (
    day_of_turn,
    due_nudge,
    midway,
    nudges_between,
    spread_of,
    turn_reached,
)

BEGINS = datetime(2026, 3, 2, 9, tzinfo=UTC)
spans = st.timedeltas(min_value=timedelta(minutes=1), max_value=timedelta(days=90))


def test_ten_days_have_two_reminders_and_three_days_one():
    long = nudges_between(BEGINS, BEGINS + timedelta(days=10))
    assert [(each.name, each.due_at - BEGINS) for each in long] == [
        ("first", timedelta(days=4)),
        ("last", timedelta(days=8)),
    ]
    (short,) = nudges_between(BEGINS, BEGINS + timedelta(days=3))
    assert short.due_at - BEGINS == timedelta(days=1, hours=12)
    assert nudges_between(BEGINS, BEGINS) == []


@given(spans)
def test_reminders_are_two_at_most_in_order_and_within_the_time(span):
    nudges = nudges_between(BEGINS, BEGINS + span)
    assert 1 <= len(nudges) <= 2
    edges = [BEGINS, *(n.due_at for n in nudges), BEGINS + span]
    assert edges == sorted(set(edges))
    assert [n.stale_after for n in nudges] == edges[2:]


@given(spans, st.floats(min_value=0, max_value=1.2))
def test_one_reminder_at_most_is_due_at_any_moment(span, part):
    now = BEGINS + part * span
    nudges = nudges_between(BEGINS, BEGINS + span)
    due = due_nudge(nudges, now)
    assert due == next((n for n in reversed(nudges) if n.due_at <= now < BEGINS + span), None)


def test_the_middle_lies_between_both_ends():
    assert midway(date(2026, 1, 1), date(2026, 1, 31)) == date(2026, 1, 16)
    assert midway(date(2026, 1, 1), date(2026, 1, 4)) == date(2026, 1, 2)


@given(st.integers(0, 400), st.integers(0, 120), st.one_of(st.none(), st.integers(14, 200)))
def test_a_turn_is_reached_on_its_day_and_until_the_next(counted, days, every):
    reached = turn_reached(counted, days=days, every_days=every)
    if reached is None:
        assert counted < days
        return
    turn, ago = reached
    assert day_of_turn(turn, days=days, every_days=every) + ago == counted
    assert ago >= 0
    assert turn == 0 if every is None else ago < every


@given(
    st.lists(st.integers(-100, 400)),
    st.integers(1, 60),
    st.one_of(st.none(), st.integers(14, 200)),
)
def test_a_wave_never_waits_so_long_that_the_next_turn_would_open(waiting, open_days, every):
    spread = spread_of(iter(waiting), open_days=open_days, every_days=every)
    assert 0 <= spread <= 30
    if every is not None:
        assert spread + open_days <= max(every, open_days)
