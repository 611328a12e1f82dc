"""On which days somebody leads."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.team.cover import Stretch, first_gap, leaves_sooner

DAY = date(2027, 3, 1)


def days(number):
    return DAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("stretches", "gap"),
    [
        ([], 0),
        ([(-9, None)], None),
        ([(-9, 5)], 5),
        ([(-9, 5), (5, None)], None),
        ([(-9, 5), (6, None)], 5),
        ([(-9, 9), (-5, 3), (8, 12)], 12),
        ([(4, None)], 0),
    ],
)
def test_the_first_day_without_anybody(stretches, gap):
    laid = [
        Stretch(days(since), None if until is None else days(until)) for since, until in stretches
    ]
    assert first_gap(laid, since=DAY) == (None if gap is None else days(gap))


def test_only_a_change_that_brings_the_day_nearer_is_refused():
    short, long, open_ended = (
        Stretch(days(-9), days(5)),
        Stretch(days(-9), days(9)),
        Stretch(days(-9)),
    )
    assert leaves_sooner([open_ended], [long], since=DAY) == days(9)
    assert leaves_sooner([short], [long], since=DAY) is None
    assert leaves_sooner([long], [short], since=DAY) == days(5)
    assert leaves_sooner([], [], since=DAY) is None


@given(
    st.lists(
        st.tuples(st.integers(-20, 20), st.none() | st.integers(0, 20)).map(
            lambda pair: Stretch(days(pair[0]), None if pair[1] is None else days(sum(pair)))
        )
    )
)
def test_every_day_before_the_gap_is_covered_and_the_gap_is_not(stretches):
    gap = first_gap(stretches, since=DAY)
    for number in range(60):
        covered = any(stretch.covers(days(number)) for stretch in stretches)
        if gap is not None and days(number) == gap:
            assert not covered
            break
        assert covered
