"""No small group's answers can be worked out from what is shown."""

from collections.abc import Hashable, Iterable, Mapping
from itertools import chain, combinations
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.suppression import (
    hidden_groups,
    hidden_tallies,
    may_show_distribution,
    may_show_group,
    may_show_text,
    shown_groups,
)

Key = TypeVar("Key", bound=Hashable)

sizes = st.dictionaries(
    st.sampled_from("abcdefg"), st.integers(0, 12) | st.just(0) | st.integers(1, 6), max_size=7
)
tallies = st.dictionaries(
    st.sampled_from("abcdef"),
    st.lists(st.integers(0, 4) | st.just(0), min_size=3, max_size=3).map(tuple)
    | st.integers(0, 12).map(lambda n: (0, 0, n)),
    max_size=6,
)


def subsets(keys: Iterable[str]) -> Iterable[tuple[str, ...]]:
    keys = list(keys)
    return chain.from_iterable(combinations(keys, n) for n in range(len(keys) + 1))


def is_valid(hidden: Iterable[Key], groups: Mapping[Key, int]) -> bool:
    """Restate the rule: nothing hidden, or at least 5 answers in at least two groups."""
    answers = [groups[key] for key in hidden if groups[key]]
    return not answers or (sum(answers) >= 5 and len(answers) >= 2)


# Thresholds -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("n", "may"), [(0, False), (4, False), (5, True)])
def test_groups_are_shown_from_five_answers_on(n: int, may: bool) -> None:  # noqa: FBT001
    assert may_show_group(n) is may


@pytest.mark.parametrize(("n", "may"), [(9, False), (10, True)])
def test_text_is_shown_from_ten_answers_on(n: int, may: bool) -> None:  # noqa: FBT001
    assert may_show_text(n) is may


@pytest.mark.parametrize(
    ("counts", "may"),
    [
        ([], False),
        ([0, 0, 0], False),
        ([2, 2], False),
        ([4, 1], True),
        ([5], False),
        ([0, 9, 0], False),
        ([0, 10], True),
        ([129, 1, 1], True),
    ],
)
def test_small_groups_of_one_mind_show_no_distribution(counts: list[int], may: bool) -> None:  # noqa: FBT001
    assert may_show_distribution(counts) is may


# One way --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("groups", "hidden"),
    [
        ({}, ""),
        ({"a": 5, "b": 12}, ""),
        ({"a": 4, "b": 12, "c": 9}, "ac"),
        ({"a": 3, "b": 2, "c": 9}, "ab"),
        ({"a": 1, "b": 2, "c": 9, "d": 7}, "abd"),
        ({"a": 4, "b": 0, "c": 9, "d": 30}, "ac"),
        ({"a": 0, "b": 7}, ""),
        ({"a": 4, "b": 7, "c": 7}, "ab"),
        # Nothing protects: too few in all, or a single group.
        ({"a": 3, "b": 1, "c": 0}, "abc"),
        ({"a": 4, "b": 0}, "ab"),
        # All groups are small, and cover each other.
        ({"a": 3, "b": 2}, "ab"),
    ],
)
def test_hidden_groups(groups: dict[str, int], hidden: str) -> None:
    assert hidden_groups(groups) == frozenset(hidden)
    assert shown_groups(groups) == frozenset(groups) - frozenset(hidden)


def test_a_group_hidden_for_another_reason_is_covered_too() -> None:
    assert hidden_groups({"a": 8, "b": 9, "c": 20}, also_hidden={"a"}) == {"a", "b"}


def test_the_threshold_can_be_higher() -> None:
    assert hidden_groups({"a": 8, "b": 12, "c": 20}, threshold=10) == {"a", "b"}


def test_impossible_groups_are_refused() -> None:
    with pytest.raises(ValueError, match="fewer than 0"):
        hidden_groups({"a": -1})
    with pytest.raises(ValueError, match="at least 1"):
        hidden_groups({"a": 1}, threshold=0)


