"""A list of wishes keeps every name, once, whatever is pressed."""

from hypothesis import given
from hypothesis import strategies as st

from matching.wishing.order import (
    Step,
    added,
    as_ratings,
    changed,
    from_ratings,
    ranks_of,
    tiers_of,
)

lists = st.dictionaries(st.integers(0, 9), st.integers(1, 6), max_size=8).map(tiers_of)
presses = st.lists(st.tuples(st.integers(0, 9), st.sampled_from(Step)), max_size=12)
LIST = (("a",), ("b", "c"), ("d",))


def names(tiers):
    return sorted(name for tier in tiers for name in tier)


@given(lists, presses)
def test_no_press_loses_or_doubles_a_name_or_leaves_a_number_out(tiers, pressed):
    for name, step in pressed:
        before = names(tiers)
        tiers = changed(tiers, name, step)
        expected = [n for n in before if step != Step.REMOVE or n != name]
        assert names(tiers) == expected
        assert sorted(set(ranks_of(tiers).values())) == list(range(1, len(tiers) + 1))


@given(lists, st.integers(0, 9))
def test_up_and_down_go_back_where_nothing_is_shared(tiers, name):
    alone = tuple((each,) for tier in tiers for each in tier)
    if alone and alone[-1] != (name,):
        assert changed(changed(alone, name, Step.DOWN), name, Step.UP) == alone


@given(lists)
def test_ratings_say_the_same_as_far_as_five_can(tiers):
    if len(tiers) <= 5:
        assert [set(t) for t in from_ratings(as_ratings(tiers))] == [set(t) for t in tiers]
    assert all(1 <= rating <= 5 for rating in as_ratings(tiers).values())


def test_each_button_does_what_it_says():
    assert changed(LIST, "d", Step.UP) == (("a",), ("d",), ("b", "c"))
    assert changed(LIST, "c", Step.UP) == (("a",), ("c",), ("b",), ("d",))
    assert changed(LIST, "b", Step.DOWN) == (("a",), ("c",), ("b",), ("d",))
    assert changed(LIST, "a", Step.DOWN) == (("b", "c"), ("a",), ("d",))
    assert changed(LIST, "d", Step.EQUAL) == (("a",), ("b", "c", "d"))
    assert changed(LIST, "a", Step.REMOVE) == (("b", "c"), ("d",))
    assert added(LIST, "e") == (*LIST, ("e",))


def test_a_press_at_the_edge_changes_nothing():
    assert changed(LIST, "a", Step.UP) == LIST
    assert changed(LIST, "a", Step.EQUAL) == LIST
    assert changed(LIST, "d", Step.DOWN) == LIST
    assert changed(LIST, "x", Step.UP) == LIST
    assert added(LIST, "a") == LIST
