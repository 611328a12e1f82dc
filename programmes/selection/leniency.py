"""How generously a reviewer marks, next to others on the same applications. Knows no Django."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

# With fewer marks than this to compare, chance is all one would see.
FEWEST_COMPARED = 5
LOWEST = 1


@dataclass(frozen=True, slots=True)
class GivenMark:
    """A mark that a reviewer gave: on which criterion of which application, of how many levels."""

    reviewer: UUID
    application: UUID
    criterion: UUID
    level: int
    levels: int


@dataclass(frozen=True, slots=True)
class Leniency:
    """How far a reviewer's marks lie above (or below) the others', on average.

    `share` is in parts of the scale; `levels` in levels of it; both None without anything to
    compare. `number` is how many marks were compared.
    """

    reviewer: UUID
    share: float | None
    levels: float | None
    number: int

    @property
    def can_tell(self) -> bool:
        """Tell whether enough marks were compared to say anything."""
        return self.number >= FEWEST_COMPARED


def leniency_of(marks: Iterable[GivenMark], reviewers: Sequence[UUID]) -> list[Leniency]:
    """Return each reviewer's leniency: own mark minus the mean of the others', over all pairs.

    A pair is a criterion of an application; one that nobody else has marked is left out.
    """
    by_pair: dict[tuple[UUID, UUID], list[GivenMark]] = defaultdict(list)
    for mark in marks:
        by_pair[mark.application, mark.criterion].append(mark)
    apart: dict[UUID, list[tuple[Fraction, int]]] = defaultdict(list)
    for pair in by_pair.values():
        total = sum(mark.level for mark in pair)
        for mark in pair:
            others = len(pair) - 1
            if others:
                difference = mark.level - Fraction(total - mark.level, others)
                apart[mark.reviewer].append((difference, mark.levels))
    return [_leniency(reviewer, apart[reviewer]) for reviewer in reviewers]


def _leniency(reviewer: UUID, apart: list[tuple[Fraction, int]]) -> Leniency:
    """Return the means of the differences."""
    if not apart:
        return Leniency(reviewer, share=None, levels=None, number=0)
    number = len(apart)
    shares = sum((difference / (levels - LOWEST) for difference, levels in apart), Fraction(0))
    in_levels = sum((difference for difference, _levels in apart), Fraction(0))
    return Leniency(reviewer, float(shares / number), float(in_levels / number), number)
