"""What the audit lets through, compared with trying every table of answers there is."""

from itertools import chain, combinations, product

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from evaluation.suppression import is_safe, may_show_distribution

CELLS = "abcde"


def compositions(total, parts):
    """Yield every way to spread so many answers over so many options."""
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in compositions(total - first, parts - 1):
            yield (first, *rest)


def added(cells, group):
    return tuple(map(sum, zip(*(cells[cell] for cell in group), strict=True)))


def tables_that_fit(cells, shown):
    """Try all tables with the same number of answers in each cell and the same sums."""
    names = sorted(cells)
    options = [list(compositions(sum(cells[name]), len(cells[name]))) for name in names]
    for rows in product(*options):
        table = dict(zip(names, rows, strict=True))
        if all(added(table, group) == added(cells, group) for group in shown):
            yield table


def subsets(names):
    return chain.from_iterable(combinations(names, n) for n in range(1, len(names) + 1))


def must_stay_hidden(cells, group, shown):
    """Restate whom the audit protects: not who disappears in ten or more of one mind."""
    counts = added(cells, group)
    if sum(counts) >= 10 or may_show_distribution(counts):
        return False
    alike = [{one for one in cells if met_by(one, shown) == met_by(cell, shown)} for cell in cells]
    crowds = [
        crowd
        for crowd in (*shown, *alike)
        if sum(added(cells, crowd)) >= 10 and sum(map(bool, added(cells, crowd))) == 1
    ]
    filled = {cell for cell in group if any(cells[cell])}
    return not any(filled <= crowd for crowd in crowds)


def met_by(cell, shown):
    return [cell in group for group in shown]


def is_certain(cells, group, tables):
    """Tell whether a count of the group that is not 0 is the same in every table."""
    counts = added(cells, group)
    return any(
        count and all(added(table, group)[place] == count for table in tables)
        for place, count in enumerate(counts)
    )


def adds_up(cells, group, shown):
    """Tell whether sums and differences of what is shown give the group's counts."""
    filled = [cell for cell in sorted(cells) if any(cells[cell])]
    rows = [[float(cell in one) for cell in filled] for one in shown]
    goal = [float(cell in group) for cell in filled]
    rank = np.linalg.matrix_rank
    return any(goal) and bool(rows) and rank(np.array(rows)) == rank(np.array([*rows, goal]))


def oracle(cells, shown, watched):
    tables = list(tables_that_fit(cells, shown))
    singles = [{cell} for cell in cells if any(cells[cell])]
    alike = [{one for one in cells if met_by(one, shown) == met_by(cell, shown)} for cell in cells]
    certain = any(
        is_certain(cells, group, tables)
        for group in (*singles, *alike, *watched)
        if any(any(cells[cell]) for cell in group) and must_stay_hidden(cells, group, shown)
    )
    few = any(
        0 < sum(added(cells, group)) < 5
        and must_stay_hidden(cells, group, shown)
        and adds_up(cells, group, shown)
        for group in subsets(sorted(cells))
    )
    return not certain and not few


def counts(options, most):
    row = st.lists(st.integers(0, most), min_size=options, max_size=options).map(tuple)
    of_one_mind = st.integers(0, 7).map(lambda n: (n, *[0] * (options - 1)))
    return row | of_one_mind


groups = st.sets(st.sampled_from(CELLS), min_size=1).map(frozenset)


@st.composite
def worlds(draw, options, most, cells):
    names = CELLS[:cells]
    table = {name: draw(counts(options, most)) for name in names}
    some = st.sets(st.sampled_from(names), min_size=1).map(frozenset)
    wanted = draw(st.lists(some, max_size=4))
    shown = [group for group in wanted if may_show_distribution(added(table, group))]
    return table, shown, draw(st.lists(some, max_size=2))


@settings(max_examples=150, deadline=None)
@given(worlds(2, 3, 5) | worlds(3, 2, 4))
@example(
    (
        {"a": (0, 0), "b": (1, 0), "c": (2, 0), "d": (7, 0), "e": (2, 3)},
        [frozenset("abcde"), frozenset("ae")],
        [frozenset("b")],
    )
)
def test_the_audit_agrees_with_trying_every_table(world):
    cells, shown, watched = world
    assert is_safe(cells, shown, watched) == oracle(cells, shown, watched)
