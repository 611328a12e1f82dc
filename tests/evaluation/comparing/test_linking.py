"""Who is compared: a third party that sees all figures must not learn what one person answered."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.comparing.linking import Linked, linked, within
from evaluation.suppression import may_show_distribution

MARKS = st.dictionaries(
    st.integers(0, 30), st.lists(st.integers(1, 5), min_size=1, max_size=3), max_size=31
)


def once(marks):
    return {who: [mark] for who, mark in enumerate(marks)}


def rank(who):
    return f"{who:03}"


def test_everybody_who_answered_twice_is_compared_where_nobody_is_left_over():
    before, after = once([1, 2, 3, 4, 5]), once([2, 3, 4, 5, 5])
    assert linked([before, after], rank=rank) == Linked((0, 1, 2, 3, 4), 5)


def test_one_person_left_over_takes_others_with_them():
    before, after = once([1, 2, 3, 4, 5] * 4), once([2, 3, 4, 5, 5] * 4)
    del after[7]
    found = linked([before, after], rank=rank)
    assert (found.found, found.set_aside) == (19, 5)
    assert set(before) - set(found.who) == {7, 15, 16, 17, 18, 19}


def test_one_left_over_of_six_hides_all():
    before, after = once([1, 2, 3, 4, 5, 1]), once([2, 3, 4, 5, 5])
    assert not linked([before, after], rank=rank).is_shown


def test_where_one_answered_only_in_part_nobody_left_over_is_not_enough():
    """All complete answers less the means of the questions would be that one's."""
    before, after = once([1, 2, 3, 4, 5] * 4), once([2, 3, 4, 5, 5] * 4)
    whole = linked([before, after], rank=rank, partly=[False, False])
    partly = linked([before, after], rank=rank, partly=[False, True])
    assert (whole.set_aside, partly.set_aside) == (0, 5)


def test_few_of_one_mind_are_not_compared():
    before, after = once([4] * 9), once([1, 2, 3, 4, 5, 1, 2, 3, 4])
    assert not linked([before, after], rank=rank).is_shown
    assert linked([once([4] * 10), once([1, 2] * 5)], rank=rank).is_shown


def test_a_later_occasion_takes_nothing_away_from_what_was_shown_earlier():
    before, close, later = once([1, 2, 3, 4, 5] * 5), once([2, 3, 4] * 8), once([3, 4] * 11)
    first = linked([before, close], rank=rank)
    second = linked([within(close, first.who), later], rank=rank)
    assert len(set(first.who) - set(second.who)) >= 5
    assert set(second.who) <= set(first.who)


def test_nothing_is_compared_with_nothing():
    with pytest.raises(ValueError, match="nothing"):
        linked([], rank=rank)


@given(st.lists(MARKS, min_size=1, max_size=3))
def test_what_is_compared_and_what_is_left_over_may_each_be_shown(occasions):
    found = linked(occasions, rank=rank)
    for occasion in occasions if found.is_shown else []:
        kept, left = Counter(), Counter()
        for who, values in occasion.items():
            (kept if who in found.who else left).update(values)
        assert may_show_distribution(kept.values())
        assert not left or may_show_distribution(left.values())


@given(st.lists(MARKS, min_size=1, max_size=3), st.randoms())
def test_how_many_are_set_aside_does_not_depend_on_what_was_answered(occasions, chance):
    redrawn = [
        {who: [chance.randint(1, 5) for _ in values] for who, values in occasion.items()}
        for occasion in occasions
    ]
    one, other = linked(occasions, rank=rank), linked(redrawn, rank=rank)
    if one.is_shown and other.is_shown:
        assert one == other
