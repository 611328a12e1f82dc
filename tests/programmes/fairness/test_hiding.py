"""No published table lets anybody reckon a hidden group's numbers."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programmes.fairness.comparing import compare
from programmes.fairness.hiding import SMALLEST_GROUP, hidden_groups
from programmes.fairness.tallies import Tally, together


@st.composite
def tallies(draw):
    applied = draw(st.integers(1, 7))
    decided = draw(st.integers(0, applied))
    accepted = draw(st.integers(0, decided))
    return Tally(applied, 0, decided, accepted)


TABLES = st.lists(tallies(), min_size=1, max_size=4).map(
    lambda found: {f"group {turn}": tally for turn, tally in enumerate(found)}
)


def splits(total, most):
    """Yield every way in which a number falls apart into parts of at most so much each."""
    ranges = [range(min(total, each) + 1) for each in most[:-1]]
    for parts in product(*ranges):
        if 0 <= total - sum(parts) <= most[-1]:
            yield (*parts, total - sum(parts))


def tables_published_alike(table, hidden):
    """Yield every table of which a reader sees the same."""
    names = sorted(hidden)
    all_hidden = together(table[name] for name in names)
    for applied in splits(all_hidden.applied, [all_hidden.applied] * len(names)):
        if 0 in applied:
            continue
        for decided in splits(all_hidden.decided, applied):
            for accepted in splits(all_hidden.accepted, decided):
                rows = zip(names, applied, decided, accepted, strict=True)
                other = table | {name: Tally(a, 0, d, s) for name, a, d, s in rows}
                if hidden_groups(other) == hidden:
                    yield other


@settings(max_examples=150, deadline=None)
@given(TABLES)
def test_what_became_of_a_hidden_group_can_be_more_than_one_number(table):
    hidden = hidden_groups(table)
    assert all(tally.applied >= SMALLEST_GROUP for n, tally in table.items() if n not in hidden)
    if not hidden or hidden == set(table):
        return
    all_hidden, total = together(table[name] for name in hidden), together(table.values())
    accepted = {name: set() for name in hidden}
    for other in tables_published_alike(table, hidden):
        for name in hidden:
            accepted[name].add(other[name].accepted)
        if all(len(found) > 1 for found in accepted.values()):
            break
    if all_hidden.decided and total.accepted not in {0, total.decided}:
        assert all(len(found) > 1 for found in accepted.values())


@given(TABLES)
def test_the_total_stands_and_no_hidden_group_is_named(table):
    comparison = compare(table)
    assert comparison.total == together(table.values())
    assert {group.label for group in comparison.groups} == set(table) - hidden_groups(table)
    shown = together(group.tally for group in comparison.groups)
    assert shown + (comparison.others or Tally()) == comparison.total


@pytest.mark.parametrize(
    ("applied", "hidden"),
    [
        ((9, 8, 7), ""),
        ((9, 8, 4), "bc"),
        ((9, 3, 4), "bc"),
        ((9, 8, 7, 1, 1), "cde"),
        ((4, 1), "ab"),
        ((9, 2), "ab"),
        # Each of five groups would be known to be one person.
        ((9, 1, 1, 1, 1, 1), "abcdef"),
    ],
)
def test_one_hidden_group_takes_the_next_smallest_with_it(applied, hidden):
    names = "abcdef"[: len(applied)]
    table = {name: Tally(n, n, n, n // 2) for name, n in zip(names, applied, strict=True)}
    assert "".join(sorted(hidden_groups(table))) == hidden


def test_a_group_of_which_few_are_decided_is_hidden_until_more_are():
    table = {"a": Tally(20, 0, 12, 6), "b": Tally(9, 0, 3, 1), "c": Tally(8, 0, 0, 0)}
    assert hidden_groups(table) == {"b", "c"}


def test_hidden_groups_are_not_of_one_mind_unless_everybody_is():
    table = {"a": Tally(9, 0, 9, 4), "b": Tally(3, 0, 3, 0), "c": Tally(3, 0, 3, 0)}
    assert hidden_groups(table) == {"a", "b", "c"}
    assert hidden_groups(table | {"a": Tally(9, 0, 9, 0)}) == {"b", "c"}
