"""No small cell of a table can be worked out from what is shown of it."""

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.suppression import (
    HiddenTable,
    hidden_groups,
    hidden_table,
)

Key = TypeVar("Key", bound=Hashable)

tables = st.dictionaries(
    st.tuples(st.sampled_from("ABCD"), st.sampled_from([1, 2, 3])),
    st.integers(0, 9) | st.integers(10, 30) | st.just(0),
    max_size=12,
)


def is_valid(hidden: Iterable[Key], groups: Mapping[Key, int]) -> bool:
    """Restate the rule: nothing hidden, or at least 5 answers in at least two groups."""
    answers = [groups[key] for key in hidden if groups[key]]
    return not answers or (sum(answers) >= 5 and len(answers) >= 2)


Cell = tuple[str, int]


def learnt(table: Mapping[Cell, int], hidden: HiddenTable[str, int]) -> Iterable[set[Cell]]:
    """Yield every set of hidden cells whose sum follows from what is shown.

    What is shown are equations between the hidden cells. A set is given away if its own equation is
    a combination of them, which is a question of rank and knows nothing of how cells were chosen.
    """
    secret = [cell for cell, size in table.items() if size and cell in hidden.cells]
    lines = [
        {cell for cell in secret if cell[0] == row} for row in "ABCD" if row not in hidden.rows
    ]
    lines += [
        {cell for cell in secret if cell[1] == n} for n in range(5) if n not in hidden.columns
    ]
    shown = [[float(cell in line) for cell in secret] for line in [set(secret), *lines]]
    known = np.linalg.matrix_rank(np.array(shown)) if secret else 0
    for number in range(1, 1 << len(secret)):
        chosen = [float(number >> place & 1) for place in range(len(secret))]
        if np.linalg.matrix_rank(np.array([*shown, chosen])) == known:
            yield {cell for cell, is_in in zip(secret, chosen, strict=True) if is_in}


@pytest.mark.parametrize("threshold", [5, 3])
@given(table=tables)
def test_no_sum_below_the_threshold_can_be_worked_out(
    table: dict[Cell, int], threshold: int
) -> None:
    hidden = hidden_table(table, threshold=threshold)
    if 0 < sum(table.values()) < threshold:
        assert hidden.cells == frozenset(table)
        assert hidden.rows == {row for row, _ in table}
        return

    for cells in learnt(table, hidden):
        assert sum(table[cell] for cell in cells) >= threshold
    for cell, size in table.items():
        assert size == 0 or size >= threshold or cell in hidden.cells


@given(tables)
def test_hidden_answers_of_every_line_protect_each_other(table: dict[Cell, int]) -> None:
    hidden = hidden_table(table)
    columns = {column for _, column in table}
    if hidden.columns == columns or sum(table.values()) < 5:
        return  # only the rows are left, a breakdown of its own

    for row in {row for row, _ in table} - hidden.rows:
        assert is_valid([cell for cell in hidden.cells if cell[0] == row], table)
    for column in columns - hidden.columns:
        assert is_valid([cell for cell in hidden.cells if cell[1] == column], table)


@given(tables, st.randoms())
def test_hiding_in_a_table_is_blind_to_order(table: dict[Cell, int], chance: object) -> None:
    shuffled = list(table.items())
    chance.shuffle(shuffled)

    assert hidden_table(dict(shuffled)) == hidden_table(table)


@given(tables)
def test_margins_of_a_table_are_breakdowns_of_their_own(table: dict[Cell, int]) -> None:
    rows: dict[str, int] = {}
    for (row, _), size in table.items():
        rows[row] = rows.get(row, 0) + size
    hidden = hidden_table(table)

    few = 0 < sum(rows.values()) < 5
    assert hidden.rows == (frozenset(rows) if few else hidden_groups(rows))


def test_a_table_without_small_groups_is_shown_whole() -> None:
    table = {(row, column): 7 for row in "AB" for column in (1, 2)}

    assert hidden_table(table) == HiddenTable(frozenset(), frozenset(), frozenset())


def test_a_small_cell_hides_a_rectangle() -> None:
    table = {("A", 1): 2, ("A", 2): 9, ("A", 3): 30, ("B", 1): 9, ("B", 2): 9, ("B", 3): 30}

    hidden = hidden_table(table)

    assert hidden.cells == {("A", 1), ("A", 2), ("B", 1), ("B", 2)}
    assert not hidden.rows | hidden.columns


def test_a_bridge_between_two_rectangles_is_found_out() -> None:
    """Two hidden rectangles, joined by one cell, satisfy every line and yet give it away."""
    table = {
        (row, column): 50 for row in "ABCD" for column in (1, 2, 3, 4)
    } | {
        ("A", 1): 4, ("A", 2): 4, ("B", 1): 4, ("B", 2): 4,
        ("B", 3): 2,
        ("C", 3): 4, ("C", 4): 4, ("D", 3): 4, ("D", 4): 4,
    }  # fmt: skip
    by_lines = HiddenTable(
        frozenset(cell for cell, size in table.items() if size < 5), frozenset(), frozenset()
    )
    assert {("B", 3)} in list(learnt(table, by_lines))

    hidden = hidden_table(table)

    assert len(hidden.cells) == 10


def test_small_margins_hide_their_cells() -> None:
    table = {("A", 1): 3, ("B", 1): 8, ("C", 1): 20, ("B", 2): 8, ("C", 2): 20}

    hidden = hidden_table(table)

    assert hidden.rows == {"A", "B"}
    assert {("A", 1), ("B", 1), ("B", 2)} <= hidden.cells


def test_where_cells_cannot_protect_each_other_one_margin_is_left() -> None:
    # Department A answered as mentors only: less its 8 answers, the 10 mentors leave 2.
    table = {("A", "mentors"): 8, ("B", "mentors"): 2, ("B", "mentees"): 10}

    hidden = hidden_table(table)

    assert hidden == HiddenTable(frozenset(table), frozenset(), frozenset({"mentors", "mentees"}))


def test_tables_too_large_to_search_show_one_margin_only() -> None:
    table = {(row, column): 9 for row in range(11) for column in range(11)}

    hidden = hidden_table(table)

    assert hidden == HiddenTable(frozenset(table), frozenset(), frozenset(range(11)))