@given(sizes)
def test_hidden_answers_protect_each_other(groups: dict[str, int]) -> None:
    hidden = hidden_groups(groups)

    assert is_valid(hidden, groups) or hidden == frozenset(groups)
    assert all(groups[key] >= 5 or not groups[key] for key in groups if key not in hidden)


@given(sizes)
def test_no_more_is_hidden_than_needed(groups: dict[str, int]) -> None:
    """Compare with a search over all sets of groups."""
    small = {key for key, size in groups.items() if 0 < size < 5}
    valid = [
        choice for choice in subsets(groups) if small <= set(choice) and is_valid(choice, groups)
    ]

    hidden = hidden_groups(groups)

    if not valid:
        assert hidden == frozenset(groups)
        return
    fewest = min(sum(groups[key] for key in choice) for choice in valid)
    assert sum(groups[key] for key in hidden) == fewest


@given(sizes, st.randoms())
def test_hiding_is_settled_and_blind_to_order(groups: dict[str, int], chance: object) -> None:
    hidden = hidden_groups(groups)
    shuffled = list(groups.items())
    chance.shuffle(shuffled)

    assert hidden_groups(dict(shuffled)) == hidden
    assert hidden_groups(groups, also_hidden=hidden) == hidden


@given(sizes)
def test_empty_groups_neither_hide_nor_are_hidden(groups: dict[str, int]) -> None:
    filled = {key: size for key, size in groups.items() if size}
    hidden = hidden_groups(groups)

    if hidden != frozenset(groups):
        assert hidden == hidden_groups(filled)


# One way, with the answers by option ----------------------------------------------------------


def test_a_small_group_of_one_mind_is_hidden_and_covered() -> None:
    assert hidden_tallies({"a": (0, 6), "b": (3, 4), "c": (10, 9)}) == {"a", "b"}
    assert hidden_tallies({"a": (0, 12), "b": (3, 4), "c": (10, 9)}) == frozenset()


def test_what_is_hidden_together_is_not_of_one_mind() -> None:
    # Groups a and b are covered by number, but all six said the same: c covers them.
    assert hidden_tallies({"a": (0, 4), "b": (0, 2), "c": (4, 4), "d": (20, 9)}) == {"a", "b", "c"}
    # One more group of one mind does not help, unless they are ten.
    assert hidden_tallies({"a": (0, 4), "b": (0, 5), "c": (9, 4)}) == {"a", "b", "c"}
    assert hidden_tallies({"a": (0, 4), "b": (0, 6), "c": (9, 4)}) == {"a", "b"}


def test_tallies_need_the_same_options() -> None:
    with pytest.raises(ValueError, match="same options"):
        hidden_tallies({"a": (1, 2), "b": (1,)})
    with pytest.raises(ValueError, match="fewer than 0"):
        hidden_tallies({"a": (1, -2)})


@given(tallies)
def test_neither_the_shown_nor_the_hidden_give_themselves_away(
    groups: dict[str, tuple[int, ...]],
) -> None:
    hidden = hidden_tallies(groups)
    totals = {key: sum(tally) for key, tally in groups.items()}

    for key, tally in groups.items():
        if key not in hidden and totals[key]:
            assert may_show_distribution(tally)
    if hidden != frozenset(groups):
        together = [sum(column) for column in zip(*map(groups.__getitem__, hidden), strict=True)]
        assert is_valid(hidden, totals)
        assert not any(together) or may_show_distribution(together)


@given(tallies)
def test_no_more_is_hidden_than_needed_with_options(groups: dict[str, tuple[int, ...]]) -> None:
    totals = {key: sum(tally) for key, tally in groups.items()}
    must = {key for key in groups if totals[key] and not may_show_distribution(groups[key])}

    def together(choice: Iterable[str]) -> list[int]:
        return [sum(column) for column in zip(*(groups[key] for key in choice), strict=True)]

    valid = [
        sum(totals[key] for key in choice)
        for choice in subsets(groups)
        if must <= set(choice)
        and is_valid(choice, totals)
        and (not any(together(choice)) or may_show_distribution(together(choice)))
    ]

    hidden = hidden_tallies(groups)

    assert sum(totals[key] for key in hidden) == (min(valid) if valid else sum(totals.values()))
