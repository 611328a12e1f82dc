"""What is chosen is safe beside what is shown, and stays the same."""

from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.suppression import Ground, choose, hidden_tallies, is_safe, may_show_distribution

CELLS = "abcdef"
rows = st.lists(st.integers(0, 4), min_size=2, max_size=2).map(tuple)
tables = st.fixed_dictionaries(dict.fromkeys(CELLS, rows))
groups = st.sets(st.sampled_from(CELLS), max_size=4).map(frozenset)


def count(cells, group):
    return [sum(cells[cell][place] for cell in group) for place in range(2)]


@settings(max_examples=100, deadline=None)
@given(tables, st.lists(groups, max_size=4), st.lists(groups, max_size=4))
def test_whatever_is_asked_for_one_after_the_other_stays_safe(cells, first, second):
    shown = frozenset()
    for asked in (first, second):
        wanted = dict(enumerate(asked))
        chosen = choose(Ground(cells, shown), wanted)
        assert choose(Ground(cells, shown), wanted) == chosen
        more = frozenset(wanted[name] for name in chosen if any(count(cells, wanted[name])))
        assert all(may_show_distribution(count(cells, group)) for group in more)
        shown |= more
        assert is_safe(cells, shown, shown)
        again = choose(Ground(cells, shown), wanted)
        assert again >= chosen


@given(tables)
def test_the_first_breakdown_hides_what_its_own_rule_hides(cells):
    """A part of its own for each group, nothing shown before: the remainder rule decides alone."""
    hidden = hidden_tallies(cells)
    wanted = {cell: frozenset({cell}) for cell in cells}
    chosen = choose(Ground(cells, frozenset()), wanted)
    # Where the rule leaves only empty groups, and no total is out, a single one may still be shown.
    left = [cell for cell in cells if cell not in hidden and any(cells[cell])]
    if may_show_distribution(count(cells, CELLS)) and left:
        assert chosen == frozenset(cells) - hidden


def test_what_is_shown_already_stays_though_a_total_would_give_another_group_away():
    cells = {"a": (4, 4), "b": (5, 5), "c": (1, 1)}
    shown = frozenset({frozenset("a"), frozenset("b")})
    wanted = {name: frozenset(name) for name in "abc"}
    assert choose(Ground(cells, shown), wanted) == {"a", "b"}
    assert choose(Ground(cells, shown), wanted | {"all": frozenset("abc")}) == {"a", "b"}


def test_a_sum_is_preferred_to_its_parts():
    cells = {"a": (4, 4), "b": (3, 3), "c": (1, 1)}
    wanted = {name: frozenset(name) for name in "abc"} | {"all": frozenset("abc")}
    assert choose(Ground(cells, frozenset()), wanted) == {"all", "a"}
