"""Choosing which groups to show beside what is shown already."""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from evaluation.suppression.audit import is_safe
from evaluation.suppression.one_way import hidden_tallies
from evaluation.suppression.thresholds import may_show_distribution

Cell = TypeVar("Cell", bound=Hashable)
Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True)
class Ground(Generic[Cell]):
    """The answers to one question by cell, what of them is shown, and whom readers can tell apart.

    ``cells`` holds counts of each answer in one order; ``shown`` and ``watched`` are groups of
    cells, as in ``is_safe``.
    """

    cells: Mapping[Cell, Sequence[int]]
    shown: frozenset[frozenset[Cell]]
    watched: frozenset[frozenset[Cell]] = frozenset()

    def allows(self, groups: Iterable[Collection[Cell]]) -> bool:
        """Say whether these may be shown too."""
        more = frozenset(frozenset(group) for group in groups)
        return is_safe(self.cells, self.shown | more, self.watched | more)

    def counts_of(self, group: Collection[Cell]) -> list[int]:
        """Return how often each answer was given in a group."""
        nobody = [0] * len(next(iter(self.cells.values()), ()))
        rows = [nobody, *(self.cells[cell] for cell in group)]
        return [sum(column) for column in zip(*rows, strict=True)]


def choose(ground: Ground[Cell], wanted: Mapping[Name, frozenset[Cell]]) -> frozenset[Name]:
    """Return those of the wanted groups that may be shown together, and beside what is shown.

    What is shown already stays; a group without answers is shown as empty. Groups that do not
    overlap are first tried as a breakdown of their own, whose total a reader knows as well. Where
    that gives too much away, they are taken one by one, the largest first, each if it is safe.
    """
    counts = {name: ground.counts_of(group) for name, group in wanted.items()}
    empty = {name for name in wanted if not any(counts[name])}
    known = {name for name, group in wanted.items() if group in ground.shown}
    possible = [
        name for name in wanted if may_show_distribution(counts[name]) and name not in known
    ]
    if not possible:
        return frozenset(empty | known)
    if _are_apart(wanted.values()):
        hidden = hidden_tallies(counts)
        together = [name for name in possible if name not in hidden]
        total = frozenset().union(*wanted.values())
        if together and ground.allows([total, *(wanted[name] for name in together)]):
            return frozenset(empty.union(known, together))
    chosen: list[Name] = []
    for name in sorted(possible, key=lambda name: (-sum(counts[name]), str(name))):
        if ground.allows([wanted[one] for one in (*chosen, name)]):
            chosen.append(name)
    return frozenset(empty.union(known, chosen))


def _are_apart(groups: Collection[frozenset[Cell]]) -> bool:
    """Say whether no two groups have a cell in common."""
    return sum(map(len, groups)) == len(frozenset().union(*groups))
