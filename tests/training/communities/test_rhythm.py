"""What gatherings say of a community, and how many it needs."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.communities.rhythm import (
    Held,
    Span,
    Vitality,
    gatherings_needed,
    pulse_of,
    rhythm_of,
    span_around,
)

DAY = date(2027, 3, 16)

GATHERINGS = st.lists(
    st.builds(
        Held,
        st.dates(date(2026, 1, 1), date(2027, 12, 31)),
        st.frozensets(st.integers(1, 20), max_size=12),
    ),
    max_size=6,
)


def held(days, *people):
    return Held(DAY - timedelta(days=days), frozenset(people))


def pulse(*gatherings, members=range(1, 10), is_planned=False):
    return pulse_of(gatherings, list(members), today=DAY, is_planned=is_planned)


@given(GATHERINGS)
def test_everybody_is_new_once_and_nobody_is_lost(gatherings):
    beats = rhythm_of(gatherings)
    people = set().union(*(each.present for each in gatherings))
    assert sum(beat.new for beat in beats) == len(people)
    assert sum(beat.came for beat in beats) == sum(len(each.present) for each in gatherings)
    assert [beat.on for beat in beats] == sorted(each.on for each in gatherings)


@given(GATHERINGS, st.frozensets(st.integers(1, 30)))
def test_no_more_members_came_than_there_are(gatherings, members):
    found = pulse_of(gatherings, members, today=DAY, is_planned=False)
    assert 0 <= found.came <= found.members == len(members)


@given(st.integers(0, 52), st.integers(1, 60))
def test_what_is_needed_grows_with_time_and_is_never_rounded_down(a_year, months):
    needed = gatherings_needed(a_year, months)
    assert needed * 12 >= a_year * months > (needed - 1) * 12 or needed == a_year == 0
    assert gatherings_needed(a_year, months + 1) >= needed


@pytest.mark.parametrize(
    ("a_year", "months", "needed"),
    [(2, 12, 2), (2, 9, 2), (2, 6, 1), (2, 3, 1), (2, 7, 2), (2, 18, 3), (0, 12, 0), (4, 12, 4)],
)
def test_two_a_year_are_scaled_to_the_length(a_year, months, needed):
    assert gatherings_needed(a_year, months) == needed


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2027, 1, 1), date(2027, 12, 31), 12),
        (date(2028, 1, 1), date(2029, 1, 1), 12),  # a leap year, and a day more
        (date(2027, 3, 1), date(2027, 11, 26), 9),
        (date(2027, 3, 1), date(2027, 3, 2), 1),
    ],
)
def test_a_span_counts_whole_months(first, last, months):
    assert Span(first, last).months == months


def test_the_twelve_months_around_today_never_begin_before_the_community():
    assert span_around(DAY, DAY).first == DAY
    assert span_around(DAY, DAY - timedelta(days=30)).first == DAY - timedelta(days=30)
    assert span_around(DAY, DAY - timedelta(days=900)).first == DAY - timedelta(days=182)
    assert span_around(DAY, DAY).months == 12


def test_only_the_last_three_gatherings_and_members_count():
    found = pulse(held(200, 9), held(60, 1, 2), held(40, 2, 3), held(20, 3, 77))
    assert (found.came, found.gatherings) == (3, 3)
    assert found.vitality is Vitality.ALIVE


def test_a_community_to_which_few_come_is_quiet():
    assert pulse(held(20, 1, 2)).vitality is Vitality.QUIET
    assert pulse(held(20, 1, 2, 3)).vitality is Vitality.ALIVE


def test_without_any_gathering_it_is_new_and_half_a_year_later_asleep():
    assert pulse().vitality is Vitality.NEW
    old = held(184, 1, 2, 3, 4)
    assert pulse(old).vitality is Vitality.ASLEEP
    assert pulse(old, is_planned=True).vitality is Vitality.ALIVE
    assert pulse(held(183, 1, 2, 3, 4)).vitality is Vitality.ALIVE
