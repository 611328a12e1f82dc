"""One question in several groups: the figure of each, and what may be said of the differences."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evaluation import statistics
from evaluation.comparing.chance import holm, p_of_means, p_of_shares
from evaluation.enums import ItemKind
from evaluation.instruments.worded import WordedItem
from evaluation.reports.model import State
from evaluation.suppression import SMALLEST_GROUP


@dataclass(frozen=True, slots=True)
class Cell:
    """A mean or a share in one group with its 95 % interval, or why it is not shown.

    A hidden one carries no number. A share is `count` of `n`, between 0 and 1.
    """

    state: State
    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: int = 0
    count: int | None = None
    counted: Mapping[Any, int] | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One question, its cells in the order of the groups, and whether they differ.

    `differs` is None where nothing can be told.
    """

    worded: WordedItem
    cells: tuple[Cell, ...]
    differs: bool | None = None

    @property
    def shown(self) -> list[int]:
        """Return the places of the cells that carry a figure."""
        return [place for place, cell in enumerate(self.cells) if cell.state == State.SHOWN]


def cell_of(item: WordedItem, counted: Counter[Any], *, is_visible: bool, are_people: bool) -> Cell:
    """Return the figure of a group, if it may be seen.

    Where one person may have given several answers (`are_people` is False), there is no interval:
    the formulas would make it too narrow.
    """
    n = counted.total()
    if not n:
        return Cell(State.NO_DATA)
    if not is_visible:
        return Cell(State.TOO_FEW if n < SMALLEST_GROUP else State.WITHHELD)
    if item.item.kind == ItemKind.SCALE:
        mean = statistics.mean_interval(counted.elements())
        low, high = item.item.low or 0, item.item.high or 0
        bounds = (
            None if mean.low is None or not are_people else max(mean.low, low),
            None if mean.high is None or not are_people else min(mean.high, high),
        )
        return Cell(State.SHOWN, mean.value, *bounds, n, None, dict(counted))
    count = counted[telling(item)]
    share = statistics.wilson(count, n)
    bounds = (share.low, share.high) if are_people else (None, None)
    return Cell(State.SHOWN, share.value, *bounds, n, count, dict(counted))


def judged(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Say of each question whether its groups differ by more than chance, over all together."""
    ps = {row.worded.item.key: _p(row) for row in rows}
    found = holm(ps)
    return tuple(
        Row(
            row.worded,
            row.cells,
            None if ps[row.worded.item.key] is None else row.worded.item.key in found,
        )
        for row in rows
    )


def telling(item: WordedItem) -> object:
    """Return the answer whose share is told: yes, or the first of the options."""
    return True if item.item.kind == ItemKind.YES_NO else item.options[0][0]


def place_of(row: Row, cell: Cell) -> float | None:
    """Return where a figure lies between the worst (0) and the best (1) that can be answered."""
    if cell.value is None:
        return None
    if cell.count is not None:
        return cell.value
    low, high = row.worded.item.low or 0, row.worded.item.high or 1
    place = (cell.value - low) / (high - low)
    return 1 - place if row.worded.item.is_reversed else place


def _p(row: Row) -> float | None:
    """Return the p of the differences between the groups that are shown."""
    cells = [row.cells[place] for place in row.shown]
    if any(cell.low is None for cell in cells):
        return None
    if row.worded.item.kind == ItemKind.SCALE:
        return p_of_means([Counter(cell.counted or {}) for cell in cells])
    return p_of_shares([(cell.count or 0, cell.n) for cell in cells])
