"""The audit over everything that is shown of the same answers.

Each shown group gives its exact counts away; whoever has them all can add, subtract and bound. What
is shown is safe when

* no fewer than five answers can be worked out together by adding groups and taking others away;
* and in no part that must stay hidden (fewer than five answers, or fewer than ten of one mind) an
  answer that was given there is certain: another table of answers fits everything that is shown,
  in which it was given more often, or less often.

Nothing else is hidden from whoever looks: how many answered in each part counts as known, too. A
part all of whose answers are known because ten or more of one mind are shown, may be known.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Generic, TypeVar

from evaluation.suppression.deniable import Count, Puzzle
from evaluation.suppression.thresholds import (
    SMALLEST_GROUP,
    SMALLEST_OF_ONE_MIND,
    may_show_distribution,
)

Cell = TypeVar("Cell", bound=Hashable)


def is_safe(
    cells: Mapping[Cell, Sequence[int]],
    shown: Iterable[Collection[Cell]],
    watched: Iterable[Collection[Cell]] = (),
) -> bool:
    """Say whether nobody's answers can be worked out from the groups that are shown.

    ``cells`` holds the counts of each answer in the smallest parts that are told apart, in one
    order of answers; ``shown`` and ``watched`` are groups of them: those whose counts are known,
    and those that mean something to a reader, such as a department, and stay hidden if small.
    Raises KeyError for a group with an unknown cell.
    """
    board = _Board(cells, shown)
    if any(not may_show_distribution(board.counts_of(group)) for group in board.shown):
        return False
    return not board.gives_few_away() and board.is_deniable((*board.classes, *watched))


class _Board(Generic[Cell]):
    """Cells with answers, put together where every shown group has all of them or none."""

    def __init__(
        self, cells: Mapping[Cell, Sequence[int]], shown: Iterable[Collection[Cell]]
    ) -> None:
        self._cells = {cell: tuple(counts) for cell, counts in cells.items() if any(counts)}
        met = {frozenset(cell for cell in group if any(cells[cell])) for group in shown}
        self.shown = sorted(met - {frozenset()}, key=lambda group: sorted(map(str, group)))
        self.classes = _classes(self._cells, self.shown)
        self._class_of = {cell: n for n, members in enumerate(self.classes) for cell in members}
        self._counts = tuple(self.counts_of(members) for members in self.classes)
        known = [frozenset(self._class_of[cell] for cell in group) for group in self.shown]
        self._puzzle = Puzzle(self._counts, frozenset(known))
        self._crowds = [
            numbers
            for numbers, group in zip(known, self.shown, strict=True)
            if _is_of_one_mind(self.counts_of(group))
        ]
        # Ten of one mind whom nothing shown tells apart: who is among them disappears there too.
        self._crowds += [
            frozenset({number})
            for number, counts in enumerate(self._counts)
            if _is_of_one_mind(counts)
        ]

    def counts_of(self, group: Iterable[Cell]) -> tuple[int, ...]:
        """Return the counts of some cells together."""
        rows = [self._cells[cell] for cell in group if cell in self._cells]
        return tuple(map(sum, zip(*rows, strict=True)))

    def gives_few_away(self) -> bool:
        """Say whether classes with fewer than five answers together can be worked out.

        Up to four classes are two times up to two of them, and nothing moves their sum when what
        moves the ones moves the others as much the other way.
        """
        sizes, marks = [sum(counts) for counts in self._counts], self._puzzle.marks
        pinned = frozenset().union(*self._crowds)
        small = [n for n, size in enumerate(sizes) if size < SMALLEST_GROUP and n not in pinned]
        by_mark: dict[int, list[tuple[int, ...]]] = {0: [()]}
        for chosen in (*combinations(small, 1), *combinations(small, 2)):
            if sum(sizes[number] for number in chosen) < SMALLEST_GROUP:
                by_mark.setdefault(sum(marks[number] for number in chosen), []).append(chosen)
        return any(
            self._is_few((*one, *other), sizes)
            for mark, found in by_mark.items()
            for one in found
            for other in by_mark.get(-mark, ())
        )

    def _is_few(self, numbers: tuple[int, ...], sizes: Sequence[int]) -> bool:
        """Say whether these are different classes, with few answers whose sum is known."""
        few = 0 < sum(sizes[number] for number in numbers) < SMALLEST_GROUP
        return few and len(set(numbers)) == len(numbers) and self._puzzle.is_known(numbers)

    def is_deniable(self, groups: Iterable[Collection[Cell]]) -> bool:
        """Say whether each answer given in a group that must stay hidden may have been another."""
        return self._puzzle.may_all_differ(
            count for group in groups for count in self._to_deny(group)
        )

    def _to_deny(self, group: Collection[Cell]) -> Iterator[Count]:
        """Yield the counts of a group that nobody may be certain of.

        Of a class that is only in part in the group, anybody may be in that part: it is enough that
        the class has other answers too, or may have.
        """
        members = {cell for cell in group if cell in self._class_of}
        counts = self.counts_of(members)
        numbers = {self._class_of[cell] for cell in members}
        if (
            sum(counts) >= SMALLEST_OF_ONE_MIND
            or may_show_distribution(counts)
            or any(numbers <= crowd for crowd in self._crowds)
        ):
            return
        partial = [n for n in sorted(numbers) if not members.issuperset(self.classes[n])]
        whole = numbers.difference(partial)
        parts = [frozenset({n}) for n in partial] + ([frozenset(whole)] if whole else [])
        for answer in (place for place, count in enumerate(counts) if count):
            if not any(0 < self._counts[n][answer] < sum(self._counts[n]) for n in partial):
                yield Count(tuple(parts), answer)


def _classes(cells: Iterable[Cell], shown: Sequence[Collection[Cell]]) -> list[tuple[Cell, ...]]:
    """Put cells together that no shown group tells apart."""
    by_groups: dict[tuple[bool, ...], list[Cell]] = {}
    for cell in sorted(cells, key=str):
        by_groups.setdefault(tuple(cell in group for group in shown), []).append(cell)
    return [tuple(members) for members in by_groups.values()]


def _is_of_one_mind(counts: Sequence[int]) -> bool:
    """Say whether so many gave the same answer that it may be shown."""
    return sum(counts) >= SMALLEST_OF_ONE_MIND and sum(map(bool, counts)) == 1
