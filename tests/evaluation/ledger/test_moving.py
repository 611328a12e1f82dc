"""Whether a figure moved, told from before and after."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.ledger.moving import Moved, Point, Why, movement
from evaluation.statistics import difference_of_shares

THEN, NOW = date(2026, 1, 5), date(2026, 9, 1)


def share(n, of, on=THEN):
    return Point(round(100 * n / of, 1), n, of, on, is_share=True)


def count(n, on=THEN):
    return Point(n, n, None, on, is_count=True)


def mean(value, low, high, n=20, on=THEN):
    return Point(value, n, None, on, low=low, high=high)


def test_a_share_of_rows_that_hang_together_moves_by_its_own_interval_or_cannot_tell():
    """60 % and 80 % of 80 goals are apart; where a few people have them all, nobody can tell."""
    before, after = share(48, 80), share(64, 80, NOW)
    assert movement(before, after, is_higher_better=True).verdict == Moved.MOVED
    tied = [replace(each, is_tied=True) for each in (before, after)]
    assert movement(*tied, is_higher_better=True).why == Why.NO_INTERVAL
    wide = [replace(each, low=each.value - 25, high=each.value + 20) for each in tied]
    assert movement(*wide, is_higher_better=True).why == Why.CHANCE


@st.composite
def shares(draw, on):
    of = draw(st.integers(1, 400))
    return share(draw(st.integers(0, of)), of, on)


def test_newcombes_published_example_is_the_interval_of_two_shares():
    # Newcombe 1998, method 10: 56/70 against 48/80 is 0.0524 to 0.3339.
    found = movement(share(48, 80), share(56, 70, NOW), is_higher_better=True)
    assert found.low is not None
    assert found.high is not None
    assert (found.low / 100, found.high / 100) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert (found.verdict, found.why) == (Moved.MOVED, Why.INTERVAL)


@given(shares(THEN), shares(NOW))
def test_two_shares_have_the_interval_that_pages_of_results_show(before, after):
    found = movement(before, after, is_higher_better=True)
    if found.low is None or found.high is None:
        assert found.why == Why.NOTHING_NEW
        return
    shown = difference_of_shares((before.n, before.of), (after.n, after.of))
    assert found.low / 100 == pytest.approx(shown.low, abs=1e-9)
    assert found.high / 100 == pytest.approx(shown.high, abs=1e-9)


@given(shares(THEN), shares(NOW))
def test_what_is_better_the_other_way_gets_the_opposite_verdict(before, after):
    up = movement(before, after, is_higher_better=True)
    down = movement(before, after, is_higher_better=False)
    turned = {Moved.MOVED: Moved.DID_NOT, Moved.DID_NOT: Moved.MOVED}
    assert down.verdict == turned.get(up.verdict, Moved.CANNOT_TELL)


@given(shares(THEN), shares(NOW))
def test_moved_is_never_said_of_a_change_that_the_interval_does_not_hold(before, after):
    found = movement(before, after, is_higher_better=True)
    if found.verdict == Moved.MOVED:
        ends = [found.low, found.change, found.high]
        told = [end for end in ends if end is not None]
        assert told == sorted(told)
        assert len(told) == len(ends)
        assert told[0] > 0


def test_small_groups_cannot_tell_even_where_the_shares_look_far_apart():
    found = movement(share(2, 5), share(4, 5, NOW), is_higher_better=True)
    assert (found.verdict, found.why) == (Moved.CANNOT_TELL, Why.CHANCE)


def test_rounding_never_decides():
    # 1 of 3 and 333 of 1000 both read 33.3 %; the change is what lies between them.
    found = movement(share(1, 3), share(333, 1000, NOW), is_higher_better=False)
    assert found.change == pytest.approx(-1 / 30)
    assert found.verdict == Moved.CANNOT_TELL


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        (None, share(3, 9, NOW), Why.NOT_READ_BEFORE),
        (share(3, 9), None, Why.NOT_READ_SINCE),
        (share(3, 9), share(8, 9), Why.NOT_READ_SINCE),
        (share(3, 9), share(3, 9, NOW), Why.NOTHING_NEW),
        (mean(3.1, None, None), mean(4.9, None, None, on=NOW), Why.NO_INTERVAL),
        (mean(3.9, 3.5, 4.3), mean(4.1, 3.6, 4.6, on=NOW), Why.CHANCE),
    ],
)
def test_it_says_why_it_cannot_tell(before, after, why):
    found = movement(before, after, is_higher_better=True)
    assert (found.verdict, found.why) == (Moved.CANNOT_TELL, why)


@pytest.mark.parametrize(
    ("before", "after", "verdict"), [(4, 6, "moved"), (4, 4, "did_not"), (6, 4, "did_not")]
)
def test_what_is_counted_whole_needs_no_interval(before, after, verdict):
    found = movement(count(before), count(after, NOW), is_higher_better=True)
    assert (found.verdict, found.why) == (verdict, Why.COUNTED)


def test_means_move_by_their_own_intervals():
    found = movement(mean(3.0, 2.8, 3.2), mean(4.0, 3.8, 4.2, on=NOW), is_higher_better=True)
    assert found.verdict == Moved.MOVED
    assert (found.low, found.high) == pytest.approx((1 - 0.2 * 2**0.5, 1 + 0.2 * 2**0.5))


def test_numbers_of_two_programmes_are_not_compared():
    found = movement(count(4), count(6, NOW), is_higher_better=True, same_place=False)
    assert (found.verdict, found.why) == (Moved.CANNOT_TELL, Why.OTHER_PLACE)
