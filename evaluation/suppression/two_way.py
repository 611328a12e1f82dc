"""A breakdown by two things at once, with the margins of both and the total."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from evaluation.suppression.one_way import hidden_groups
from evaluation.suppression.thresholds import SMALLEST_GROUP, check, is_covered

Row = TypeVar("Row", bound=Hashable)
Column = TypeVar("Column", bound=Hashable)
Line = TypeVar("Line", bound=Hashable)

# Sums that margins give away are searched among all choices of lines in the shorter direction.
MOST_LINES = 10


@dataclass(frozen=True, slots=True)
class HiddenTable(Generic[Row, Column]):
    """What of a table to hide: cells, and the margins of rows and of columns."""

    cells: frozenset[tuple[Row, Column]]
    rows: frozenset[Row]
    columns: frozenset[Column]


def hidden_table(
    table: Mapping[tuple[Row, Column], int], *, threshold: int = SMALLEST_GROUP
) -> HiddenTable[Row, Column]:
    """Return what to hide of a table of answers by row and column.

    The margins are hidden as breakdowns of their own; a hidden margin hides its cells. Then cells
    are hidden until the hidden answers of every line, and every sum of hidden cells that can be
    worked out by adding lines and taking others away, number at least 5 in at least two groups.
    If not even hiding all cells is enough, the margins of the columns are hidden with them. Cells
    that the table does not name are empty.
    """
    check(table, threshold)
    sizes = {cell: size for cell, size in table.items() if size}
    rows, columns = _margins(table)
    hidden_rows = hidden_groups(rows, threshold=threshold)
    hidden_columns = hidden_groups(columns, threshold=threshold)
    if 0 < sum(sizes.values()) < threshold:
        return HiddenTable(frozenset(table), frozenset(rows), frozenset(columns))
    board = _Board(sizes, hidden_rows, hidden_columns, threshold)
    if board.protect():
        return HiddenTable(frozenset(board.hidden), hidden_rows, hidden_columns)
    return HiddenTable(frozenset(sizes), hidden_rows, frozenset(columns))


class _Board(Generic[Row, Column]):
    """A table's cells with answers, and which of them are hidden so far.

    Hidden margins of one side are one line here, since only their sum can be worked out.
    """

    def __init__(
        self,
        sizes: Mapping[tuple[Row, Column], int],
        hidden_rows: frozenset[Row],
        hidden_columns: frozenset[Column],
        threshold: int,
    ) -> None:
        self._sizes = sizes
        self._threshold = threshold
        row_of = _number_lines((row for row, _ in sizes), hidden_rows)
        column_of = _number_lines((column for _, column in sizes), hidden_columns)
        self._place = {(row, column): (row_of[row], column_of[column]) for row, column in sizes}
        self._rows, self._columns = set(row_of.values()), set(column_of.values())
        self.hidden = {
            (row, column)
            for (row, column), size in sizes.items()
            if size < threshold or row in hidden_rows or column in hidden_columns
        }

    def protect(self) -> bool:
        """Hide more cells until nothing leaks; say whether that was possible."""
        if min(len(self._rows), len(self._columns)) > MOST_LINES:
            return False
        while (leak := next(self._leaks(), None)) is not None:
            helpful = [cell for cell in leak if cell not in self.hidden]
            if not helpful:
                return False
            self.hidden.add(min(helpful, key=self._cost))
        return True

    def _leaks(self) -> Iterator[list[tuple[Row, Column]]]:
        """Yield, for each sum that gives too few away, the cells of which hiding one may help."""
        for line in self._all_lines():
            if not self._is_covered(cell for cell in line if cell in self.hidden):
                yield line
        yield from self._leaking_differences()

    def _leaking_differences(self) -> Iterator[list[tuple[Row, Column]]]:
        """Try all choices of lines in the shorter direction.

        From the sum of the chosen lines, the sums of those lines across can be taken away whose
        hidden cells lie in the chosen ones alone; what is left is a sum of hidden cells. Taking
        fewer away only adds whole lines to it, and those are looked at by themselves.
        """
        along = 0 if len(self._rows) <= len(self._columns) else 1
        across = 1 - along
        lines = sorted((self._rows, self._columns)[along])
        hidden = [(cell, self._place[cell]) for cell in self.hidden]
        met_by: dict[int, set[int]] = {}
        for _, place in hidden:
            met_by.setdefault(place[across], set()).add(place[along])
        for choice in range(1, 1 << len(lines)):
            chosen = {line for number, line in enumerate(lines) if choice >> number & 1}
            closed = {line for line, met in met_by.items() if met <= chosen}
            left = (
                cell
                for cell, place in hidden
                if place[along] in chosen and place[across] not in closed
            )
            if not self._is_covered(left):
                yield [
                    cell
                    for cell, place in self._place.items()
                    if (place[along] in chosen) != (place[across] in closed)
                ]

    def _is_covered(self, cells: Iterable[tuple[Row, Column]]) -> bool:
        sizes = [self._sizes[cell] for cell in cells]
        return is_covered(sum(sizes), len(sizes), self._threshold)

    def _all_lines(self) -> Iterator[list[tuple[Row, Column]]]:
        for side, lines in enumerate((self._rows, self._columns)):
            for line in sorted(lines):
                yield [cell for cell, place in self._place.items() if place[side] == line]

    def _cost(self, cell: tuple[Row, Column]) -> tuple[int, int, str]:
        """Prefer a cell whose own lines stay covered when it is hidden, then a small one."""
        uncovered = 0
        for side in (0, 1):
            line = self._place[cell][side]
            uncovered += not self._is_covered(
                other
                for other, place in self._place.items()
                if place[side] == line and (other in self.hidden or other == cell)
            )
        return uncovered, self._sizes[cell], str(cell)


def _margins(table: Mapping[tuple[Row, Column], int]) -> tuple[dict[Row, int], dict[Column, int]]:
    rows: dict[Row, int] = {}
    columns: dict[Column, int] = {}
    for (row, column), size in table.items():
        rows[row] = rows.get(row, 0) + size
        columns[column] = columns.get(column, 0) + size
    return rows, columns


def _number_lines(names: Iterable[Line], hidden: frozenset[Line]) -> dict[Line, int]:
    """Give each line a number, in the order of their names; hidden ones share the last one."""
    ordered = sorted(set(names), key=str)
    return {name: len(ordered) if name in hidden else number for number, name in enumerate(ordered)}
